import {
  Assessment,
  AssessmentSummary,
  CheckState,
  checkStates,
  parseInput,
  Pattern,
  patterns,
  ScorecardsSummary,
  ScorecardSummary,
  SummaryQueryInput,
  summaryQuerySchema,
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

/** A group of the catalog in the hierarchy. */
export interface FakeTeam {
  ref: string;
  /** Absent at the top. */
  parent?: string;
}

/** A level or check. */
export interface Named {
  id: string;
  title: string;
}

type Group = ScorecardsSummary['groups'][number];

const nameOf = (ref: string) => ref.split('/').at(-1) ?? ref;

/** What there is to sum up. */
export interface Fleet {
  services: FakeService[];
  assessments: AssessmentSummary[];
  /** Lowest first; the second one is the target. */
  levels: Named[];
  checks: Named[];
  teams: FakeTeam[];
}

/** Sums a fleet up as the service does. */
export function summarize(
  fleet: Fleet,
  input: SummaryQueryInput,
): ScorecardsSummary {
  const query = parseInput(summaryQuerySchema, input, 'query');
  const { services, assessments, levels } = fleet;
  const groups = groupsOf(fleet, query.groupBy, query.parent);
  const start = Number(query.cursor ?? 0);
  const end = start + query.limit;
  return {
    groupBy: query.groupBy,
    totals: {
      entities: services.length,
      assessed: services.filter(
        ({ assessmentStatus }) =>
          assessmentStatus !== undefined && assessmentStatus !== 'draft',
      ).length,
      approved: services.filter(s => s.assessmentStatus === 'approved').length,
      submitted: assessments.filter(a => a.status === 'submitted').length,
      onTheRoad: onTheRoad(fleet, services),
      waived: services.filter(({ checks = {} }) =>
        Object.values(checks).includes('waived'),
      ).length,
      targetLevel: levels[1].id,
    },
    groups: groups.slice(start, end),
    nextCursor: end < groups.length ? String(end) : undefined,
  };
}

/** How many of the results are in each state. */
export function countStates(states: CheckState[]): ScorecardSummary['counts'] {
  return Object.fromEntries(
    checkStates.map(state => [state, states.filter(s => s === state).length]),
  ) as ScorecardSummary['counts'];
}

function groupsOf(
  fleet: Fleet,
  groupBy: ScorecardsSummary['groupBy'],
  parent: string | undefined,
): Group[] {
  const { services, levels, checks, teams } = fleet;
  switch (groupBy) {
    case 'level':
      return [{ id: 'none', title: 'none' }, ...levels].map(level =>
        group(fleet, level, service => service.level === level.id),
      );
    case 'check':
      return checks.map(check =>
        group(
          fleet,
          check,
          service => service.checks?.[check.id] !== undefined,
          check.id,
        ),
      );
    case 'pattern':
      return [...patterns, 'none'].map(pattern =>
        group(
          fleet,
          { id: pattern, title: pattern },
          service => (service.pattern ?? 'none') === pattern,
        ),
      );
    case 'owner':
      return [
        ...new Set(['none', ...services.map(s => s.owner ?? 'none')]),
      ].map(owner =>
        group(
          fleet,
          { id: owner, title: nameOf(owner) },
          service => (service.owner ?? 'none') === owner,
        ),
      );
    case 'team':
      return teams
        .filter(team => team.parent === parent)
        .map(({ ref }) => {
          const below = withTeamsBelow(ref, teams);
          return {
            ...group(fleet, { id: ref, title: nameOf(ref) }, ({ owner }) =>
              below.includes(owner ?? ''),
            ),
            hasChildren: below.length > 1,
          };
        })
        .filter(({ entities }) => entities > 0);
    default:
      throw new Error(`The page does not ask for a summary by ${groupBy}`);
  }
}

function group(
  fleet: Fleet,
  { id, title }: Named,
  belongs: (service: FakeService) => boolean,
  check?: string,
): Group {
  const services = fleet.services.filter(belongs);
  return {
    key: id,
    title,
    entities: services.length,
    onTheRoad: onTheRoad(fleet, services),
    score:
      services.reduce((sum, { score }) => sum + score, 0) /
      Math.max(services.length, 1),
    levels: Object.fromEntries(
      ['none', ...fleet.levels.map(level => level.id)].map(level => [
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

function onTheRoad({ levels }: Fleet, services: FakeService[]): number {
  return services.filter(
    ({ level }) => levels.findIndex(({ id }) => id === level) >= 1,
  ).length;
}

function withTeamsBelow(ref: string, teams: FakeTeam[]): string[] {
  return [
    ref,
    ...teams
      .filter(({ parent }) => parent === ref)
      .flatMap(team => withTeamsBelow(team.ref, teams)),
  ];
}
