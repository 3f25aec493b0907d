import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { DateTime } from 'luxon';

const key = 'pavedRoad.target';

/** The share of the fleet that should reach a level by a day. */
export interface FleetTarget {
  level: string;
  /** Above 0, at most 1. */
  share: number;
  /** The last day, ISO 8601. */
  by: string;
}

/**
 * The target in the config, if there is one. The level is checked with the rules.
 *
 * @throws InputError if it is not valid
 */
export function readFleetTarget(config: Config): FleetTarget | undefined {
  const target = config.getOptionalConfig(key);
  if (!target) {
    return undefined;
  }
  const level = target.getString('level');
  const share = target.getNumber('share');
  const by = target.getString('by');
  if (!(share > 0 && share <= 1)) {
    throw new InputError(
      `${key}.share: ${share} is not allowed, use a number above 0 and at most 1, such as 0.75`,
    );
  }
  if (!/^\d{4}-\d\d-\d\d$/.test(by) || !DateTime.fromISO(by).isValid) {
    throw new InputError(
      `${key}.by: ${by} is not a day, use ISO 8601 such as 2027-06-30`,
    );
  }
  return { level, share, by };
}

/** @throws InputError if the rules have no such level */
export function assertTargetLevelExists(
  { level }: FleetTarget,
  levels: { id: string }[],
): void {
  const ids = levels.map(({ id }) => id);
  if (!ids.includes(level)) {
    throw new InputError(
      `${key}.level: ${level} is not a level of the rule packs, use one of ${ids.join(', ')}`,
    );
  }
}
