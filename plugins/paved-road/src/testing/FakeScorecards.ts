import { InputError } from '@backstage/errors';
import {
  Assessment,
  AssessmentListQuery,
  AssessmentSummary,
  CheckState,
  checkStates,
  describeModel,
  ModelDescription,
  Page,
  parseInput,
  Pattern,
  patterns,
  PavedRoadApi,
  ScorecardQuery,
  ScorecardQueryInput,
  scorecardQuerySchema,
  ScorecardsSummary,
  ScorecardSummary,
  SummaryGrouping,
} from '@paved-road/plugin-paved-road-common';

/** A service of the fake with its checks. */
export interface FakeService {
  name: string;
  title?: string;
  owner?: string;
  system?: string;
  pattern?: Pattern;
  assessmentStatus?: Assessment['status'];
  level: string;
  score: number;
  /** State by check id. */
  checks?: Record<string, CheckState>;
}

interface Named {
  id: string;
  title: string;
}

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
> {
  /** What the services were asked for with, oldest first. */
  readonly queries: ScorecardQuery[] = [];
  /** Rejects every request while it is set. */
  failure: Error | undefined;

  readonly #services: FakeService[];
  readonly #assessments: AssessmentSummary[];
  readonly #levels: Named[];
  readonly #checks: Named[];
  readonly #evaluatedAt: string;

  constructor(options: {
    services?: FakeService[];
    assessments?: AssessmentSummary[];
    /** Lowest first; the second one is the target. */
    levels?: Named[];
    checks?: Named[];
    evaluatedAt?: string;
  }) {
    this.#services = options.services ?? [];
    this.#assessments = options.assessments ?? [];
    this.#levels = options.levels ?? [
      { id: 'bronze', title: 'Bronze' },
      { id: 'silver', title: 'Silver' },
      { id: 'gold', title: 'Gold' },
    ];
    this.#checks = options.checks ?? [];
    this.#evaluatedAt = options.evaluatedAt ?? new Date().toISOString();
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
    if (query.check && !this.#checks.some(({ id }) => id === query.check)) {
      throw new InputError(`check: "${query.check}" is not a check`);
    }
    const found = this.#services
      .filter(service => this.#matches(service, query))
      .sort((a, b) => this.#compare(a, b, query.sort));
    return pageOf(
      found.map(service => this.#toSummary(service)),
      query,
    );
  }

  async getScorecardsSummary(
    groupBy: SummaryGrouping,
  ): Promise<ScorecardsSummary> {
    this.#answer();
    const assessed = this.#services.filter(
      ({ assessmentStatus }) =>
        assessmentStatus !== undefined && assessmentStatus !== 'draft',
    );
    return {
      groupBy,
      totals: {
        entities: this.#services.length,
        assessed: assessed.length,
        approved: assessed.filter(s => s.assessmentStatus === 'approved')
          .length,
        submitted: this.#assessments.filter(a => a.status === 'submitted')
          .length,
        onTheRoad: this.#onTheRoad(this.#services),
        waived: this.#services.filter(s => count(s, 'waived') > 0).length,
        targetLevel: this.#levels[1].id,
      },
      groups: this.#groups(groupBy),
    };
  }

  async listAssessments(
    query: AssessmentListQuery = {},
  ): Promise<Page<AssessmentSummary>> {
    this.#answer();
    return pageOf(
      this.#assessments.filter(
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
    return this.#levels.findIndex(({ id }) => id === level);
  }

  #onTheRoad(services: FakeService[]): number {
    return services.filter(({ level }) => this.#rank(level) >= 1).length;
  }

  #groups(groupBy: SummaryGrouping): ScorecardsSummary['groups'] {
    switch (groupBy) {
      case 'level':
        return [{ id: 'none', title: 'none' }, ...this.#levels].map(named =>
          this.#group(named, service => service.level === named.id),
        );
      case 'check':
        return this.#checks.map(named =>
          this.#group(
            named,
            service => service.checks?.[named.id] !== undefined,
            named.id,
          ),
        );
      case 'pattern':
        return [...patterns, 'none'].map(pattern =>
          this.#group(
            { id: pattern, title: pattern },
            service => (service.pattern ?? 'none') === pattern,
          ),
        );
      case 'owner':
        return [
          ...new Set(['none', ...this.#services.map(s => s.owner ?? 'none')]),
        ].map(owner =>
          this.#group(
            { id: owner, title: owner.split('/').at(-1) ?? owner },
            service => (service.owner ?? 'none') === owner,
          ),
        );
      default:
        throw new Error(`The page does not ask for a summary by ${groupBy}`);
    }
  }

  #group(
    named: Named,
    belongs: (service: FakeService) => boolean,
    check?: string,
  ): ScorecardsSummary['groups'][number] {
    const services = this.#services.filter(belongs);
    return {
      key: named.id,
      title: named.title,
      entities: services.length,
      onTheRoad: this.#onTheRoad(services),
      score:
        services.reduce((sum, { score }) => sum + score, 0) /
        Math.max(services.length, 1),
      levels: Object.fromEntries(
        ['none', ...this.#levels.map(({ id }) => id)].map(level => [
          level,
          services.filter(service => service.level === level).length,
        ]),
      ),
      states: countStates(
        services.flatMap(({ checks = {} }) =>
          check ? [checks[check]] : Object.values(checks),
        ),
      ),
    };
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
      failing: this.#checks
        .filter(({ id }) => checks[id] === 'fail')
        .slice(0, 5)
        .map(check => ({ checkId: check.id, title: check.title })),
      evaluatedAt: this.#evaluatedAt,
    };
  }
}

function count(service: FakeService, state: CheckState): number {
  return Object.values(service.checks ?? {}).filter(s => s === state).length;
}

function countStates(states: CheckState[]): ScorecardSummary['counts'] {
  return Object.fromEntries(
    checkStates.map(state => [state, states.filter(s => s === state).length]),
  ) as ScorecardSummary['counts'];
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
