import { RequestHandler, Router } from 'express';
import { addAdvisorRoutes } from '../advisor/Advisor';
import { addAssessmentRoutes } from '../assessments/addAssessmentRoutes';
import { createBadgeRouter } from '../badges/createBadgeRouter';
import { addCampaignRoutes } from '../campaigns/addCampaignRoutes';
import { addCreationRoutes } from '../creation/addCreationRoutes';
import { addEvaluationRoutes } from '../evaluation/addEvaluationRoutes';
import { createFactRouter } from '../facts/createFactRouter';
import { addGateRoutes } from '../gate/addGateRoutes';
import { answerOutages } from '../http/answerOutages';
import { createRoutes, unknownRoute } from '../http/createRoutes';
import { createOrphanRouter } from '../identity/OrphanService';
import { createInboxRouter } from '../inbox/createInboxRouter';
import { addMeasuredRoutes } from '../measured/addMeasuredRoutes';
import { addOpenApiRoutes } from '../openapi/addOpenApiRoutes';
import { addPreviewRoutes } from '../preview/addPreviewRoutes';
import { addScorecardRoutes } from '../scorecards/addScorecardRoutes';
import { addSystemRoutes } from '../systems/SystemService';
import { addWaiverRoutes } from '../waivers/createWaivers';
import { Foundation } from './createFoundation';
import { UseCases } from './createServices';
import { Services } from './platform';

/** Everything that is served over HTTP. */
export function createRouters(
  { httpAuth, httpRouter, logger }: Services,
  { advisor }: Foundation,
  services: UseCases,
): Array<Router | RequestHandler> {
  const { router, ...routes } = createRoutes(httpAuth);
  addAdvisorRoutes(routes, advisor);
  addAssessmentRoutes(routes, {
    reader: services.assessmentReader,
    service: services.assessments,
    records: services.decisionRecords,
  });
  addScorecardRoutes(routes, services.scorecards);
  addMeasuredRoutes(routes, services.measured);
  addPreviewRoutes(routes, services.previews);
  addEvaluationRoutes(routes, services.evaluation);
  addGateRoutes(routes, services.gate);
  addCreationRoutes(routes, services.creation);
  addWaiverRoutes(routes, {
    reader: services.waiverReader,
    service: services.waivers,
  });
  addCampaignRoutes(routes, {
    reader: services.campaignReader,
    service: services.campaigns,
  });
  addSystemRoutes(routes, services.systems);
  addOpenApiRoutes(routes);
  return [
    router,
    createFactRouter({
      facts: services.facts,
      pushes: services.factPushes,
      httpAuth,
    }),
    createBadgeRouter({ service: services.badges, httpAuth, httpRouter }),
    createInboxRouter({
      inbox: services.inbox,
      previews: services.reviewPreviews,
      httpAuth,
    }),
    createOrphanRouter({ service: services.orphans, httpAuth }),
    unknownRoute,
    answerOutages(logger),
  ];
}
