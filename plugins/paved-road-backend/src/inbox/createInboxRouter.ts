import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createCallerOf } from '../http/Caller';
import { idOf, sendFresh } from '../http/createRoutes';
import { InboxService } from './InboxService';
import { ReviewPreviews } from './ReviewPreviews';

/** What waits for a person, and what a review would do, over HTTP: parse, call, render. */
export function createInboxRouter(options: {
  inbox: InboxService;
  previews: ReviewPreviews;
  httpAuth: HttpAuthService;
}): Router {
  const { inbox, previews, httpAuth } = options;
  const router = PromiseRouter();
  const callerOf = createCallerOf(httpAuth);

  router.get('/inbox', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    sendFresh(res, await inbox.of(credentials));
  });

  router.get('/assessments/:id/review-preview', async (req, res) => {
    const id = idOf(req, 'assessment');
    sendFresh(res, await previews.ofAssessment(id, await callerOf(req)));
  });

  router.get('/waivers/:id/review-preview', async (req, res) => {
    const id = idOf(req, 'waiver');
    sendFresh(res, await previews.ofWaiver(id, await callerOf(req)));
  });

  return router;
}
