/* A plain description of what a store of scorecards has to answer, to compare it with. */
import {
  ScorecardQuery,
  SummaryGrouping,
} from '@paved-road/plugin-paved-road-common';
import { checkStates } from '@paved-road/plugin-paved-road-common/rules';
import { Team } from '../catalog/TeamStore';
import {
  ScorecardFilter,
  ScorecardGroup,
} from '../scorecards/store/fleetQueries';
import { FleetMember } from './scorecardFixtures';

const bytes = (text: string) => Buffer.from(text);

/**
 * Whether a filter selects a member.
 *
 * @param parents - of groups, by reference
 */
export function matches(
  { entity, scorecard }: FleetMember,
  filter: ScorecardFilter,
  parents: Map<string, string | undefined> = new Map(),
): boolean {
  const { level, owner, system, pattern, check, state, text } = filter;
  const { belowRank, team, stage, lifecycle, type, assessment, lift } = filter;
  const { track } = filter;
  const isBelow = (group?: string): boolean =>
    group !== undefined && (group === team || isBelow(parents.get(group)));
  const isPart = (value = '') =>
    value.toLowerCase().includes((text ?? '').toLowerCase());
  return (
    (filter.entityRef === undefined || entity.entityRef === filter.entityRef) &&
    (filter.entityRefs === undefined ||
      filter.entityRefs.includes(entity.entityRef)) &&
    (belowRank === undefined || scorecard.levelRank < belowRank) &&
    (team === undefined || isBelow(entity.owner)) &&
    (stage === undefined || (scorecard.stage ?? 'none') === stage) &&
    (lifecycle === undefined || entity.lifecycle === lifecycle) &&
    (type === undefined || entity.type === type) &&
    (assessment === undefined ||
      (assessment === 'none'
        ? entity.kind === 'component' && !scorecard.assessmentStatus
        : scorecard.assessmentStatus === assessment)) &&
    (filter.kind === undefined || entity.kind === filter.kind.toLowerCase()) &&
    (filter.stale === undefined || scorecard.stale === filter.stale) &&
    (lift === undefined || scorecard.lift?.checkId === lift) &&
    (level === undefined || scorecard.level === level) &&
    (owner === undefined || entity.owner === owner) &&
    (system === undefined || entity.system === system) &&
    (pattern === undefined || (scorecard.pattern ?? 'none') === pattern) &&
    ((check === undefined && state === undefined) ||
      scorecard.results.some(
        result =>
          (check === undefined || result.checkId === check) &&
          (state === undefined || result.state === state),
      )) &&
    (track === undefined ||
      scorecard.results.some(
        result =>
          result.track === track &&
          (state === undefined || result.state === state),
      )) &&
    [entity.title, entity.name, entity.owner].some(isPart)
  );
}

/** The members in the order of a list. */
export function inOrder(
  members: FleetMember[],
  sort: ScorecardQuery['sort'],
): FleetMember[] {
  const compareText = (a: string, b: string) =>
    Buffer.compare(bytes(a), bytes(b));
  const byName = (a: FleetMember, b: FleetMember) =>
    compareText(a.entity.title.toLowerCase(), b.entity.title.toLowerCase());
  const comparisons = {
    worst: (a: FleetMember, b: FleetMember) =>
      a.scorecard.levelRank - b.scorecard.levelRank ||
      a.scorecard.score - b.scorecard.score,
    name: byName,
    level: (a: FleetMember, b: FleetMember) =>
      a.scorecard.levelRank - b.scorecard.levelRank,
    // That of the first evaluation is when the level began.
    since: (a: FleetMember, b: FleetMember) =>
      compareText(a.scorecard.evaluatedAt, b.scorecard.evaluatedAt),
    score: (a: FleetMember, b: FleetMember) =>
      a.scorecard.score - b.scorecard.score,
    owner: (a: FleetMember, b: FleetMember) =>
      compareText(a.entity.owner ?? '', b.entity.owner ?? ''),
  };
  const by = sort.replace('-', '') as keyof typeof comparisons;
  const direction = sort.startsWith('-') ? -1 : 1;
  return [...members].sort(
    (a, b) =>
      direction * comparisons[by](a, b) ||
      (by === 'name' ? 0 : byName(a, b)) ||
      compareText(a.entity.entityRef, b.entity.entityRef),
  );
}

type Grouping = Exclude<SummaryGrouping, 'team'>;

function keysOf(member: FleetMember, groupBy: Grouping): string[] {
  const { entity, scorecard } = member;
  switch (groupBy) {
    case 'check':
      return scorecard.results.map(result => result.checkId);
    case 'track':
      return [...new Set(scorecard.results.map(result => result.track))];
    case 'level':
      return [scorecard.level];
    case 'pattern':
      return [scorecard.pattern ?? 'none'];
    default:
      return [entity[groupBy] ?? 'none'];
  }
}

/** The groups of a summary with silver as target, by key. */
export function groupsOf(
  fleet: FleetMember[],
  groupBy: Grouping,
): ScorecardGroup[] {
  const keys = new Set(fleet.flatMap(member => keysOf(member, groupBy)));
  return [...keys].sort().map(key => {
    const scorecards = fleet
      .filter(member => keysOf(member, groupBy).includes(key))
      .map(({ scorecard }) => scorecard);
    const levels = scorecards.map(({ level }) => level);
    const states = scorecards
      .flatMap(({ results }) => results)
      .filter(
        result =>
          (groupBy !== 'check' || result.checkId === key) &&
          (groupBy !== 'track' || result.track === key),
      )
      .map(({ state }) => state);
    const countOf = (items: string[]) =>
      items.reduce<Record<string, number>>(
        (counts, item) => ({ ...counts, [item]: (counts[item] ?? 0) + 1 }),
        {},
      );
    const countStates = (given: string[]) =>
      ({
        ...Object.fromEntries(checkStates.map(state => [state, 0])),
        ...countOf(given),
      }) as ScorecardGroup['states'];
    return {
      key,
      entities: scorecards.length,
      onTheRoad: scorecards.filter(({ levelRank }) => levelRank >= 2).length,
      score:
        scorecards.reduce((sum, { score }) => sum + score, 0) /
        scorecards.length,
      levels: countOf(levels),
      states: countStates(states),
      ...(groupBy === 'owner' && {
        tracks: Object.fromEntries(
          [
            ...Map.groupBy(
              scorecards.flatMap(({ results }) => results),
              ({ track }) => track,
            ),
          ].map(([track, results]) => [
            track,
            countStates(results.map(({ state }) => state)),
          ]),
        ),
      }),
      ...(groupBy === 'check' && {
        lifts: countOf(
          fleet.flatMap(({ scorecard: { lift } }) =>
            lift?.checkId === key ? [lift.level] : [],
          ),
        ),
      }),
    };
  });
}

/** A group with those above it, the topmost first, as if there were no others than those that may be seen. */
export function teamPathOf(
  teams: Team[],
  team: string | undefined,
  visible: (team: string) => boolean = () => true,
): string[] {
  const found = teams.find(({ entityRef }) => entityRef === team);
  return found
    ? [
        ...teamPathOf(teams, found.parentRef, visible),
        ...[found.entityRef].filter(visible),
      ]
    : [];
}

/**
 * The groups of a summary by team, which is one by owner with a group in the place of all below it.
 *
 * @param visible - which groups there are for the caller
 */
export function teamGroupsOf(
  fleet: FleetMember[],
  teams: Team[],
  parent?: string,
  visible?: (team: string) => boolean,
): ScorecardGroup[] {
  const pathOf = (team?: string) => teamPathOf(teams, team, visible);
  const depth = pathOf(parent).length;
  const below = fleet.flatMap(member => {
    const path = pathOf(member.entity.owner);
    const team = path.at(depth);
    return team !== undefined && (depth === 0 || path[depth - 1] === parent)
      ? [{ team, member, isDeeper: path.length > depth + 1 }]
      : [];
  });
  return groupsOf(
    below.map(({ team, member }) => ({
      ...member,
      entity: { ...member.entity, owner: team },
    })),
    'owner',
  ).map(group => ({
    ...group,
    hasChildren: below.some(
      ({ team, isDeeper }) => team === group.key && isDeeper,
    ),
  }));
}
