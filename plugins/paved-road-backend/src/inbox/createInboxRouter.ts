import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Router } from 'express';
import { createRoutes, readId, sendFresh } from '../http/createRoutes';
import { InboxService } from './InboxService';
import { ReviewPreviews } from './ReviewPreviews';

/** The inbox and previews of reviews over HTTP: call, render. */
export function createInboxRouter(options: {
  inbox: InboxService;
  previews: ReviewPreviews;
  httpAuth: HttpAuthService;
}): Router {
  const { inbox, previews, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  // Services have no inbox.
  router.get('/inbox', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    sendFresh(res, await inbox.of(credentials));
  });

  on('previewAssessmentReview', async ({ caller, req, res }) => {
    const id = readId(req, 'assessment');
    sendFresh(res, await previews.ofAssessment(id, caller));
  });

  on('previewWaiverReview', async ({ caller, req, res }) => {
    const id = readId(req, 'waiver');
    sendFresh(res, await previews.ofWaiver(id, caller));
  });

  return router;
}
