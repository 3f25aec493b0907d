import { InputError } from '@backstage/errors';
import {
  ActiveRules,
  AssessmentListQuery,
  AssessmentSummary,
  describeModel,
  EvaluationRun,
  ModelDescription,
  Page,
  PageQuery,
  parseInput,
  PavedRoadApi,
  ScorecardQuery,
  ScorecardQueryInput,
  scorecardQuerySchema,
  ScorecardsSummary,
  ScorecardSummary,
  SummaryQueryInput,
} from '@paved-road/plugin-paved-road-common';
import { FakeEvaluations } from './FakeEvaluations';
import { countStates, FakeService, Fleet, summarize } from './fakeFleet';

/**
 * The part of the service that the Paved Road page asks, in memory: it checks, filters, sorts and pages
 * as the real one does, and remembers what it was asked.
 */
export class FakeScorecards implements Pick<
  PavedRoadApi,
  | 'getModel'
  | 'listScorecards'
  | 'getScorecardsSummary'
  | 'listAssessments'
  | 'getDecisionRecord'
  | 'getRules'
  | 'listEvaluations'
  | 'getEvaluation'
  | 'startEvaluation'
  | 'cancelEvaluation'
> {
  /** What the services were asked for with, oldest first. */
  readonly queries: ScorecardQuery[] = [];
  /** Rejects every request while it is set. */
  failure: Error | undefined;

  /** The runs over the fleet. */
  readonly evaluations: FakeEvaluations;

  readonly #fleet: Fleet;
  readonly #rules: ActiveRules;
  readonly #evaluatedAt: string;

  constructor(
    options: Partial<Fleet> & {
      /** Of every service. */
      evaluatedAt?: string;
      rules?: ActiveRules;
      /** Newest first. */
      runs?: EvaluationRun[];
    },
  ) {
    const {
      evaluatedAt = new Date().toISOString(),
      rules = { items: [], inactive: [], facts: [] },
      runs = [],
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
    if (
      query.check &&
      !this.#fleet.checks.some(({ id }) => id === query.check)
    ) {
      throw new InputError(`check: "${query.check}" is not a check`);
    }
    const found = this.#fleet.services
      .filter(service => this.#matches(service, query))
      .sort((a, b) => this.#compare(a, b, query.sort));
    return pageOf(
      found.map(service => this.#toSummary(service)),
      query,
    );
  }

  async getScorecardsSummary(
    query: SummaryQueryInput,
  ): Promise<ScorecardsSummary> {
    this.#answer();
    return summarize(this.#fleet, query);
  }

  async listAssessments(
    query: AssessmentListQuery = {},
  ): Promise<Page<AssessmentSummary>> {
    this.#answer();
    return pageOf(
      this.#fleet.assessments.filter(
        ({ status, stale }) =>
          (query.status === undefined || query.status === status) &&
          (query.stale === undefined || query.stale === stale.length > 0),
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

  #matches(service: FakeService, query: ScorecardQuery): boolean {
    const { level, owner, system, pattern, check, state, q } = query;
    const states = check
      ? [service.checks?.[check]]
      : Object.values(service.checks ?? {});
    const text = [service.name, service.title, service.owner]
      .join(' ')
      .toLocaleLowerCase('en-US');
    return (
      (level === undefined || level === service.level) &&
      (owner === undefined || owner === service.owner) &&
      (system === undefined || system === service.system) &&
      (pattern === undefined || pattern === (service.pattern ?? 'none')) &&
      (check === undefined || states[0] !== undefined) &&
      (state === undefined || states.includes(state)) &&
      (q === undefined || text.includes(q.toLocaleLowerCase('en-US')))
    );
  }

  #compare(
    a: FakeService,
    b: FakeService,
    sort: ScorecardQuery['sort'],
  ): number {
    const by: Record<string, (service: FakeService) => string | number> = {
      name: service => service.name,
      owner: service => service.owner ?? '',
      level: service => this.#rank(service.level),
      score: service => service.score,
    };
    const key = by[sort.replace('-', '')];
    const order = key(a) < key(b) ? -1 : Number(key(a) > key(b));
    return sort.startsWith('-') ? -order : order;
  }

  #rank(level: string): number {
    return this.#fleet.levels.findIndex(({ id }) => id === level);
  }

  #toSummary(service: FakeService): ScorecardSummary {
    const { name, title = name, checks = {}, ...rest } = service;
    return {
      entityRef: `component:default/${name}`,
      title,
      owner: rest.owner,
      system: rest.system,
      pattern: rest.pattern,
      assessmentStatus: rest.assessmentStatus,
      level: rest.level,
      score: rest.score,
      counts: countStates(Object.values(checks)),
      failing: this.#fleet.checks
        .filter(({ id }) => checks[id] === 'fail')
        .slice(0, 5)
        .map(check => ({ checkId: check.id, title: check.title })),
      levelHistory: [],
      evaluatedAt: this.#evaluatedAt,
    };
  }
}

function pageOf<T>(
  items: T[],
  page: { limit: number; cursor?: string },
): Page<T> {
  const start = Number(page.cursor ?? 0);
  const end = start + page.limit;
  return {
    items: items.slice(start, end),
    nextCursor: end < items.length ? String(end) : undefined,
    totalItems: items.length,
  };
}
