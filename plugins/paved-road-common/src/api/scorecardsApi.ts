import {
  CheckResultOfEntity,
  CheckResultsQueryInput,
  ScorecardQueryInput,
  ScorecardsSummary,
  ScorecardSummary,
  SummaryQueryInput,
} from '../scorecards/fleet';
import { GateRequestInput, GateResult } from '../scorecards/gate';
import { Scorecard, ScorecardTransition } from '../scorecards/schemas';
import { PatternMix, Trend, TrendQueryInput } from '../scorecards/trend';
import { entityPath, HttpClient, itemPath, withQuery } from './HttpClient';
import { Page, PageQuery, UncountedPage } from './pages';

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
  getPatternMix(): Promise<PatternMix>;
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

export function createScorecardsApi(http: HttpClient): ScorecardsApi {
  return {
    getScorecard: entityRef =>
      http.json('GET', `${entityPath(entityRef)}/scorecard`),
    evaluateScorecard: entityRef =>
      http.json('POST', `${entityPath(entityRef)}/scorecard`),
    listScorecards: query => http.json('GET', withQuery('/scorecards', query)),
    exportScorecards: async query => {
      const response = await http.request(
        'GET',
        withQuery('/scorecards.csv', query),
      );
      return await response.blob();
    },
    getScorecardsSummary: query =>
      http.json('GET', withQuery('/scorecards/summary', query)),
    getPatternMix: () => http.json('GET', '/scorecards/pattern-mix'),
    getTrend: query => http.json('GET', withQuery('/scorecards/trend', query)),
    listCheckResults: (checkId, query) =>
      http.json(
        'GET',
        withQuery(`${itemPath('checks', checkId)}/results`, query),
      ),
    getTransitions: (entityRef, page) =>
      http.json(
        'GET',
        withQuery(`${entityPath(entityRef)}/scorecard/transitions`, page),
      ),
    checkGate: request => http.json('POST', '/gate', { body: request }),
  };
}
