import { isSatisfied } from './evaluate';
import { CheckResult } from './schemas';

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
