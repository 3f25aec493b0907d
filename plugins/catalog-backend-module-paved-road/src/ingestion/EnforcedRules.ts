import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  ActiveRules,
  compileRules,
  limitRules,
  Rules,
} from '@paved-road/plugin-paved-road-common';
import {
  AppliedIngestionPolicy,
  applyIngestionPolicy,
  IngestionPolicy,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';

/** Milliseconds for which rules count as those that are active. */
const FRESHNESS = 60_000;
/** Milliseconds after which they are asked for again when they could not be read. */
const RETRY_DELAY = 5_000;
/** Milliseconds after which a request is given up. */
const TIMEOUT = 10_000;

/** The checks that are enforced, compiled. */
export interface Enforced {
  rules: Rules;
  modes: AppliedIngestionPolicy['modes'];
}

/**
 * Keeps the rules that an ingestion policy enforces. They are read in the background, and those that were read last
 * are used until then: the processing of the catalog waits for them only when it begins.
 */
export class EnforcedRules {
  readonly #policy: IngestionPolicy;
  readonly #readRules: (signal: AbortSignal) => Promise<ActiveRules>;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  #enforced: Enforced | undefined;
  #content: string | undefined;
  #firstReading: Promise<void> | undefined;
  #isReading = false;
  #isFailing = false;
  #nextReading = 0;

  constructor(options: {
    policy: IngestionPolicy;
    readRules: (signal: AbortSignal) => Promise<ActiveRules>;
    logger: LoggerService;
    /** Milliseconds; for tests. */
    now?: () => number;
  }) {
    this.#policy = options.policy;
    this.#readRules = options.readRules;
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
  }

  /** Undefined while they have never been read; nothing is enforced then. Does not throw. */
  async current(): Promise<Enforced | undefined> {
    if (!this.#isReading && this.#now() >= this.#nextReading) {
      const reading = this.#read();
      this.#firstReading ??= reading;
    }
    await this.#firstReading;
    return this.#enforced;
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    try {
      this.#use(await this.#readRules(AbortSignal.timeout(TIMEOUT)));
      this.#nextReading = this.#now() + FRESHNESS;
      if (this.#isFailing) {
        this.#isFailing = false;
        this.#logger.info('The rules of the ingestion policy are read again');
      }
    } catch (error) {
      this.#nextReading = this.#now() + RETRY_DELAY;
      if (!this.#isFailing) {
        this.#isFailing = true;
        this.#logger.warn(
          `The rules of the ingestion policy cannot be read; ${
            this.#enforced
              ? 'those that were read before are enforced'
              : 'nothing is enforced'
          } until they can: ${toError(error).message}`,
        );
      }
    } finally {
      this.#isReading = false;
    }
  }

  #use({ items, facts }: ActiveRules): void {
    const packs = items.map(({ status, ...pack }) => ({
      pack,
      source: status.source,
      locate: () => status.source,
    }));
    const names = facts.map(({ name }) => name);
    const content = JSON.stringify([packs, names]);
    if (content === this.#content) {
      return;
    }
    // What reads facts is not enforced, so that it does not matter what they are.
    const rules = compileRules(
      packs,
      Object.fromEntries(names.map(name => [name, z.any()])),
    );
    const { modes, problems } = applyIngestionPolicy(rules, this.#policy);
    problems.forEach(({ message }) => this.#logger.error(message));
    this.#enforced = { rules: limitRules(rules, new Set(modes.keys())), modes };
    this.#content = content;
  }
}
