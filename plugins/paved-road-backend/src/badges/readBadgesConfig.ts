import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const KEY = 'pavedRoad.badges';

/** Characters; shorter secrets can be guessed. */
const SHORTEST_SECRET = 32;

/** Whether badges are enabled, and the secret that signs them. */
export interface BadgesConfig {
  enabled: boolean;
  /** Absent if the back end creates its own. */
  secret?: string;
}

/** @throws InputError if the secret is too short */
export function readBadgesConfig(config: Config): BadgesConfig {
  const secret = config.getOptionalString(`${KEY}.secret`);
  if (secret !== undefined && secret.length < SHORTEST_SECRET) {
    throw new InputError(
      `${KEY}.secret: ${secret.length} characters are too few, use at least ${SHORTEST_SECRET}`,
    );
  }
  return {
    enabled: config.getOptionalBoolean(`${KEY}.enabled`) ?? false,
    secret,
  };
}
