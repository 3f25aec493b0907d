import {
  Assessment,
  AssessmentSummary,
  CheckResult,
  CheckState,
  parseInput,
  Pattern,
  ScorecardsSummary,
  ScorecardSummary,
  Stage,
  SummaryQueryInput,
} from '@paved-road/plugin-paved-road-common';
import { patterns } from '@paved-road/plugin-paved-road-common/advisor';
import {
  checkStates,
  isSameKind,
} from '@paved-road/plugin-paved-road-common/rules';
import { summaryQuerySchema } from '@paved-road/plugin-paved-road-common/schemas';

/** A service of the fake with its checks. */
export interface FakeService {
  /** In lower case; `component` by default. */
  kind?: string;
  name: string;
  title?: string;
  owner?: string;
  system?: string;
  pattern?: Pattern;
  assessmentStatus?: Assessment['status'];
  /** Whether its approved assessment is stale. */
  stale?: boolean;
  stage?: Stage;
  lifecycle?: string;
  type?: string;
  level: string;
  /** ISO 8601; the evaluation time by default. */
  levelSince?: string;
  score: number;
  levelHistory?: ScorecardSummary['levelHistory'];
  lost?: ScorecardSummary['lost'];
  /** State by check id. */
  checks?: Record<string, CheckState>;
  /** Start of each check state, ISO 8601 by check id. */
  since?: Record<string, string>;
  /** Evidence by check id. */
  evidence?: Record<string, CheckResult['evidence']>;
}

/** A group in the hierarchy. */
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

export interface FakeCheck extends Named {
  /** Id and title; `delivery` by default. */
  track?: string;
  /** The lowest level by default. */
  level?: string;
}

type Group = ScorecardsSummary['groups'][number];

export const trackOf = ({ track = 'delivery' }: FakeCheck) => track;

const nameOf = (ref: string) => ref.split('/').at(-1) ?? ref;

/** A fleet to summarize. */
export interface Fleet {
  services: FakeService[];
  assessments: AssessmentSummary[];
  /** Lowest first; the second one is the target. */
  levels: Named[];
  checks: FakeCheck[];
  teams: FakeTeam[];
}

const tracksOf = ({ checks }: Fleet) => [...new Set(checks.map(trackOf))];

/** Summarizes a fleet like the service. */
export function summarize(
  all: Fleet,
  input: SummaryQueryInput,
): ScorecardsSummary {
  const query = parseInput(summaryQuerySchema, input, 'query');
  const fleet = ofKind(all, query.kind);
  const { services, assessments, levels } = fleet;
  const groups = groupsOf(fleet, query.groupBy, query.parent);
  const start = Number(query.cursor ?? 0);
  const end = start + query.limit;
  return {
    groupBy: query.groupBy,
    totals: {
      entities: services.length,
      assessable: services.filter(({ kind = 'component' }) =>
        ['component', 'system'].includes(kind),
      ).length,
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
      stale: services.filter(({ stale }) => stale).length,
      targetLevel: levels[1].id,
    },
    groups: groups.slice(start, end),
    ...(query.parent && { path: pathTo(query.parent, fleet.teams) }),
    nextCursor: end < groups.length ? String(end) : undefined,
  };
}

/** The services of a kind, or all services. */
export function ofKind(fleet: Fleet, kind: string | undefined): Fleet {
  return {
    ...fleet,
    services: fleet.services.filter(
      service => !kind || isSameKind(service.kind ?? 'component', kind),
    ),
  };
}

/** Position of a level, 1 for the lowest; 0 for `none`. */
export function rankOf({ levels }: Pick<Fleet, 'levels'>, level: string) {
  return levels.findIndex(({ id }) => id === level) + 1;
}

/** The only check that blocks a higher level, and the level that a service reaches with it. */
export function liftOf(
  fleet: Fleet,
  service: FakeService,
): { check: string; level: string } | undefined {
  const rank = rankOf(fleet, service.level);
  const open = fleet.checks
    .filter(({ id }) => isOpen(service.checks?.[id]))
    .map(({ id, level }) => ({ id, rank: level ? rankOf(fleet, level) : 1 }));
  const inTheWay = open.filter(check => check.rank <= rank + 1);
  if (
    inTheWay.length !== 1 ||
    rank === fleet.levels.length ||
    service.checks?.[inTheWay[0].id] !== 'fail'
  ) {
    return undefined;
  }
  const reached = Math.min(
    fleet.levels.length,
    ...open.filter(check => check !== inTheWay[0]).map(check => check.rank - 1),
  );
  return { check: inTheWay[0].id, level: fleet.levels[reached - 1].id };
}

function isOpen(state: CheckState | undefined): boolean {
  return state === 'fail' || state === 'unknown';
}

/** A team with its parents, topmost first; empty if unknown. */
function pathTo(
  ref: string,
  teams: FakeTeam[],
): { key: string; title: string }[] {
  const team = teams.find(candidate => candidate.ref === ref);
  return team
    ? [
        ...(team.parent ? pathTo(team.parent, teams) : []),
        { key: ref, title: nameOf(ref) },
      ]
    : [];
}

/** A team and all its subteams. */
export function withTeamsBelow(ref: string, teams: FakeTeam[]): string[] {
  return [
    ref,
    ...teams
      .filter(({ parent }) => parent === ref)
      .flatMap(team => withTeamsBelow(team.ref, teams)),
  ];
}

/** Counts the results by state. */
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
      return checks.map(check => ({
        ...group(
          fleet,
          check,
          service => service.checks?.[check.id] !== undefined,
          check.id,
        ),
        level: check.level,
        lifts: liftsOf(fleet, check.id),
      }));
    case 'track':
      return tracksOf(fleet).map(track =>
        group(fleet, { id: track, title: track }, ({ checks: states = {} }) =>
          checksOf(fleet, track).some(({ id }) => states[id] !== undefined),
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
        ofOwners(
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
            ...ofOwners(fleet, { id: ref, title: nameOf(ref) }, ({ owner }) =>
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

/** Adds the results of each track. */
function ofOwners(
  fleet: Fleet,
  named: Named,
  belongs: (service: FakeService) => boolean,
): Group {
  const services = fleet.services.filter(belongs);
  return {
    ...group(fleet, named, belongs),
    tracks: Object.fromEntries(
      tracksOf(fleet).map(track => [
        track,
        countStates(
          services.flatMap(({ checks = {} }) =>
            checksOf(fleet, track).map(({ id }) => checks[id]),
          ),
        ),
      ]),
    ),
  };
}

/** The checks of a track. */
export function checksOf({ checks }: Fleet, track: string): FakeCheck[] {
  return checks.filter(check => trackOf(check) === track);
}

/** Number of services that would level up with a check, by new level. */
function liftsOf(fleet: Fleet, check: string): Record<string, number> {
  const lifts: Record<string, number> = {};
  for (const service of fleet.services) {
    const lift = liftOf(fleet, service);
    if (lift?.check === check) {
      lifts[lift.level] = (lifts[lift.level] ?? 0) + 1;
    }
  }
  return lifts;
}

function onTheRoad({ levels }: Fleet, services: FakeService[]): number {
  return services.filter(
    ({ level }) => levels.findIndex(({ id }) => id === level) >= 1,
  ).length;
}
