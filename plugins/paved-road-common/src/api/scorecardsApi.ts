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
  exportScorecards: {
    route: 'GET /scorecards.csv',
    summary: 'Export the fleet as CSV; limit and cursor have no effect',
    permission: readEntity,
    query: scorecardQuerySchema,
    answer: 'text/csv',
  },
  getScorecardsSummary: {
    route: 'GET /scorecards/summary',
    summary: 'Sum up the fleet by group',
    permission: readEntity,
    query: summaryQuerySchema,
    answer: scorecardsSummarySchema,
  },
  getTrend: {
    route: 'GET /scorecards/trend',
    summary: 'Get levels and figures day by day',
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
    summary: 'Judge an entity as a checkout describes it; stores nothing',
    query: gateQuerySchema,
    body: gateRequestSchema,
    // Twice the facts of the largest repository that is read.
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

/** Scorecards: of one entity, of the fleet, and over time. @public */
export interface ScorecardsApi {
  /** The stored scorecard; 404 when no rule pack selects the entity, or when it has not been evaluated yet. */
  getScorecard(entityRef: string): Promise<Scorecard>;
  evaluateScorecard(entityRef: string): Promise<Scorecard>;
  listScorecards(query?: ScorecardQueryInput): Promise<Page<ScorecardSummary>>;
  /** What `listScorecards` finds, all of it, as CSV. */
  exportScorecards(query?: ScorecardQueryInput): Promise<Blob>;
  getScorecardsSummary(query: SummaryQueryInput): Promise<ScorecardsSummary>;
  /** How many services have which pattern at which stage, and which of these combinations are suspicious. */
  getPatternMix(query?: { kind?: string }): Promise<PatternMix>;
  /** Levels and figures day by day. */
  getTrend(query?: TrendQueryInput): Promise<Trend>;
  /** What a check comes to for each entity; those that are in their state for longest come first. */
  listCheckResults(
    checkId: string,
    query?: CheckResultsQueryInput,
  ): Promise<Page<CheckResultOfEntity>>;
  /** How the level and the checks of an entity changed, newest first. */
  getTransitions(
    entityRef: string,
    page?: PageQuery,
  ): Promise<UncountedPage<ScorecardTransition>>;
  /** The verdict on an entity as a checkout describes it; stores nothing. */
  checkGate(request: GateRequestInput): Promise<GateResult>;
}
