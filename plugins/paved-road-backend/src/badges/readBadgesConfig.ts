import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const KEY = 'pavedRoad.badges';

/** Characters; what fewer say can be guessed. */
const SHORTEST_SECRET = 32;

/** Whether there are badges, and what they are signed with. */
export interface BadgesConfig {
  enabled: boolean;
  /** Absent for one that the back end makes itself. */
  secret?: string;
}

/** @throws InputError when the secret is too short */
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
