import { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import { z } from 'zod';

const KEY = 'pavedRoad.ingestion';

/** Enforcement of a check when the catalog reads an entity. @public */
export type IngestionMode = 'off' | 'warn' | 'reject';

const mode = z.enum(['off', 'warn', 'reject']);

const schema = z.strictObject({
  default: mode.default('off'),
  checks: z.record(z.string(), mode).default({}),
});

/** Enforcement of checks when the catalog reads entities. @public */
export interface IngestionPolicy {
  /** For checks that depend only on the entity and are not in `checks`. */
  default: IngestionMode;
  /** By id of the check. */
  checks: Record<string, IngestionMode>;
}

/**
 * The ingestion policy of the portal.
 *
 * @throws InputError with every invalid value
 * @public
 */
export function readIngestionPolicy(config: Config): IngestionPolicy {
  try {
    return parseInput(schema, config.getOptional(KEY) ?? {}, 'policy');
  } catch (error) {
    throw new InputError(`${KEY}: ${toError(error).message}`);
  }
}

/** Whether a policy enforces nothing. @public */
export function enforcesNothing(policy: IngestionPolicy): boolean {
  return [policy.default, ...Object.values(policy.checks)].every(
    checked => checked === 'off',
  );
}
