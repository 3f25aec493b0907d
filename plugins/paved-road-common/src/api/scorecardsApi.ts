import { z } from 'zod';
import {
  pageQuerySchema,
  Page,
  PageQuery,
  UncountedPage,
} from '../input/pages';
import { scorecardEvaluatePermission } from '../permissions';
import {
  CheckResultOfEntity,
  checkResultOfEntitySchema,
  CheckResultsQueryInput,
  checkResultsQuerySchema,
  FailingChecks,
  FailingChecksQueryInput,
  failingChecksQuerySchema,
  failingChecksSchema,
  ofKind,
  ScorecardQueryInput,
  scorecardQuerySchema,
  ScorecardsSummary,
  scorecardsSummarySchema,
  ScorecardSummary,
  scorecardSummarySchema,
  SummaryQueryInput,
  summaryQuerySchema,
} from '../scorecards/fleet';
import {
  gateQuerySchema,
  GateRequestInput,
  gateRequestSchema,
  GateResult,
  gateResultSchema,
} from '../scorecards/gate';
import {
  Scorecard,
  scorecardSchema,
  ScorecardTransition,
  scorecardTransitionSchema,
} from '../scorecards/schemas';
import {
  PatternMix,
  patternMixSchema,
  Trend,
  TrendQueryInput,
  trendQuerySchema,
  trendSchema,
} from '../scorecards/trend';
import {
  Operation,
  pageSchema,
  readEntity,
  uncountedPageSchema,
} from './Operation';

const scorecard = '/entities/:kind/:namespace/:name/scorecard';

export const scorecardOperations = {
  getScorecard: {
    route: `GET ${scorecard}`,
    summary: 'Get the stored scorecard of an entity',
    permission: readEntity,
    answer: scorecardSchema,
  },
  evaluateScorecard: {
    route: `POST ${scorecard}`,
    summary: 'Collect the facts of an entity and evaluate it now',
    permission: scorecardEvaluatePermission,
    answer: scorecardSchema,
  },
  getTransitions: {
    route: `GET ${scorecard}/transitions`,
    summary: 'List the changes of level and checks, newest first',
    permission: readEntity,
    query: pageQuerySchema,
    answer: uncountedPageSchema(scorecardTransitionSchema),
  },
  listScorecards: {
    route: 'GET /scorecards',
    summary: 'List the fleet',
    permission: readEntity,
    query: scorecardQuerySchema,
    answer: pageSchema(scorecardSummarySchema),
  },
  listFailingChecks: {
    route: 'GET /scorecards/failing-checks',
    summary: 'List the services with failing checks, worst first',
    permission: readEntity,
    query: failingChecksQuerySchema,
    answer: pageSchema(failingChecksSchema),
  },
  exportScorecards: {
    route: 'GET /scorecards.csv',
    summary: 'Export the fleet as CSV; limit and cursor have no effect',
    permission: readEntity,
    query: scorecardQuerySchema,
    answer: 'text/csv',
  },
  getScorecardsSummary: {
    route: 'GET /scorecards/summary',
    summary: 'Summarize the fleet by group',
    permission: readEntity,
    query: summaryQuerySchema,
    answer: scorecardsSummarySchema,
  },
  getTrend: {
    route: 'GET /scorecards/trend',
    summary: 'Get levels and averages by day',
    permission: readEntity,
    query: trendQuerySchema,
    answer: trendSchema,
    errors: [404],
  },
  getPatternMix: {
    route: 'GET /scorecards/pattern-mix',
    summary: 'Count services by pattern and stage',
    permission: readEntity,
    query: z.strictObject({ kind: ofKind }),
    answer: patternMixSchema,
  },
  listCheckResults: {
    route: 'GET /checks/:id/results',
    summary: 'List the results of a check, longest in their state first',
    permission: readEntity,
    query: checkResultsQuerySchema,
    answer: pageSchema(checkResultOfEntitySchema),
  },
  checkGate: {
    route: 'POST /gate',
    summary: 'Judge an entity in a checkout',
    query: gateQuerySchema,
    body: gateRequestSchema,
    // Twice the size of the largest repository fact.
    maxBody: 4_000_000,
    answer: gateResultSchema,
    renderings: [
      'application/sarif+json',
      'application/junit+xml',
      'application/xml',
      'text/xml',
      'text/plain',
    ],
  },
} as const satisfies Record<string, Operation>;

/** Scorecards of entities and of the fleet. @public */
export interface ScorecardsApi {
  /** The stored scorecard; 404 if no rule pack selects the entity, or before its first evaluation. */
  getScorecard(entityRef: string): Promise<Scorecard>;
  evaluateScorecard(entityRef: string): Promise<Scorecard>;
  listScorecards(query?: ScorecardQueryInput): Promise<Page<ScorecardSummary>>;
  /** The services with failing checks, worst first. */
  listFailingChecks(
    query?: FailingChecksQueryInput,
  ): Promise<Page<FailingChecks>>;
  /** The complete result of `listScorecards` as CSV. */
  exportScorecards(query?: ScorecardQueryInput): Promise<Blob>;
  getScorecardsSummary(query: SummaryQueryInput): Promise<ScorecardsSummary>;
  /** Number of services by pattern and stage, with suspicious combinations marked. */
  getPatternMix(query?: { kind?: string }): Promise<PatternMix>;
  /** Levels and averages by day. */
  getTrend(query?: TrendQueryInput): Promise<Trend>;
  /** The results of a check by entity, longest in their state first. */
  listCheckResults(
    checkId: string,
    query?: CheckResultsQueryInput,
  ): Promise<Page<CheckResultOfEntity>>;
  /** Changes of the level and checks of an entity, newest first. */
  getTransitions(
    entityRef: string,
    page?: PageQuery,
  ): Promise<UncountedPage<ScorecardTransition>>;
  /** The verdict on an entity in a checkout; with `register`, an allowed new entity begins with its facts. */
  checkGate(request: GateRequestInput): Promise<GateResult>;
}
