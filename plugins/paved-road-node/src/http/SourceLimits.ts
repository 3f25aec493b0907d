import { SourceResponse } from '@paved-road/plugin-paved-road-common';
import { SourceLimitedError } from '../FactCollector';

/** The limits of a source that several collectors share, by a key such as the token. @public */
export class SourceLimits {
  readonly #reached = new Map<string, SourceLimitedError>();

  /** @param reserve - share of each limit to leave for others, 0..1 */
  constructor(private readonly reserve = 0) {}

  /**
   * Makes a request unless the limit is reached, and notes a limit that the response reports.
   *
   * @param rate - prefix of the headers with the rate, such as `x-ratelimit`, and what they count, for messages
   * @throws SourceLimitedError if the limit is reached
   */
  async run<T extends SourceResponse>(
    key: string,
    send: () => Promise<T>,
    rate?: { prefix: string; name: string },
  ): Promise<T> {
    const reached = this.find(key);
    if (reached) {
      throw reached;
    }
    try {
      const response = await send();
      const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map(
        name => Number(response.headers[`${rate?.prefix}-${name}`] ?? NaN),
      );
      if (rate && Number.isFinite(limit + remaining + reset)) {
        const resetAt = new Date(reset * 1_000);
        this.update(key, rate.name, { limit, remaining, resetAt });
      }
      return response;
    } catch (error) {
      throw error instanceof SourceLimitedError ? this.add(key, error) : error;
    }
  }

  find(key: string): SourceLimitedError | undefined {
    const limit = this.#reached.get(key);
    return limit && limit.retryAt.getTime() > Date.now() ? limit : undefined;
  }

  /** Adds a limit if only the reserve remains. */
  update(
    key: string,
    name: string,
    rate: { limit: number; remaining: number; resetAt: Date },
  ): void {
    const { limit, remaining, resetAt } = rate;
    if (remaining <= limit * this.reserve) {
      const message = `${name}: ${remaining} of ${limit} remain for now, reserved for others`;
      this.add(key, new SourceLimitedError(message, resetAt));
    }
  }

  /** Adds a limit; the longer one counts. */
  add(key: string, error: SourceLimitedError): SourceLimitedError {
    // Tokens change, and with them the keys.
    for (const [other, { retryAt }] of this.#reached) {
      if (retryAt.getTime() <= Date.now()) {
        this.#reached.delete(other);
      }
    }
    const known = this.find(key);
    if (!known || known.retryAt < error.retryAt) {
      this.#reached.set(key, error);
    }
    return error;
  }
}
