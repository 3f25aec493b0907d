import {
  ActiveRules,
  Badge,
  FactHistory,
  FactSeries,
  NewWaiverInput,
  Page,
  PageQuery,
  PavedRoadApi,
  Scorecard,
  ScorecardQueryInput,
  ScorecardsSummary,
  ScorecardSummary,
  ScorecardTransition,
  SummaryQueryInput,
  Trend,
  TrendPoint,
  UncountedPage,
  Waiver,
  WaiverOptions,
  WaiverQueryInput,
} from '@paved-road/plugin-paved-road-common';
import { exampleRules } from './exampleRules';
import { exampleScorecard } from './exampleScorecard';
import { summarize } from './fakeFleet';
import { pageOf } from './fakeLists';
import { FakeWaivers, KeptWaiver } from './FakeWaivers';
import { responseError } from './responseError';

/** In-memory API for the scorecard of an entity. */
export class FakeEntityScorecard implements Pick<
  PavedRoadApi,
  | 'getScorecard'
  | 'evaluateScorecard'
  | 'getRules'
  | 'getTrend'
  | 'getTransitions'
  | 'getBadge'
  | 'getFactHistory'
  | 'listWaivers'
  | 'getWaiverOptions'
  | 'requestWaiver'
  | 'listScorecards'
  | 'getScorecardsSummary'
> {
  /** The active rules. */
  rules: ActiveRules = exampleRules;
  /** The stored scorecard, if any. */
  scorecard: Scorecard | undefined;
  /** The result of the next evaluation. */
  evaluation: Scorecard | undefined;
  /** Levels of every entity over time, oldest first. */
  trend: TrendPoint[] = [];
  /** Changes of every scorecard, newest first. */
  transitions: ScorecardTransition[] = [];
  /** The scorecards of other entities. */
  scorecards: ScorecardSummary[] = [];
  /** The badge; absent if the portal has no badges. */
  badge: Badge | undefined;
  /** Series by fact; other facts have none. */
  series: Record<string, FactSeries[]> = {};
  /** Facts whose history was requested, oldest first. */
  readonly askedHistories: string[] = [];
  /** The waivers, with a separate actor. */
  readonly waivers: FakeWaivers;

  constructor(waivers: KeptWaiver[] = []) {
    this.waivers = new FakeWaivers(waivers);
  }

  async getScorecard(): Promise<Scorecard> {
    if (!this.scorecard) {
      throw await responseError(
        404,
        'NotFoundError',
        'There is no scorecard of this entity',
      );
    }
    return this.scorecard;
  }

  async listScorecards({
    refs = [],
    limit = 20,
  }: ScorecardQueryInput = {}): Promise<Page<ScorecardSummary>> {
    const own = this.scorecard ? [toSummary(this.scorecard)] : [];
    const items = [...this.scorecards, ...own].filter(({ entityRef }) =>
      refs.includes(entityRef),
    );
    return pageOf(items, { limit: Number(limit) });
  }

  async getScorecardsSummary(
    query: SummaryQueryInput,
  ): Promise<ScorecardsSummary> {
    const { levels } = exampleScorecard;
    return summarize(
      { services: [], assessments: [], levels, checks: [], teams: [] },
      query,
    );
  }

  async getRules(): Promise<ActiveRules> {
    return this.rules;
  }

  async evaluateScorecard(): Promise<Scorecard> {
    if (!this.evaluation) {
      throw await responseError(
        404,
        'NotFoundError',
        'No rule pack applies to this entity',
      );
    }
    this.scorecard = this.evaluation;
    return this.evaluation;
  }

  async getTrend(): Promise<Trend> {
    const { levels = [] } = this.scorecard ?? {};
    return { levels, targetLevel: 'silver', points: this.trend };
  }

  async getTransitions(
    _entityRef: string,
    { limit = 20, cursor }: PageQuery = {},
  ): Promise<UncountedPage<ScorecardTransition>> {
    return pageOf(this.transitions, { limit, cursor });
  }

  async getFactHistory(_entityRef: string, fact: string): Promise<FactHistory> {
    this.askedHistories.push(fact);
    const title =
      this.scorecard?.facts.find(({ name }) => name === fact)?.title ?? fact;
    return { name: fact, title, series: this.series[fact] ?? [] };
  }

  async getBadge(): Promise<Badge> {
    if (!this.badge) {
      throw await responseError(404, 'NotFoundError', 'There are no badges');
    }
    return this.badge;
  }

  async listWaivers(query?: WaiverQueryInput): Promise<Page<Waiver>> {
    return await this.waivers.listWaivers(query);
  }

  async getWaiverOptions(): Promise<WaiverOptions> {
    return await this.waivers.getWaiverOptions();
  }

  async requestWaiver(waiver: NewWaiverInput): Promise<Waiver> {
    return await this.waivers.requestWaiver(waiver);
  }
}

function toSummary(scorecard: Scorecard): ScorecardSummary {
  const { entityRef, evaluatedAt, ...rest } = scorecard;
  return {
    ...rest,
    entityRef,
    title: entityRef,
    stale: false,
    levelSince: evaluatedAt,
    failing: [],
    levelHistory: [],
    evaluatedAt,
  };
}
