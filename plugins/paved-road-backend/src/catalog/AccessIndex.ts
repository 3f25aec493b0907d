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
  /** From the begin of a read of the catalog until the next one; or ten times as long as a read takes. */
  refresh: 20_000,
  /** From the begin of a read until its result expires; or fifteen times as long as a read takes. */
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
 * after fifteen times as long as the read took. A read that fails prolongs nothing.
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
  #refreshing = false;
  /** Traits of all entities, as far as this back end has written them last. */
  #written?: { revision: number; traits: Map<string, string> };

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
      age < Math.max(times.lifetime, 15 * state.duration) &&
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
    if (this.#isStopped || !this.#known) {
      return;
    }
    const due = this.#refreshAge(this.#known) - (this.#age() ?? 0);
    if (due <= 0) {
      this.#refreshBehind();
    } else if (!this.#timer) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#refreshBehind();
      }, due);
      this.#timer.unref();
    }
  }

  #refreshAge({ state }: Known): number {
    return Math.max(times.refresh, 10 * state.duration);
  }

  #refreshBehind(): void {
    if (this.#refreshing) {
      return;
    }
    this.#refreshing = true;
    this.#refresh()
      .catch(error =>
        this.options.logger.warn(
          'Who may see which entity could not be read from the catalog, and is read again for the next request',
          toError(error),
        ),
      )
      .finally(() => {
        this.#refreshing = false;
      });
  }

  async #refresh(): Promise<void> {
    if (this.options.now() - this.#askedAt > times.kept) {
      return;
    }
    await this.#look();
    if ((this.#age() ?? Infinity) >= this.#refreshAge(this.#known!)) {
      await this.#readNow();
      await this.#look();
    }
    this.#refreshLater();
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
      this.#written = undefined;
      if (!(error instanceof ClaimLost)) {
        await store.release(this.#holder);
        throw error;
      }
    }
  }

  async #readAll(): Promise<void> {
    const { store, catalog, auth, kinds } = this.options;
    const beganAt = this.options.now();
    const { revision, properties } = await store.state();
    // Other back ends have callers with other conditions.
    const all = latest([...properties, ...this.#wanted.values()]);
    const wanted = isBounded(all) ? all : this.#wanted;
    const kept = properties.filter(property =>
      wanted.has(idOfProperty(property)),
    );
    if (kept.length < properties.length) {
      await store.keepProperties(this.#holder, kept);
      // Until no back end relies on the others.
      await sleep(2 * times.look);
    }
    const read = [...new Set([...kinds(), 'Group'])];
    const before =
      this.#written?.revision === revision
        ? this.#written.traits
        : await this.#readWritten();
    const traits = new Map<string, string>();
    const reader = new TraitsReader([...wanted.values()]);
    const pages = catalog.streamEntities(
      {
        filter: { kind: read },
        fields: fieldsFor([...wanted.values()]),
        pageSize: PAGE_SIZE,
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    let current = revision;
    /** Entities of the same class share the text. */
    const texts = new Map<string, string>();
    for await (const page of pages) {
      const differing = new Map<string, string>();
      for (const [index, entity] of page.entries()) {
        if (index % AT_ONCE === AT_ONCE - 1) {
          await nextTurn();
        }
        const text = reader.read(entity);
        const shared = texts.get(text) ?? text;
        texts.set(shared, shared);
        const entityRef = stringifyEntityRef(entity);
        traits.set(entityRef, shared);
        if (before.get(entityRef) !== shared) {
          differing.set(entityRef, shared);
        }
      }
      if (differing.size > 0) {
        current = await store.write(this.#holder, differing);
      }
      await store.claim(this.#holder, times.claim);
    }
    current = await store.finish(this.#holder, {
      removed: [...before.keys()].filter(ref => !traits.has(ref)),
      duration: Math.ceil(this.options.now() - beganAt),
      kinds: read,
      properties: [...wanted.values()],
    });
    this.#written = { revision: current, traits };
  }

  async #readWritten(): Promise<Map<string, string>> {
    const traits = new Map<string, string>();
    const texts = new Map<string, string>();
    for await (const rows of this.options.store.traits()) {
      for (const { entity_ref: entityRef, traits: text } of rows) {
        const shared = texts.get(text) ?? text;
        texts.set(shared, shared);
        traits.set(entityRef, shared);
      }
    }
    return traits;
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
