import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { LRUCache } from 'lru-cache';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AccessClasses } from './AccessClasses';
import { AccessIndexStore, AccessState, ClaimLost } from './AccessIndexStore';
import { EntityCondition } from './entityConditions';
import { EntityProperty, idOfProperty } from './entityProperties';
import { waitAtMost } from '../http/withDeadline';
import { Telemetry } from '../telemetry/Telemetry';
import { readTraits } from './readTraits';
import { VisibleClasses } from './types';
import { WantedProperties } from './WantedProperties';

/** All in milliseconds. */
const times = {
  /** From the begin of a read of the catalog until the next one; longer for slow reads, at most {@link times.slowestRefresh}. */
  refresh: 20_000,
  /** From the begin of a read until its result expires; longer for slow reads, see {@link computeLifetime}. */
  lifetime: 30_000,
  /** Reads go on for so long after the last request of somebody with conditions. */
  kept: 24 * 60 * 60 * 1_000,
  /** A back end that dies holds up the others for so long. */
  claim: 15_000,
  /** The longest wait of a request for the first read. */
  wait: 30_000,
  /** Between looks at what another back end has read. */
  look: 1_000,
  retry: 250,
  /** After a refresh, whatever its outcome. */
  again: 5_000,
  /** The longest time between two reads. */
  slowestRefresh: 5 * 60 * 1_000,
};

/** Ids of classes in all cached answers together. */
const MOST_IDS = 10_000_000;

type Properties = ReadonlyMap<string, EntityProperty>;

interface Known {
  state: AccessState;
  /** When it was looked at. */
  at: number;
  ids: Set<string>;
  classes: AccessClasses;
  /** By condition. */
  answers: LRUCache<string, VisibleClasses>;
}

/**
 * Finds the entities that meet conditions, in an index of the catalog that all back ends share. Reads of the catalog run
 * behind the requests, in one back end at a time. A result expires 30 seconds after its read began, in large catalogs
 * later, see {@link computeLifetime}. A read that fails prolongs nothing.
 */
export class AccessIndex {
  readonly #holder = randomUUID();
  readonly #wanted = new WantedProperties();
  #known?: Known;
  #looking?: Promise<void>;
  #reading?: Promise<void>;
  #timer?: NodeJS.Timeout;
  #askedAt = -Infinity;
  #isStopped = false;
  #isRefreshing = false;

  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
      logger: LoggerService;
      store: AccessIndexStore;
      /** Of the entities that lists show, at the moment. */
      kinds: () => string[];
      telemetry?: Pick<Telemetry, 'accessRead'>;
      /** Milliseconds by a clock that only moves on. */
      now: () => number;
    },
  ) {}

  /**
   * The classes of entities that meet a condition, in the same object as before if they are the same.
   *
   * @param key - the same for equal conditions
   * @param properties - of the condition, by id
   * @returns undefined if all conditions together ask for too many properties
   * @throws ServiceUnavailableError if the catalog cannot be read in time
   */
  async select(
    condition: EntityCondition,
    key: string,
    properties: Properties,
  ): Promise<VisibleClasses | undefined> {
    this.#askedAt = this.options.now();
    if (!this.#wanted.use(properties)) {
      return undefined;
    }
    const { answers, classes } = await this.#whatKnows(properties);
    const found = answers.get(key) ?? classes.select(condition);
    answers.set(key, found);
    return found;
  }

  async #whatKnows(properties: Properties): Promise<Known> {
    const end = performance.now() + times.wait;
    for (;;) {
      await this.#look();
      const known = this.#known;
      if (known && this.#isEnough(known, properties)) {
        this.#refreshLater();
        return known;
      }
      await waitAtMost(
        (end - performance.now()) / 1_000,
        this.#readNow(),
        'Who may see which entity is still being read from the catalog; try again in a minute',
      );
    }
  }

  #isEnough({ state, ids }: Known, properties: Properties): boolean {
    const age = this.#age();
    return (
      age !== undefined &&
      age >= 0 &&
      age < computeLifetime(state) &&
      this.options.kinds().every(kind => state.kinds.includes(kind)) &&
      [...properties.keys()].every(id => ids.has(id))
    );
  }

  /* Of the last read that this back end knows. */
  #age(): number | undefined {
    const { state, at = 0 } = this.#known ?? {};
    const { age } = state ?? {};
    return age === undefined ? undefined : age + this.options.now() - at;
  }

  /* Concurrent requests share one look. */
  async #look(): Promise<void> {
    if (this.#known && this.options.now() - this.#known.at < times.look) {
      return;
    }
    this.#looking ??= this.#takeOver().finally(() => {
      this.#looking = undefined;
    });
    await this.#looking;
  }

  async #takeOver(): Promise<void> {
    const at = this.options.now();
    const state = await this.options.store.state();
    const ids = new Set(state.properties.map(idOfProperty));
    this.#known =
      this.#known?.state.revision === state.revision
        ? { ...this.#known, state, at, ids }
        : {
            state,
            at,
            ids,
            classes: new AccessClasses(await this.options.store.classes()),
            answers: createAnswers(),
          };
  }

  /* A request waits for a read only if nothing current is known. */
  async #readNow(): Promise<void> {
    this.#reading ??= this.#read()
      .then(() => this.#takeOver())
      .finally(() => {
        this.#reading = undefined;
      });
    await this.#reading;
  }

  /** Ends reads behind requests. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #refreshLater(least = 0): void {
    clearTimeout(this.#timer);
    if (!this.#isRefreshing && !this.#isStopped) {
      this.#timer = setTimeout(
        () => this.#refreshBehind(),
        Math.max(this.#untilRefresh(), least),
      ).unref();
    }
  }

  #untilRefresh(): number {
    const { duration = 0 } = this.#known?.state ?? {};
    const age = Math.max(
      times.refresh,
      Math.min(10 * duration, times.slowestRefresh),
    );
    return age - (this.#age() ?? Infinity);
  }

  async #refreshBehind(): Promise<void> {
    if (this.options.now() - this.#askedAt > times.kept) {
      return;
    }
    this.#isRefreshing = true;
    try {
      await this.#look();
      if (this.#untilRefresh() <= 0) {
        await this.#readNow();
      }
    } catch (error) {
      this.options.logger.warn(
        'Who may see which entity could not be read from the catalog; the next attempt follows',
        toError(error),
      );
    }
    this.#isRefreshing = false;
    this.#refreshLater(times.again);
  }

  async #read(): Promise<void> {
    const { store } = this.options;
    if (!(await store.claim(this.#holder, times.claim))) {
      // Another back end reads.
      await sleep(times.retry);
      return;
    }
    try {
      const read = () => this.#readAll();
      await (this.options.telemetry?.accessRead(read) ?? read());
    } catch (error) {
      if (!(error instanceof ClaimLost)) {
        await store.release(this.#holder);
        throw error;
      }
    }
  }

  async #readAll(): Promise<void> {
    const { store, now } = this.options;
    const { properties } = await store.state();
    // Other back ends have callers with other conditions.
    const wanted = this.#wanted.with(properties);
    const ids = new Set(wanted.map(idOfProperty));
    const kept = properties.filter(property => ids.has(idOfProperty(property)));
    if (kept.length < properties.length) {
      await store.keepProperties(this.#holder, kept);
      // Until no back end relies on the others.
      await sleep(2 * times.look);
    }
    const beganAt = now();
    const kinds = [...new Set([...this.options.kinds(), 'Group'])];
    const seen = new Set<string>();
    for await (const traits of readTraits(this.options, kinds, wanted)) {
      await store.write(this.#holder, traits, times.claim);
      for (const entityRef of traits.keys()) {
        seen.add(entityRef);
      }
    }
    await store.finish(this.#holder, {
      removed: await store.unseen(seen),
      duration: Math.ceil(now() - beganAt),
      kinds,
      properties: wanted,
    });
  }
}

/* Also a read that was slow for once must not prolong rights for long. */
function computeLifetime({ duration }: AccessState): number {
  return Math.max(
    times.lifetime,
    Math.min(15 * duration, times.slowestRefresh + 2 * duration),
  );
}

function createAnswers(): LRUCache<string, VisibleClasses> {
  return new LRUCache({
    maxSize: MOST_IDS,
    sizeCalculation: ({ ids, hidden }) =>
      ids.length + (hidden?.ids.length ?? 0) + 1,
  });
}
