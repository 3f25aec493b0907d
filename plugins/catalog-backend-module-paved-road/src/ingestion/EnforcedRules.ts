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
  rejectWhenAborted,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';

/** Milliseconds before rules are read again. */
const FRESHNESS = 60_000;
/** Milliseconds before a retry. */
const RETRY_DELAY = 5_000;
/** Milliseconds before a read times out. */
const TIMEOUT = 10_000;

interface EnforcedChecks {
  rules: Rules;
  modes: AppliedIngestionPolicy['modes'];
}

export interface Enforced extends EnforcedChecks {
  /** Approved waivers by entity. */
  waivers: ReadonlyMap<string, WaiverFacts[]>;
}

export interface EnforcedSource {
  readRules(signal: AbortSignal): Promise<ActiveRules>;
  /** Approved waivers by entity. */
  readWaivers(signal: AbortSignal): Promise<Map<string, WaiverFacts[]>>;
}

/**
 * Caches the rules that an ingestion policy enforces, and their waivers. Reads both together in the background, so that
 * catalog processing waits only for the first read. Until waivers have been read, no rule is enforced, so that no
 * waived entity is rejected.
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

  /** @returns undefined before the first successful read */
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
        rejectWhenAborted(signal),
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
              ? 'the previous ones stay enforced'
              : 'nothing is enforced'
          } until they can: ${toError(error).message}`,
        );
      }
    } finally {
      this.#isReading = false;
    }
  }

  /** Compiles rules only when they change. */
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
    // Checks that read facts are not enforced, so the schemas do not matter.
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
