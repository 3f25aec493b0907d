import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ServiceUnavailableError, toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { rejectWhenAborted } from '@paved-road/plugin-paved-road-node';
import { LRUCache } from 'lru-cache';
import { DateTime } from 'luxon';
import { randomUUID } from 'node:crypto';
import {
  setImmediate as nextTurn,
  setTimeout as sleep,
} from 'node:timers/promises';
import { AccessClasses, TraitsReader } from './AccessClasses';
import {
  AccessIndexStore,
  AccessState,
  ClaimLost,
  WantedProperty,
} from './AccessIndexStore';
import { EntityCondition } from './entityConditions';
import { EntityProperty, idOfProperty } from './entityProperties';
import { Telemetry } from '../telemetry/Telemetry';
import { VisibleClasses } from './types';

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
  /** The catalog has for a page. */
  page: 60_000,
};

/** Properties that a read looks at, and different keys among them. */
const MOST_PROPERTIES = 20_000;
const MOST_KEYS = 100;
/** Ids of classes in all cached answers together. */
const MOST_IDS = 10_000_000;
/** Reads look at a property for so many days after its last use. */
const DAYS_KEPT = 7;
/** Large, because the catalog looks at all entities for each page. */
const PAGE_SIZE = 2_000;
/** Entities between two pauses, so that a page does not block other work. */
const AT_ONCE = 200;

type Properties = ReadonlyMap<string, EntityProperty>;

interface Known {
  state: AccessState;
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
  /** By id. */
  #wanted = new Map<string, WantedProperty>();
  #known?: Known;
  #looked?: { at: number; age?: number };
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
    if (!this.#want(properties)) {
      return undefined;
    }
    const { answers, classes } = await this.#whatKnows(properties);
    const found = answers.get(key) ?? classes.select(condition);
    answers.set(key, found);
    return found;
  }

  #want(properties: Properties): boolean {
    this.#askedAt = this.options.now();
    const usedOn = DateTime.utc().toISODate();
    const newlyUsed = [...properties].filter(
      ([id]) => this.#wanted.get(id)?.usedOn !== usedOn,
    );
    if (newlyUsed.length === 0) {
      return true;
    }
    const wanted = latest([
      ...this.#wanted.values(),
      ...newlyUsed.map(([, property]) => ({ ...property, usedOn })),
    ]);
    if (!isBounded(wanted)) {
      return false;
    }
    this.#wanted = wanted;
    return true;
  }

  async #whatKnows(properties: Properties): Promise<Known> {
    let patience: AbortSignal | undefined;
    for (;;) {
      await this.#look();
      const known = this.#known;
      if (known && this.#isEnough(known, properties)) {
        this.#refreshLater();
        return known;
      }
      patience ??= AbortSignal.timeout(times.wait);
      try {
        await Promise.race([this.#readNow(), rejectWhenAborted(patience)]);
      } catch (error) {
        throw patience.aborted
          ? new ServiceUnavailableError(
              'Who may see which entity is still being read from the catalog; try again in a minute',
            )
          : error;
      }
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
    return this.#looked?.age === undefined
      ? undefined
      : this.#looked.age + this.options.now() - this.#looked.at;
  }

  /* Concurrent requests share one look. */
  async #look(): Promise<void> {
    if (this.#looked && this.options.now() - this.#looked.at < times.look) {
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
    const isSame = this.#known?.state.revision === state.revision;
    const { classes, answers } =
      this.#known && isSame
        ? this.#known
        : {
            classes: new AccessClasses(await this.options.store.classes()),
            answers: createAnswers(),
          };
    this.#known = {
      state,
      ids: new Set(state.properties.map(idOfProperty)),
      classes,
      answers,
    };
    this.#looked = { at, age: state.age };
  }

  /* A request waits for a read only if nothing current is known. */
  async #readNow(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
      this.#looked = undefined;
    });
    await this.#reading;
  }

  /** Ends reads behind requests. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #refreshLater(): void {
    const due = this.#untilRefresh();
    if (this.#isRefreshing || this.#isStopped) {
      return;
    }
    if (due <= 0) {
      this.#refreshBehind();
    } else {
      this.#schedule(due);
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

  #schedule(milliseconds: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.options.now() - this.#askedAt <= times.kept) {
        this.#refreshBehind();
      }
    }, milliseconds).unref();
  }

  #refreshBehind(): void {
    this.#isRefreshing = true;
    this.#refresh()
      .catch(error =>
        this.options.logger.warn(
          'Who may see which entity could not be read from the catalog; the next attempt follows',
          toError(error),
        ),
      )
      .finally(() => {
        this.#isRefreshing = false;
        if (!this.#isStopped) {
          this.#schedule(Math.max(this.#untilRefresh(), times.again));
        }
      });
  }

  async #refresh(): Promise<void> {
    await this.#look();
    if (this.#untilRefresh() <= 0) {
      await this.#readNow();
      await this.#look();
    }
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
    const { store, catalog, auth, kinds, now } = this.options;
    const { properties } = await store.state();
    // Other back ends have callers with other conditions.
    const all = latest([...properties, ...this.#wanted.values()]);
    const wanted = [...(isBounded(all) ? all : this.#wanted).values()];
    const ids = new Set(wanted.map(idOfProperty));
    const kept = properties.filter(property => ids.has(idOfProperty(property)));
    if (kept.length < properties.length) {
      await store.keepProperties(this.#holder, kept);
      // Until no back end relies on the others.
      await sleep(2 * times.look);
    }
    const beganAt = now();
    const read = [...new Set([...kinds(), 'Group'])];
    const reader = new TraitsReader(wanted);
    const pages = catalog
      .streamEntities(
        {
          filter: { kind: read },
          fields: fieldsFor(wanted),
          pageSize: PAGE_SIZE,
        },
        { credentials: await auth.getOwnServiceCredentials() },
      )
      [Symbol.asyncIterator]();
    const next = () =>
      Promise.race([
        pages.next(),
        rejectWhenAborted(AbortSignal.timeout(times.page)),
      ]);
    const seen = new Set<string>();
    for (let page = await next(); !page.done; page = await next()) {
      const traits = new Map<string, string>();
      for (const [index, entity] of page.value.entries()) {
        if (index % AT_ONCE === AT_ONCE - 1) {
          await nextTurn();
        }
        const entityRef = stringifyEntityRef(entity);
        seen.add(entityRef);
        traits.set(entityRef, reader.read(entity));
      }
      await store.write(this.#holder, traits, times.claim);
    }
    await store.finish(this.#holder, {
      removed: await store.unseen(seen),
      duration: Math.ceil(now() - beganAt),
      kinds: read,
      properties: wanted,
    });
  }
}

/** The properties that were used in the last days, by id. */
function latest(properties: WantedProperty[]): Map<string, WantedProperty> {
  const first = DateTime.utc().minus({ days: DAYS_KEPT }).toISODate();
  const found = new Map<string, WantedProperty>();
  for (const property of properties) {
    const id = idOfProperty(property);
    const usedOn = found.get(id)?.usedOn ?? first;
    if (property.usedOn >= usedOn) {
      found.set(id, property);
    }
  }
  return found;
}

/* Also a read that was slow for once must not prolong rights for long. */
function computeLifetime({ duration }: AccessState): number {
  return Math.max(
    times.lifetime,
    Math.min(15 * duration, times.slowestRefresh + 2 * duration),
  );
}

function isBounded(wanted: Map<string, WantedProperty>): boolean {
  const keys = Array.from(wanted.values(), ({ root, key }) => `${root}.${key}`);
  return wanted.size <= MOST_PROPERTIES && new Set(keys).size <= MOST_KEYS;
}

function createAnswers(): LRUCache<string, VisibleClasses> {
  return new LRUCache({
    maxSize: MOST_IDS,
    sizeCalculation: ({ ids, hidden }) =>
      ids.length + (hidden?.ids.length ?? 0) + 1,
  });
}

/* The whole root, because the key of a property is in lower case, while the field below may not be. */
function fieldsFor(properties: EntityProperty[]): string[] {
  return [
    ...new Set([
      'kind',
      'metadata.namespace',
      'metadata.name',
      'metadata.uid',
      'relations',
      ...properties.map(({ root }) => root),
    ]),
  ];
}
