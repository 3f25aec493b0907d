import { InputError } from '@backstage/errors';
import {
  ActiveRules,
  AssessmentListQuery,
  AssessmentSummary,
  CheckResultOfEntity,
  CheckResultsQueryInput,
  EvaluationRun,
  FailingChecks,
  FailingChecksQueryInput,
  Inbox,
  InboxCounts,
  listWork,
  ModelDescription,
  Page,
  PageQuery,
  parseInput,
  PatternMix,
  PavedRoadApi,
  PredictionExportQuery,
  PredictionGroup,
  PredictionQuery,
  Predictions,
  ScorecardQuery,
  ScorecardQueryInput,
  ScorecardsSummary,
  ScorecardSummary,
  ServicePrediction,
  SummaryQueryInput,
  Trend,
  TrendPoint,
  TrendQueryInput,
  Waiver,
  WaiverQueryInput,
} from '@paved-road/plugin-paved-road-common';
import { describeModel } from '@paved-road/plugin-paved-road-common/advisor';
import {
  checkResultsQuerySchema,
  failingChecksQuerySchema,
  scorecardQuerySchema,
  trendQuerySchema,
  waiverQuerySchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { DateTime } from 'luxon';
import { FakeEvaluations } from './FakeEvaluations';
import { FakeCheck, Fleet, ofKind, summarize } from './fakeFleet';
import {
  failingChecksOf,
  findServices,
  pageOf,
  patternMixOf,
  resultsOf,
  summaryOf,
} from './fakeLists';
import { wasInForce } from './FakeWaivers';

/**
 * In-memory API for the Paved Road page. Validates, filters, sorts and pages like the service, and records requests.
 */
export class FakeScorecards implements Pick<
  PavedRoadApi,
  | 'getModel'
  | 'listScorecards'
  | 'exportScorecards'
  | 'getScorecardsSummary'
  | 'getPatternMix'
  | 'getTrend'
  | 'listCheckResults'
  | 'listFailingChecks'
  | 'listWaivers'
  | 'listAssessments'
  | 'getInbox'
  | 'countInbox'
  | 'getDecisionRecord'
  | 'listPredictions'
  | 'exportPredictions'
  | 'getRules'
  | 'listEvaluations'
  | 'getEvaluation'
  | 'startEvaluation'
  | 'cancelEvaluation'
> {
  /** Queries for services, oldest first. */
  readonly queries: ScorecardQuery[] = [];
  /** Kinds of requested trends. */
  readonly trendKinds: (string | undefined)[] = [];
  /** Queries of exports, oldest first. */
  readonly exports: ScorecardQuery[] = [];
  /** Rejects every request while it is set. */
  failure: Error | undefined;

  /** Evaluation runs. */
  readonly evaluations: FakeEvaluations;

  readonly #fleet: Fleet;
  readonly #rules: ActiveRules;
  readonly #evaluatedAt: string;
  readonly #trend: TrendPoint[];
  readonly #doubts: Record<string, string>;
  readonly #waivers: Waiver[];

  constructor(
    options: Partial<Fleet> & {
      /** Evaluation time of every service. */
      evaluatedAt?: string;
      rules?: ActiveRules;
      /** Newest first. */
      runs?: EvaluationRun[];
      /** Oldest first; only today by default. */
      trend?: TrendPoint[];
      /** Why a pattern does not fit a stage, by stage and pattern, such as `mvp/microservices`. */
      doubts?: Record<string, string>;
      waivers?: Waiver[];
    },
  ) {
    const {
      evaluatedAt = new Date().toISOString(),
      rules = { items: [], inactive: [], facts: [] },
      runs = [],
      trend,
      doubts = {},
      waivers = [],
      ...fleet
    } = options;
    this.#evaluatedAt = evaluatedAt;
    this.#rules = rules;
    this.evaluations = new FakeEvaluations(runs);
    this.#fleet = {
      services: [],
      assessments: [],
      levels: [
        { id: 'bronze', title: 'Bronze' },
        { id: 'silver', title: 'Silver' },
        { id: 'gold', title: 'Gold' },
      ],
      checks: [],
      teams: [],
      ...fleet,
    };
    this.#trend = trend ?? [this.#today()];
    this.#doubts = doubts;
    this.#waivers = waivers;
  }

  async getModel(): Promise<ModelDescription> {
    return describeModel();
  }

  async listScorecards(
    input: ScorecardQueryInput = {},
  ): Promise<Page<ScorecardSummary>> {
    this.#answer();
    const query = parseInput(scorecardQuerySchema, input, 'query');
    this.queries.push(query);
    return pageOf(this.#find(query), query);
  }

  async exportScorecards(input: ScorecardQueryInput = {}): Promise<Blob> {
    this.#answer();
    const query = parseInput(scorecardQuerySchema, input, 'query');
    this.exports.push(query);
    const lines = this.#find(query).map(({ title, level }) =>
      [title, level].join(','),
    );
    return new Blob([['title,level', ...lines].join('\r\n')], {
      type: 'text/csv',
    });
  }

  /** At the level that is on the road. */
  target: { level: string; share: number; by: string } | undefined;

  async getScorecardsSummary(
    query: SummaryQueryInput,
  ): Promise<ScorecardsSummary> {
    this.#answer();
    const summary = summarize(this.#fleet, query);
    const { target } = this;
    return target && query.groupBy === 'level'
      ? {
          ...summary,
          target: {
            ...target,
            needed: Math.ceil(target.share * summary.totals.entities),
            reached: summary.totals.onTheRoad,
          },
        }
      : summary;
  }

  async getPatternMix({ kind }: { kind?: string } = {}): Promise<PatternMix> {
    this.#answer();
    return patternMixOf(ofKind(this.#fleet, kind), this.#doubts);
  }

  async getTrend(input: TrendQueryInput = {}): Promise<Trend> {
    this.#answer();
    const { days, kind } = parseInput(trendQuerySchema, input, 'query');
    this.trendKinds.push(kind);
    const { levels } = this.#fleet;
    return {
      levels,
      targetLevel: levels[1].id,
      points: this.#trend.slice(-days),
    };
  }

  async listCheckResults(
    checkId: string,
    input: CheckResultsQueryInput = {},
  ): Promise<Page<CheckResultOfEntity>> {
    this.#answer();
    const query = parseInput(checkResultsQuerySchema, input, 'query');
    return pageOf(
      resultsOf(this.#fleet, this.#checkOf(checkId), query.state),
      query,
    );
  }

  /** Groups of the current user. */
  ownGroups: string[] = [];

  async listFailingChecks(
    input: FailingChecksQueryInput = {},
  ): Promise<Page<FailingChecks>> {
    this.#answer();
    const query = parseInput(failingChecksQuerySchema, input, 'query');
    const { mine, owner, kind } = query;
    const found = this.#find(
      parseInput(
        scorecardQuerySchema,
        { owner, kind, state: 'fail', sort: 'worst' },
        'query',
      ),
    );
    return pageOf(
      found
        .filter(
          ({ owner: ownedBy = '' }) =>
            !mine || this.ownGroups.includes(ownedBy),
        )
        .map(service => failingChecksOf(this.#fleet, service)),
      query,
    );
  }

  async listWaivers(input: WaiverQueryInput = {}): Promise<Page<Waiver>> {
    this.#answer();
    const query = parseInput(waiverQuerySchema, input, 'query');
    const { status, expiringWithinDays, inForceAt } = query;
    const end =
      expiringWithinDays && DateTime.now().plus({ days: expiringWithinDays });
    return pageOf(
      this.#waivers.filter(
        waiver =>
          (status === undefined || waiver.status === status) &&
          (!end || DateTime.fromISO(waiver.expiresAt) <= end) &&
          (inForceAt === undefined || wasInForce(waiver, inForceAt)),
      ),
      query,
    );
  }

  /** Entity reference of the current user, who may review. */
  actor = 'user:default/guest';
  /** Pending work of the current user besides reviews. */
  waiting: Partial<Omit<Inbox, 'work'>> = {};

  async getInbox(): Promise<Inbox> {
    const counted = <T>(items: T[]) => ({ items, totalItems: items.length });
    const [assessments, waivers] = await Promise.all([
      this.listAssessments({ status: 'submitted', limit: 100 }),
      this.listWaivers({ status: 'requested', limit: 100 }),
    ]);
    const inbox = {
      assessments: counted(
        assessments.items.filter(({ author }) => author !== this.actor),
      ),
      waiverRequests: counted(
        waivers.items.filter(({ allowed }) => allowed.review),
      ),
      requestedChanges: counted([]),
      drafts: counted([]),
      campaigns: counted([]),
      endingWaivers: counted([]),
      standings: counted([]),
      lostLevels: counted([]),
      ...this.waiting,
    };
    return { ...inbox, work: listWork(inbox, new Date()) };
  }

  async countInbox(): Promise<InboxCounts> {
    const { assessments, waiverRequests, work } = await this.getInbox();
    return {
      reviews: assessments.totalItems + waiverRequests.totalItems,
      overdueCampaigns: work.filter(
        item => item.kind === 'campaign' && item.isOverdue,
      ).length,
    };
  }

  /** Predictions with measurements, worst first. */
  predictions: ServicePrediction[] = [];
  /** Errors by platform and pattern, largest group first. */
  predictionGroups: PredictionGroup[] = [];

  async listPredictions({
    limit = 20,
    cursor,
    ...filters
  }: PredictionQuery = {}): Promise<Predictions> {
    this.#answer();
    return {
      ...pageOf(matching(this.predictions, filters), {
        limit: Number(limit),
        cursor,
      }),
      ...(cursor === undefined && {
        groups: matching(this.predictionGroups, filters),
      }),
    };
  }

  async exportPredictions(filters: PredictionExportQuery = {}): Promise<Blob> {
    this.#answer();
    const lines = matching(this.predictions, filters).map(
      ({ entityTitle }) => entityTitle,
    );
    return new Blob([['title', ...lines].join('\r\n')], { type: 'text/csv' });
  }

  async listAssessments(
    query: AssessmentListQuery = {},
  ): Promise<Page<AssessmentSummary>> {
    this.#answer();
    return pageOf(
      this.#fleet.assessments.filter(
        ({ status, stale, owner, author, measured, standing }) =>
          (query.status === undefined || query.status === status) &&
          (query.stale === undefined || query.stale === stale.length > 0) &&
          (query.owner === undefined || query.owner === owner) &&
          (query.author === undefined || query.author === author) &&
          (query.overridden === undefined ||
            query.overridden === (standing?.overrides !== undefined)) &&
          (query.measured === undefined ||
            (measured?.holds === true && query.measured === 'holds') ||
            (measured?.holds === false && query.measured === 'changed')),
      ),
      { limit: 20, ...query },
    );
  }

  async getDecisionRecord(id: string): Promise<string> {
    this.#answer();
    return `---\nstatus: accepted\n---\n\n# Decision of ${id}\n`;
  }

  async getRules(): Promise<ActiveRules> {
    this.#answer();
    return this.#rules;
  }

  async listEvaluations(page?: PageQuery) {
    this.#answer();
    return await this.evaluations.listEvaluations(page);
  }

  async getEvaluation(id: string): Promise<EvaluationRun> {
    this.#answer();
    return await this.evaluations.getEvaluation(id);
  }

  async startEvaluation(): Promise<EvaluationRun> {
    this.#answer();
    return await this.evaluations.startEvaluation();
  }

  async cancelEvaluation(id: string): Promise<EvaluationRun> {
    this.#answer();
    return await this.evaluations.cancelEvaluation(id);
  }

  #answer() {
    if (this.failure) {
      throw this.failure;
    }
  }

  #checkOf(checkId: string): FakeCheck {
    const check = this.#fleet.checks.find(({ id }) => id === checkId);
    if (!check) {
      throw new InputError(`check: "${checkId}" is not a check`);
    }
    return check;
  }

  #find(query: ScorecardQuery): ScorecardSummary[] {
    for (const check of [query.check, query.lift]) {
      if (check !== undefined) {
        this.#checkOf(check);
      }
    }
    return findServices(this.#fleet, query).map(service =>
      summaryOf(this.#fleet, service, this.#evaluatedAt),
    );
  }

  #today(): TrendPoint {
    const { totals, groups } = summarize(this.#fleet, { groupBy: 'level' });
    return {
      date: DateTime.utc().toISODate(),
      levels: Object.fromEntries(
        groups.map(({ key, entities }) => [key, entities]),
      ),
      totals,
      raised: 0,
      lowered: 0,
      causes: {},
    };
  }
}

function matching<T extends PredictionGroup | ServicePrediction>(
  predictions: T[],
  { platform, pattern }: PredictionExportQuery,
): T[] {
  return predictions.filter(
    prediction =>
      (platform === undefined || prediction.platform === platform) &&
      (pattern === undefined || prediction.pattern === pattern),
  );
}
