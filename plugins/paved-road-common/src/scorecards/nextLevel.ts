import { blocksLevel } from './evaluate';
import { CheckResult, Scorecard } from './schemas';

/** The next level of an entity and its open checks. @public */
export interface NextLevel {
  /** The next level. */
  level: Scorecard['levels'][number];
  /** The level after passing all `open` checks; may be higher than `level`. */
  reached: Scorecard['levels'][number];
  /** Its failing and unknown checks, in the order of the scorecard. */
  open: CheckResult[];
}

/** The next level of an entity; undefined if no check blocks a level. @public */
export function findNextLevel({
  levels,
  results,
}: Pick<Scorecard, 'levels' | 'results'>): NextLevel | undefined {
  const openAt = levels.map(({ id }) =>
    results.filter(result => result.level === id && blocksLevel(result)),
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

/** The effect of passing a single check. @public */
export interface Lift {
  /** The only check that blocks the next level. */
  checkId: string;
  /** The level after passing it. */
  level: string;
}

/**
 * The only check that blocks the next level; undefined if several or none do.
 *
 * @param levels - all levels, lowest first
 * @param results - results of all checks, lowest level first
 * @public
 */
export function findLift(
  levels: readonly { id: string }[],
  results: readonly Pick<
    CheckResult,
    'checkId' | 'level' | 'state' | 'advisory'
  >[],
): Lift | undefined {
  const [missed, next] = results.filter(blocksLevel);
  if (!missed || missed.level === next?.level) {
    return undefined;
  }
  const rank = next
    ? levels.findIndex(({ id }) => id === next.level)
    : levels.length;
  return { checkId: missed.checkId, level: levels[rank - 1].id };
}
