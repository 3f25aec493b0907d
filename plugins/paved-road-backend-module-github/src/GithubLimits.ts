import { SourceLimitedError } from '@paved-road/plugin-paved-road-node';

/** GitHub's advice after a secondary limit without another time. */
const SECONDARY_PAUSE_MS = 60_000;

/** GraphQL has a limit of points, REST a limit of requests. */
export type Kind = 'graphql' | 'core';

export interface Access {
  apiBaseUrl: string;
  token: string;
}

/** The rate limits that each token has reached. */
export class GithubLimits {
  readonly #reached = new Map<string, SourceLimitedError>();

  /** @param reserve - share of each limit to leave for others, 0..1 */
  constructor(private readonly reserve: number) {}

  /** @throws SourceLimitedError if the token may send no request now */
  check(kind: Kind, access: Access): void {
    const limit = this.find(kind, access);
    if (limit) {
      throw limit;
    }
  }

  find(kind: Kind, access: Access): SourceLimitedError | undefined {
    const limit = this.#reached.get(limitKey(kind, access));
    return limit && limit.retryAt.getTime() > Date.now() ? limit : undefined;
  }

  /** Adds a limit if only the reserve remains. */
  update(
    kind: Kind,
    access: Access,
    rate: { limit: number; remaining: number; resetAt: Date },
  ): void {
    const { limit, remaining, resetAt } = rate;
    if (remaining <= limit * this.reserve) {
      this.add(
        kind,
        access,
        `GitHub's ${kind === 'core' ? 'requests' : 'points'}: ${remaining} of ${limit} remain in this hour, reserved for others`,
        resetAt,
      );
    }
  }

  /** A secondary limit applies to both kinds. */
  add(
    kind: Kind,
    access: Access,
    message: string,
    retryAt = new Date(Date.now() + SECONDARY_PAUSE_MS),
  ): SourceLimitedError {
    // Tokens of apps expire after an hour.
    for (const [key, limit] of this.#reached) {
      if (limit.retryAt.getTime() <= Date.now()) {
        this.#reached.delete(key);
      }
    }
    const error = new SourceLimitedError(message, retryAt);
    const kinds: Kind[] = isSecondary(message) ? ['graphql', 'core'] : [kind];
    for (const each of kinds) {
      const known = this.find(each, access);
      if (!known || known.retryAt < retryAt) {
        this.#reached.set(limitKey(each, access), error);
      }
    }
    return error;
  }
}

export function isSecondary(message: string): boolean {
  return /secondary rate limit/i.test(message);
}

export function limitKey(kind: Kind, { apiBaseUrl, token }: Access): string {
  return `${kind} ${apiBaseUrl} ${token}`;
}
