import { HttpAuthService } from '@backstage/backend-plugin-api';
import { readId, RootRoutes, sendFresh } from '../http/createRoutes';
import { InboxService } from './InboxService';
import { ReviewPreviews } from './ReviewPreviews';

/** The inbox and previews of reviews over HTTP: call, render. */
export function addInboxRoutes(
  { router, fresh }: RootRoutes,
  options: {
    inbox: InboxService;
    previews: ReviewPreviews;
    httpAuth: HttpAuthService;
  },
): void {
  const { inbox, previews, httpAuth } = options;

  // Services have no inbox.
  router.get('/inbox', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    sendFresh(res, await inbox.of(credentials));
  });

  router.get('/inbox/counts', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    sendFresh(res, await inbox.count(credentials));
  });

  fresh('previewAssessmentReview', ({ caller, req }) =>
    previews.ofAssessment(readId(req, 'assessment'), caller),
  );

  fresh('previewWaiverReview', ({ caller, req }) =>
    previews.ofWaiver(readId(req, 'waiver'), caller),
  );
}
