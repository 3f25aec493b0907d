import {
  HttpAuthService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { Router } from 'express';
import { Knex } from 'knex';
import { createAssessments } from '../assessments/createAssessments';
import { KnexCampaignStore } from '../campaigns/CampaignStore';
import { EntityAccess } from '../catalog/types';
import { ScorecardEngine } from '../evaluation/createScorecardEngine';
import { createRoutes, idOf, sendFresh } from '../http/createRoutes';
import { RulesSource } from '../rules/types';
import { createWaivers } from '../waivers/createWaivers';
import { WaiverStore } from '../waivers/WaiverStore';
import { InboxService } from './InboxService';
import { ReviewPreviews } from './ReviewPreviews';

/** Puts together what tells people what waits for them. */
export function createInbox(options: {
  knex: Knex;
  assessments: ReturnType<typeof createAssessments>;
  waivers: ReturnType<typeof createWaivers>;
  waiverStore: WaiverStore;
  engine: ScorecardEngine;
  rules: RulesSource;
  entities: EntityAccess;
  httpAuth: HttpAuthService;
  userInfo: UserInfoService;
}): Router {
  const { knex, assessments, waivers, waiverStore, engine } = options;
  const { staleCriteria } = assessments;
  return createInboxRouter({
    httpAuth: options.httpAuth,
    inbox: new InboxService({
      ...options,
      assessments: assessments.store,
      access: assessments.access,
      waivers: waiverStore,
      waiverReader: waivers.reader,
      campaigns: new KnexCampaignStore(knex),
      scorecards: engine.scorecards,
      staleCriteria,
    }),
    previews: new ReviewPreviews({
      ...options,
      assessments: assessments.store,
      assessmentAccess: assessments.access,
      waiverAccess: waivers.access,
      inputs: engine.inputs,
      staleCriteria,
    }),
  });
}

/** What waits for a person, and what a review would do, over HTTP: call, render. */
function createInboxRouter(options: {
  inbox: InboxService;
  previews: ReviewPreviews;
  httpAuth: HttpAuthService;
}): Router {
  const { inbox, previews, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  // Services have none.
  router.get('/inbox', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    sendFresh(res, await inbox.of(credentials));
  });

  on('previewAssessmentReview', async ({ caller, req, res }) => {
    const id = idOf(req, 'assessment');
    sendFresh(res, await previews.ofAssessment(id, caller));
  });

  on('previewWaiverReview', async ({ caller, req, res }) => {
    const id = idOf(req, 'waiver');
    sendFresh(res, await previews.ofWaiver(id, caller));
  });

  return router;
}
