import { RequestHandler, Router } from 'express';
import { createAdvisorRouter } from '../advisor/Advisor';
import { createAssessmentRouter } from '../assessments/createAssessmentRouter';
import { createBadgeRouter } from '../badges/createBadgeRouter';
import { createCampaignRouter } from '../campaigns/createCampaignRouter';
import { createCreationRouter } from '../creation/createCreationRouter';
import { createEvaluationRouter } from '../evaluation/createEvaluationRouter';
import { createFactRouter } from '../facts/createFactRouter';
import { createGateRouter } from '../gate/createGateRouter';
import { answerOutages } from '../http/answerOutages';
import { unknownRoute } from '../http/createRoutes';
import { createOrphanRouter } from '../identity/OrphanService';
import { createInboxRouter } from '../inbox/createInboxRouter';
import { createMeasuredRouter } from '../measured/createMeasuredRouter';
import { createOpenApiRouter } from '../openapi/createOpenApiRouter';
import { createPreviewRouter } from '../preview/createPreviewRouter';
import { createScorecardRouter } from '../scorecards/createScorecardRouter';
import { createSystemRouter } from '../systems/SystemService';
import { createWaiverRouter } from '../waivers/createWaivers';
import { Foundation } from './createFoundation';
import { UseCases } from './createServices';
import { Services } from './platform';

/** Everything that is served over HTTP, in matching order. */
export function createRouters(
  { httpAuth, httpRouter, logger }: Services,
  { advisor }: Foundation,
  services: UseCases,
): Array<Router | RequestHandler> {
  return [
    createAdvisorRouter({ advisor, httpAuth }),
    createAssessmentRouter({
      reader: services.assessmentReader,
      service: services.assessments,
      records: services.decisionRecords,
      httpAuth,
    }),
    createScorecardRouter({ service: services.scorecards, httpAuth }),
    createMeasuredRouter({ service: services.measured, httpAuth }),
    createFactRouter({
      facts: services.facts,
      pushes: services.factPushes,
      httpAuth,
    }),
    createPreviewRouter({ service: services.previews, httpAuth }),
    createEvaluationRouter({ service: services.evaluation, httpAuth }),
    createGateRouter({ service: services.gate, httpAuth }),
    createCreationRouter({ service: services.creation, httpAuth }),
    createBadgeRouter({ service: services.badges, httpAuth, httpRouter }),
    createWaiverRouter({
      reader: services.waiverReader,
      service: services.waivers,
      httpAuth,
    }),
    createCampaignRouter({
      reader: services.campaignReader,
      service: services.campaigns,
      httpAuth,
    }),
    createInboxRouter({
      inbox: services.inbox,
      previews: services.reviewPreviews,
      httpAuth,
    }),
    createOrphanRouter({ service: services.orphans, httpAuth }),
    createSystemRouter({ service: services.systems, httpAuth }),
    createOpenApiRouter({ httpAuth }),
    unknownRoute,
    answerOutages(logger),
  ];
}
