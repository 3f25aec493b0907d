import { RequestHandler, Router } from 'express';
import { createAdvisorRouter } from '../advisor/Advisor';
import {
  createAssessmentRouter,
  createAssessments,
} from '../assessments/createAssessments';
import { DecisionRecords } from '../assessments/DecisionRecords';
import { createBadges } from '../badges/createBadges';
import {
  createCampaignRouter,
  createCampaigns,
} from '../campaigns/createCampaigns';
import { createCreation } from '../creation/createCreation';
import { RepositoryPlaceRegistry } from '../creation/RepositoryPlaces';
import { createEvaluationRouter } from '../evaluation/createEvaluationRouter';
import { ScorecardEngine } from '../evaluation/createScorecardEngine';
import { EvaluationService } from '../evaluation/EvaluationService';
import { createFactRouter } from '../facts/createFactRouter';
import { FactCollection } from '../facts/FactCollection';
import { FactCollectors } from '../facts/FactCollectors';
import { KnexFactPointStore } from '../facts/FactPointStore';
import { FactReader } from '../facts/FactReader';
import { FactPushService } from '../facts/FactPushService';
import { FactService, MeasuredNumber } from '../facts/FactService';
import { KnexFactStore } from '../facts/KnexFactStore';
import { KnexPushedFactStore } from '../facts/PushedFactStore';
import { createGateRouter } from '../gate/createGate';
import { GateService } from '../gate/GateService';
import { answerOutages } from '../http/answerOutages';
import { unknownRoute } from '../http/createRoutes';
import { createOrphanRouter } from '../identity/OrphanService';
import { createInbox } from '../inbox/createInbox';
import { createMeasuredRouter } from '../measured/createMeasured';
import { MeasuredService } from '../measured/MeasuredService';
import { createOpenApiRouter } from '../openapi/createOpenApiRouter';
import { createPreviewRouter, createPreviews } from '../preview/createPreviews';
import { RulesSource } from '../rules/types';
import { createScorecardRouter } from '../scorecards/createScorecardRouter';
import { ScorecardService } from '../scorecards/ScorecardService';
import { createSystemRouter, SystemService } from '../systems/SystemService';
import { createWaiverRouter, createWaivers } from '../waivers/createWaivers';
import { WaiverStore } from '../waivers/WaiverStore';
import { createBase, createIdentities } from './createBase';

/** What is served over HTTP, in the order in which it is asked. */
export function createRouters(
  parts: Awaited<ReturnType<typeof createBase>> &
    ReturnType<typeof createIdentities> & {
      rules: RulesSource;
      facts: FactReader;
      factCollection: FactCollection;
      collectors: FactCollectors;
      engine: ScorecardEngine;
      scorecards: ScorecardService;
      assessments: ReturnType<typeof createAssessments>;
      measured: MeasuredService;
      numbers: readonly MeasuredNumber[];
      waivers: ReturnType<typeof createWaivers>;
      waiverStore: WaiverStore;
      campaigns: ReturnType<typeof createCampaigns>;
      previews: ReturnType<typeof createPreviews>;
      gate: GateService;
      places: RepositoryPlaceRegistry;
    },
): Array<Router | RequestHandler> {
  const { httpAuth, knex, engine, scorecards, assessments } = parts;
  return [
    createAdvisorRouter(parts),
    createAssessmentRouter({
      ...assessments,
      records: new DecisionRecords({
        ...parts,
        assessments: assessments.reader,
      }),
      httpAuth,
    }),
    createScorecardRouter({ service: scorecards, httpAuth }),
    createMeasuredRouter({ service: parts.measured, httpAuth }),
    createFactRouter({
      facts: new FactService({
        ...parts,
        store: new KnexFactStore(knex),
        points: new KnexFactPointStore(knex),
      }),
      pushes: new FactPushService({
        ...parts,
        ...engine,
        store: new KnexPushedFactStore(knex),
      }),
      httpAuth,
    }),
    createPreviewRouter({ service: parts.previews.service, httpAuth }),
    createEvaluationRouter({
      service: new EvaluationService({
        ...parts,
        ...engine,
        facts: parts.factCollection,
        scorecards,
      }),
      httpAuth,
    }),
    createGateRouter({ service: parts.gate, httpAuth }),
    createCreation(parts),
    createBadges({
      ...parts,
      scorecards: engine.scorecards,
      earlier: parts.identities,
    }),
    createWaiverRouter({ ...parts.waivers, httpAuth }),
    createCampaignRouter({ ...parts.campaigns, httpAuth }),
    createInbox(parts),
    createOrphanRouter({ service: parts.orphans, httpAuth }),
    createSystemRouter({
      service: new SystemService({ ...parts, store: assessments.store }),
      httpAuth,
    }),
    createOpenApiRouter({ httpAuth }),
    unknownRoute,
    answerOutages(parts.logger),
  ];
}
