import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  ActiveRules,
  Rules,
  WaiverFacts,
} from '@paved-road/plugin-paved-road-common';
import {
  compileRules,
  limitRules,
} from '@paved-road/plugin-paved-road-common/rules';
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
/** Milliseconds after which a reading is given up. */
const TIMEOUT = 10_000;

/** The checks that are enforced, compiled. */
interface EnforcedChecks {
  rules: Rules;
  modes: AppliedIngestionPolicy['modes'];
}

/** What is enforced, and for which entities it is not. */
export interface Enforced extends EnforcedChecks {
  /** Those that were approved and not revoked, by entity. */
  waivers: ReadonlyMap<string, WaiverFacts[]>;
}

/** Where the rules and waivers come from. */
export interface EnforcedSource {
  readRules(signal: AbortSignal): Promise<ActiveRules>;
  /** Those that may be in force, by entity. */
  readWaivers(signal: AbortSignal): Promise<Map<string, WaiverFacts[]>>;
}

/**
 * Keeps the rules that an ingestion policy enforces, and the waivers from them. Both are read together in the
 * background, and those that were read last are used until then: the processing of the catalog waits for them only when
 * it begins. While waivers were never read no rule is enforced, so that nothing is refused that somebody allowed.
 */
export class EnforcedRules {
  readonly #now: () => number;
  readonly #timeout: number;
  #enforced: Enforced | undefined;
  #checks: EnforcedChecks | undefined;
  #content: string | undefined;
  #firstReading: Promise<void> | undefined;
  #isReading = false;
  #isFailing = false;
  #nextReading = 0;

  constructor(
    private readonly options: {
      policy: IngestionPolicy;
      source: EnforcedSource;
      logger: LoggerService;
      /** Milliseconds; for tests. */
      now?: () => number;
      /** Milliseconds; for tests. */
      timeout?: number;
    },
  ) {
    this.#now = options.now ?? Date.now;
    this.#timeout = options.timeout ?? TIMEOUT;
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
      const signal = AbortSignal.timeout(this.#timeout);
      const [rules, waivers] = await Promise.race([
        Promise.all([
          this.options.source.readRules(signal),
          this.options.source.readWaivers(signal),
        ]),
        abortionOf(signal),
      ]);
      this.#enforced = { ...this.#compile(rules), waivers };
      this.#nextReading = this.#now() + FRESHNESS;
      if (this.#isFailing) {
        this.#isFailing = false;
        this.options.logger.info(
          'The rules and waivers of the ingestion policy are read again',
        );
      }
    } catch (error) {
      this.#nextReading = this.#now() + RETRY_DELAY;
      if (!this.#isFailing) {
        this.#isFailing = true;
        this.options.logger.warn(
          `The rules and waivers of the ingestion policy cannot be read; ${
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

  /** The same rules are not compiled again. */
  #compile({ items, facts }: ActiveRules): EnforcedChecks {
    const packs = items.map(({ status, ...pack }) => ({
      pack,
      source: status.source,
      locate: () => ({ source: status.source }),
    }));
    const names = facts.map(({ name }) => name);
    const content = JSON.stringify([packs, names]);
    if (this.#checks && content === this.#content) {
      return this.#checks;
    }
    // What reads facts is not enforced, so that it does not matter what they are.
    const rules = compileRules(
      packs,
      Object.fromEntries(names.map(name => [name, z.any()])),
    );
    const { modes, problems } = applyIngestionPolicy(
      rules,
      this.options.policy,
    );
    problems.forEach(({ message }) => this.options.logger.error(message));
    this.#checks = { rules: limitRules(rules, new Set(modes.keys())), modes };
    this.#content = content;
    return this.#checks;
  }
}

/** Rejects with the signal, as what is read may depend on something that does not listen to it. */
function abortionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
