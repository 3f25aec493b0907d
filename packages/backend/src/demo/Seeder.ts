import { LoggerService } from '@backstage/backend-plugin-api';
import { ForwardedError, ResponseError } from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import { People } from './people/createPeople';

const ATTEMPTS = 60;

/** Tools for performing a script. */
export interface SeedingServices extends People {
  logger: LoggerService;
  /** Stops the script. */
  signal: AbortSignal;
}

/** Performs a script of the example with the API of the portal, signed in as its people. */
export abstract class Seeder {
  protected readonly logger: LoggerService;
  protected readonly signIn: People['signIn'];
  readonly #reviewed = new Set<string>();
  readonly #people = new Set<string>();
  readonly #retryMs: number;

  constructor(
    private readonly options: SeedingServices & {
      /** Delay before a retry, in milliseconds. */
      retryMs?: number;
    },
  ) {
    this.logger = options.logger;
    this.signIn = options.signIn;
    this.#retryMs = options.retryMs ?? 2_000;
  }

  /** Whether a retry cannot help. */
  protected isRefusal(error: unknown): boolean {
    return ResponseError.is(error) && error.statusCode === 400;
  }

  /** Records a review of the script, so that its notification is marked as read. */
  protected hasReviewed(id: string, people: string[]): void {
    this.#reviewed.add(id);
    people.forEach(person => this.#people.add(person));
  }

  /** Marks notifications of recorded reviews as read. */
  protected async readReviews(): Promise<void> {
    for (const person of this.#people) {
      await this.options.readNotifications(person, [...this.#reviewed]);
    }
  }

  /**
   * Repeats an action until it works, because the catalog reads users and entities of the example only after the start.
   *
   * @throws the error of the action after the last retry, or if a retry cannot help
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
