import {
  CheckResult,
  CheckResultOfEntity,
  FailingChecks,
  Page,
  PatternMix,
  ScorecardQuery,
  ScorecardSummary,
} from '@paved-road/plugin-paved-road-common';
import {
  checksOf,
  countStates,
  FakeCheck,
  FakeService,
  Fleet,
  liftOf,
  rankOf,
  trackOf,
  withTeamsBelow,
} from './fakeFleet';

/** Part of a list; cursors are positions. */
export function pageOf<T>(
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

const refOf = ({ kind = 'component', name }: FakeService) =>
  `${kind}:default/${name}`;

/** Filters and sorts services by a query. */
export function findServices(
  fleet: Fleet,
  query: ScorecardQuery,
): FakeService[] {
  return fleet.services
    .filter(
      service =>
        matchesEntity(fleet, service, query) &&
        matchesAssessment(service, query) &&
        matchesChecks(fleet, service, query),
    )
    .sort((a, b) => compare(fleet, a, b, query.sort));
}

function matchesEntity(
  fleet: Fleet,
  service: FakeService,
  {
    refs,
    kind,
    level,
    below,
    owner,
    team,
    system,
    lifecycle,
    type,
    q,
  }: ScorecardQuery,
): boolean {
  const text = [service.name, service.title, service.owner]
    .join(' ')
    .toLocaleLowerCase('en-US');
  return (
    (refs === undefined || refs.includes(refOf(service))) &&
    (kind === undefined ||
      refOf(service).startsWith(`${kind.toLocaleLowerCase('en-US')}:`)) &&
    (level === undefined || level === service.level) &&
    (below === undefined ||
      rankOf(fleet, service.level) < rankOf(fleet, below)) &&
    (owner === undefined || owner === service.owner) &&
    (team === undefined ||
      withTeamsBelow(team, fleet.teams).includes(service.owner ?? '')) &&
    (system === undefined || system === service.system) &&
    (lifecycle === undefined || lifecycle === service.lifecycle) &&
    (type === undefined || type === service.type) &&
    (q === undefined || text.includes(q.toLocaleLowerCase('en-US')))
  );
}

function matchesAssessment(
  service: FakeService,
  { pattern, stage, assessment, stale }: ScorecardQuery,
): boolean {
  return (
    (pattern === undefined || pattern === (service.pattern ?? 'none')) &&
    (stage === undefined || stage === (service.stage ?? 'none')) &&
    (assessment === undefined ||
      assessment === (service.assessmentStatus ?? 'none')) &&
    (stale === undefined || stale === (service.stale ?? false))
  );
}

function matchesChecks(
  fleet: Fleet,
  service: FakeService,
  { check, track, state, lift }: ScorecardQuery,
): boolean {
  const states = check
    ? [service.checks?.[check]]
    : Object.values(service.checks ?? {});
  const ofTrack =
    track && checksOf(fleet, track).map(({ id }) => service.checks?.[id]);
  return (
    (check === undefined || states[0] !== undefined) &&
    (state === undefined || states.includes(state)) &&
    (!ofTrack || ofTrack.some(found => found && (!state || found === state))) &&
    (lift === undefined || liftOf(fleet, service)?.check === lift)
  );
}

function compare(
  fleet: Fleet,
  a: FakeService,
  b: FakeService,
  sort: ScorecardQuery['sort'],
): number {
  const by: Record<string, (service: FakeService) => string | number> = {
    name: service => service.name,
    owner: service => service.owner ?? '',
    worst: service => 1000 * rankOf(fleet, service.level) + service.score,
    level: service => rankOf(fleet, service.level),
    // Services without a date sort last.
    since: service => service.levelSince ?? '9999',
    score: service => service.score,
  };
  const key = by[sort.replace('-', '')];
  const order = key(a) < key(b) ? -1 : Number(key(a) > key(b));
  return sort.startsWith('-') ? -order : order;
}

/** A service as a list item. */
export function summaryOf(
  fleet: Fleet,
  service: FakeService,
  evaluatedAt: string,
): ScorecardSummary {
  const { name, title = name, checks = {} } = service;
  return {
    entityRef: refOf(service),
    title,
    owner: service.owner,
    system: service.system,
    pattern: service.pattern,
    assessmentStatus: service.assessmentStatus,
    stale: service.stale ?? false,
    level: service.level,
    levelSince: service.levelSince ?? evaluatedAt,
    score: service.score,
    counts: countStates(Object.values(checks)),
    failing: fleet.checks
      .filter(({ id }) => checks[id] === 'fail')
      .slice(0, 5)
      .map(check => ({ checkId: check.id, title: check.title })),
    levelHistory: service.levelHistory ?? [],
    lost: service.lost,
    evaluatedAt,
  };
}

/** Results of a check in one state, longest first. */
export function resultsOf(
  fleet: Fleet,
  check: FakeCheck,
  state: CheckResult['state'],
): CheckResultOfEntity[] {
  return fleet.services
    .filter(service => service.checks?.[check.id] === state)
    .map(service => ({
      entityRef: refOf(service),
      title: service.title ?? service.name,
      owner: service.owner,
      level: service.level,
      result: resultOf(fleet, check, service, state),
    }))
    .sort((a, b) => (a.result.since ?? '').localeCompare(b.result.since ?? ''));
}

/** The failing checks of a service, in the order of the checks. */
export function failingChecksOf(
  fleet: Fleet,
  { entityRef, title, owner, level }: ScorecardSummary,
): FailingChecks {
  return {
    entityRef,
    title,
    owner,
    level,
    results: fleet.checks.flatMap(check =>
      resultsOf(fleet, check, 'fail')
        .filter(item => item.entityRef === entityRef)
        .map(({ result }) => result),
    ),
  };
}

function resultOf(
  fleet: Fleet,
  check: FakeCheck,
  service: FakeService,
  state: CheckResult['state'],
): CheckResult {
  const base = {
    checkId: check.id,
    title: check.title,
    track: trackOf(check),
    level: check.level ?? fleet.levels[0].id,
    weight: 1,
    evidence: service.evidence?.[check.id] ?? [],
    facts: [],
    since: service.since?.[check.id],
  };
  const remediation = { text: `Do something about ${check.title}.` };
  switch (state) {
    case 'fail':
      return { ...base, state, remediation };
    case 'waived':
      return {
        ...base,
        state,
        remediation,
        waiver: {
          id: `waiver-of-${service.name}`,
          reason: 'The team moves to another platform first.',
          requestedBy: 'user:default/sam',
          approvedBy: 'user:default/ada',
          expiresAt: '2027-01-31T00:00:00.000Z',
        },
      };
    case 'unknown':
      return { ...base, state, reason: 'The repository could not be read' };
    default:
      return { ...base, state };
  }
}

/**
 * Counts services by stage and pattern.
 *
 * @param doubts - by stage and pattern, such as `mvp/microservices`
 */
export function patternMixOf(
  { services }: Fleet,
  doubts: Record<string, string>,
): PatternMix {
  const cells = new Map<string, PatternMix['cells'][number]>();
  for (const { stage, pattern } of services) {
    const key = `${stage}/${pattern}`;
    const entities = (cells.get(key)?.entities ?? 0) + 1;
    cells.set(key, { stage, pattern, entities, doubt: doubts[key] });
  }
  return { cells: [...cells.values()] };
}
