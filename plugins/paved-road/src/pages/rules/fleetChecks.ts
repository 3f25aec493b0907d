import {
  ActiveRulePack,
  ActiveRules,
  RulePackCheck,
  ScorecardsSummary,
  StateCounts,
} from '@paved-road/plugin-paved-road-common';
import { selectedKinds } from '@paved-road/plugin-paved-road-common/rules';
import { kindTitle } from '../../data/entities/kinds';
import { totalLift } from '../../data/fleet/fleetData';
import { CheckSortColumn, RulesQuery } from '../../data/links/urlQueries';
import { passRate } from '../../features/checks/TrackCell';

/** A check definition with its pack. */
export interface CheckRule {
  definition: RulePackCheck;
  pack: ActiveRulePack;
}

export interface FleetCheck {
  id: string;
  title: string;
  /** Absent if no active rule pack has the check. */
  rule?: CheckRule;
  states: StateCounts;
  /** Number of services that would level up if they passed it. */
  lift: number;
  /** Kinds and rule pack, for a check that shares its title with another. */
  twinOf?: string;
  group: ScorecardsSummary['groups'][number];
}

interface Named {
  id: string;
  title: string;
}

/** Checks of the fleet with tracks and levels. */
export interface FleetChecks {
  checks: FleetCheck[];
  /** Whether more checks exist than are listed. */
  isCut: boolean;
  tracks: Named[];
  /** Lowest first. */
  levels: Named[];
}

/** Title by id; falls back to the id. */
export const titleOrId = (named: Named[], id: string): string =>
  named.find(candidate => candidate.id === id)?.title ?? id;

/** Joins check results of the fleet with the active rules. */
export function fleetChecks(
  { groups }: ScorecardsSummary,
  rules: ActiveRules,
): FleetCheck[] {
  const byId = new Map(
    rules.items.flatMap(pack =>
      pack.spec.checks.map(definition => [definition.id, { definition, pack }]),
    ),
  );
  const titles = groups.map(({ title }) => title);
  return groups.map(group => {
    const { key, title, states } = group;
    const rule = byId.get(key);
    const isTwin = titles.indexOf(title) !== titles.lastIndexOf(title);
    return {
      id: key,
      title,
      rule,
      states,
      lift: totalLift(group),
      twinOf: isTwin && rule ? describeRule(rule) : undefined,
      group,
    };
  });
}

function describeRule({ definition, pack }: CheckRule): string {
  const filters = [pack.spec.filter, definition.filter].filter(
    filter => filter !== undefined,
  );
  const kinds = selectedKinds({ $all: filters }).map(kindTitle);
  return [kinds.join(', '), pack.metadata.title].filter(Boolean).join(' · ');
}

/** The tracks of the active rules that have checks, by title. */
export function listUsedTracks(rules: ActiveRules): Named[] {
  const tracks = new Map(
    rules.items.flatMap(({ spec }) =>
      spec.tracks
        .filter(({ id }) => spec.checks.some(({ track }) => track === id))
        .map(({ id, title }) => [id, title]),
    ),
  );
  return [...tracks]
    .map(([id, title]) => ({ id, title }))
    .sort((a, b) => a.title.localeCompare(b.title));
}

/** Filters and sorts the checks by a query. */
export function findChecks(
  { checks, tracks, levels }: FleetChecks,
  query: RulesQuery,
): FleetCheck[] {
  const text = query.q?.toLocaleLowerCase();
  const by: Record<CheckSortColumn, (check: FleetCheck) => string | number> = {
    title: ({ title }) => title,
    track: ({ rule }) => (rule ? titleOrId(tracks, rule.definition.track) : ''),
    level: ({ rule }) =>
      levels.findIndex(({ id }) => id === rule?.definition.level),
    // Checks that apply to no service come last.
    passRate: ({ states }) => passRate(states) ?? 2,
    fail: ({ states }) => states.fail,
    lift: ({ lift }) => lift,
  };
  const key = by[query.sort.replace('-', '') as CheckSortColumn];
  const sign = query.sort.startsWith('-') ? -1 : 1;
  return checks
    .filter(
      ({ id, title, rule }) =>
        (text === undefined ||
          title.toLocaleLowerCase().includes(text) ||
          id.includes(text)) &&
        (query.track === undefined || rule?.definition.track === query.track) &&
        (query.level === undefined || rule?.definition.level === query.level),
    )
    .sort(
      (a, b) =>
        sign * compareKeys(key(a), key(b)) || a.title.localeCompare(b.title),
    );
}

function compareKeys(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b));
}
