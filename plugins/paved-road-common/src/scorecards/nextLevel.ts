import { isSatisfied } from './evaluate';
import { CheckResult, Scorecard } from './schemas';

/** What is between an entity and the level that comes next. @public */
export interface NextLevel {
  /** The level that comes next. */
  level: Scorecard['levels'][number];
  /** The level reached once `open` is empty; a higher one if nothing blocks that either. */
  reached: Scorecard['levels'][number];
  /** The checks of it that fail or are unknown, in the order of the scorecard; one alone may do. */
  open: CheckResult[];
}

/**
 * What would raise the level of an entity; undefined if no check blocks any level.
 *
 * @public
 */
export function findNextLevel({
  levels,
  results,
}: Pick<Scorecard, 'levels' | 'results'>): NextLevel | undefined {
  const openAt = levels.map(({ id }) =>
    results.filter(({ level, state }) => level === id && !isSatisfied(state)),
  );
  const next = openAt.findIndex(open => open.length > 0);
  if (next === -1) {
    return undefined;
  }
  const afterwards = openAt.findIndex(
    (open, index) => index > next && open.length > 0,
  );
  return {
    level: levels[next],
    reached: levels[(afterwards === -1 ? levels.length : afterwards) - 1],
    open: openAt[next],
  };
}

/**
 * What a single check is worth.
 *
 * @public
 */
export interface Lift {
  /** The only check that blocks a higher level. */
  checkId: string;
  /** The level that the entity would have with it. */
  level: string;
}

/**
 * The check that alone keeps an entity from a higher level: the only one of the lowest level missed that is
 * neither passed, waived nor not applicable. Undefined if several checks block it, or none.
 *
 * @param levels - all levels, lowest first
 * @param results - of all checks, lowest level first
 * @public
 */
export function findLift(
  levels: readonly { id: string }[],
  results: readonly Pick<CheckResult, 'checkId' | 'level' | 'state'>[],
): Lift | undefined {
  const [missed, next] = results.filter(({ state }) => !isSatisfied(state));
  if (!missed || missed.level === next?.level) {
    return undefined;
  }
  const rank = next
    ? levels.findIndex(({ id }) => id === next.level)
    : levels.length;
  return { checkId: missed.checkId, level: levels[rank - 1].id };
}
