import { InputError } from '@backstage/errors';
import { Rules, ScorecardQuery } from '@paved-road/plugin-paved-road-common';
import { noLevel } from '@paved-road/plugin-paved-road-common/rules';
import { normalizeEntityRef } from '../catalog/entityRecord';
import { ScorecardFilter } from './store/fleetQueries';

export type FilterQuery = Partial<
  Omit<ScorecardQuery, 'sort' | 'limit' | 'cursor'>
>;

/**
 * Translates a query into a filter of the store.
 *
 * @throws InputError if the rules do not have a level, check or track, or a reference is not one
 */
export function toScorecardFilter(
  { q, refs, below, owner, team, system, ...filter }: FilterQuery,
  rules: Pick<Rules, 'levels' | 'tracks' | 'checks'>,
): ScorecardFilter {
  const levels = rules.levels.map(({ id }) => id);
  assertLevel('level', filter.level, [noLevel, ...levels]);
  assertLevel('below', below, levels);
  assertCheck('check', filter.check, rules);
  assertCheck('lift', filter.lift, rules);
  assertTrack(filter.track, rules);
  return {
    ...filter,
    entityRefs: refs?.map(ref => normalizeEntityRef(ref, 'refs', 'component')),
    belowRank: below === undefined ? undefined : levels.indexOf(below) + 1,
    owner: owner && normalizeEntityRef(owner, 'owner', 'group'),
    team: team && normalizeEntityRef(team, 'team', 'group'),
    system: system && normalizeEntityRef(system, 'system', 'system'),
    text: q?.trim() || undefined,
  };
}

/** Replaces a team by its own services, without services of subgroups. */
export function withoutTeamsBelow({
  team,
  owner,
  ...filter
}: ScorecardFilter): ScorecardFilter {
  const isContradiction = owner !== undefined && owner !== team;
  return {
    ...filter,
    owner: team,
    entityRefs: isContradiction ? [] : filter.entityRefs,
  };
}

/** @throws InputError if a level is given that is not allowed */
export function assertLevel(
  field: string,
  level: string | undefined,
  allowed: string[],
): void {
  if (level !== undefined && !allowed.includes(level)) {
    throw new InputError(
      `${field}: ${JSON.stringify(level)} is not a level, use one of ${allowed.join(', ')}`,
    );
  }
}

function assertTrack(
  track: string | undefined,
  { tracks }: Pick<Rules, 'tracks'>,
): void {
  const ids = tracks.map(({ id }) => id);
  if (track !== undefined && !ids.includes(track)) {
    throw new InputError(
      `track: ${JSON.stringify(track)} is not a track, use one of ${ids.join(', ')}`,
    );
  }
}

/** @throws InputError if a check is given that the rules do not have */
export function assertCheck(
  field: string,
  check: string | undefined,
  { checks }: Pick<Rules, 'checks'>,
): void {
  if (check !== undefined && !checks.some(({ id }) => id === check)) {
    throw new InputError(
      `${field}: ${JSON.stringify(check)} is not a check of the active rule packs, see /rule-packs`,
    );
  }
}
