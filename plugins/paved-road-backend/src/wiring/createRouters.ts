import { RequestHandler, Router } from 'express';
import { addAdvisorRoutes } from '../advisor/Advisor';
import { addAssessmentRoutes } from '../assessments/addAssessmentRoutes';
import { addBadgeRoutes } from '../badges/addBadgeRoutes';
import { addCampaignRoutes } from '../campaigns/addCampaignRoutes';
import { addCreationRoutes } from '../creation/addCreationRoutes';
import { addEvaluationRoutes } from '../evaluation/addEvaluationRoutes';
import { addFactRoutes } from '../facts/addFactRoutes';
import { addGateRoutes } from '../gate/addGateRoutes';
import { answerOutages } from '../http/answerOutages';
import { createRoutes, unknownRoute } from '../http/createRoutes';
import { addOrphanRoutes } from '../identity/OrphanService';
import { addInboxRoutes } from '../inbox/addInboxRoutes';
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
  const routes = createRoutes(httpAuth);
  addAdvisorRoutes(routes, advisor);
  addAssessmentRoutes(routes, {
    reader: services.assessmentReader,
    service: services.assessments,
    comments: services.comments,
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
  addCampaignRoutes(routes, services.campaigns);
  addSystemRoutes(routes, services.systems);
  addOpenApiRoutes(routes);
  addFactRoutes(routes, {
    facts: services.facts,
    pushes: services.factPushes,
  });
  addBadgeRoutes(routes, { service: services.badges, httpRouter });
  addInboxRoutes(routes, {
    inbox: services.inbox,
    previews: services.reviewPreviews,
    httpAuth,
  });
  addOrphanRoutes(routes, services.orphans);
  return [routes.router, unknownRoute, answerOutages(logger)];
}
