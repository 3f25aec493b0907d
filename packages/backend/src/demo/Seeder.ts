import { LoggerService } from '@backstage/backend-plugin-api';
import { ForwardedError, ResponseError } from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import { SeedingServices } from './createSeedingPlugin';
import { People } from './people';

const ATTEMPTS = 60;

/** Plays a script of the example through the portal's own API, as the people who would have done it. */
export abstract class Seeder {
  protected readonly logger: LoggerService;
  protected readonly signIn: People['signIn'];
  readonly #reviewed = new Set<string>();
  readonly #people = new Set<string>();
  readonly #retryMs: number;

  constructor(
    private readonly options: SeedingServices & {
      /** How long to wait before asking again for what the catalog, or a scorecard, does not know yet. */
      retryMs?: number;
    },
  ) {
    this.logger = options.logger;
    this.signIn = options.signIn;
    this.#retryMs = options.retryMs ?? 2_000;
  }

  /** Whether asking again cannot help: what was asked is wrong, not too early. */
  protected isRefusal(error: unknown): boolean {
    return ResponseError.is(error) && error.statusCode === 400;
  }

  /** Notes a review that the script has done, so that nobody is told of it as if it waited. */
  protected hasReviewed(id: string, people: string[]): void {
    this.#reviewed.add(id);
    people.forEach(person => this.#people.add(person));
  }

  /** Marks as read what people were told of the reviews that the script has done. */
  protected async readReviews(): Promise<void> {
    for (const person of this.#people) {
      await this.options.readNotifications(person, [...this.#reviewed]);
    }
  }

  /**
   * Repeats an action until it works: the catalog reads the example after the start, so an unknown user or entity
   * will be there soon.
   *
   * @param what - is played, for the message
   * @throws what the action throws, when asking again cannot help or has not helped
   */
  protected async untilPossible<T>(
    what: string,
    action: () => Promise<T>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await action();
      } catch (error) {
        if (attempt === ATTEMPTS || this.isRefusal(error)) {
          throw new ForwardedError(
            `${what} failed`,
            ResponseError.is(error) ? error.cause : error,
          );
        }
        await sleep(this.#retryMs, undefined, { signal: this.options.signal });
      }
    }
  }
}
