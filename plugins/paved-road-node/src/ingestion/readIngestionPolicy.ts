import { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import { z } from 'zod';

const KEY = 'pavedRoad.ingestion';

/** What happens to an entity that fails a check when the catalog takes it in. @public */
export type IngestionMode = 'off' | 'warn' | 'reject';

const mode = z.enum(['off', 'warn', 'reject']);

const schema = z.strictObject({
  default: mode.default('off'),
  checks: z.record(z.string(), mode).default({}),
});

/** What happens to entities that fail checks when the catalog takes them in. @public */
export interface IngestionPolicy {
  /** For checks that can be decided by an entity alone and are not among `checks`. */
  default: IngestionMode;
  /** By id of the check. */
  checks: Record<string, IngestionMode>;
}

/**
 * The ingestion policy of the portal.
 *
 * @throws InputError that names what is not valid
 * @public
 */
export function readIngestionPolicy(config: Config): IngestionPolicy {
  try {
    return parseInput(schema, config.getOptional(KEY) ?? {}, 'policy');
  } catch (error) {
    throw new InputError(`${KEY}: ${toError(error).message}`);
  }
}

/** Whether a policy lets every entity in without a look at it. @public */
export function enforcesNothing(policy: IngestionPolicy): boolean {
  return [policy.default, ...Object.values(policy.checks)].every(
    checked => checked === 'off',
  );
}
