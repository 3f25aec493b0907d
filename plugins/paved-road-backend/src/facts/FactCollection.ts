import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { FactOutcome, FactState } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import pLimit from 'p-limit';
import { hashOf } from '../database/hash';
import { Telemetry } from '../telemetry/Telemetry';
import {
  collectFact,
  concurrency,
  dueAfterFailure,
  dueAfterSuccess,
} from './collectFact';
import { ConfiguredCollector, FactCollectors } from './FactCollectors';
import { FactClaim, FactResult, FactSource, FactStore } from './FactStore';
import { toOutcome, toState } from './factTexts';

/* Someone waits for the result. */
const LONGEST_REQUEST_MS = 20_000;
/* Added to the calls of a batch, for reading entities and writing results. */
const CLAIM_RESERVE_MS = 60_000;

/** Collects facts of entities and returns what is known. */
export class FactCollection implements FactSource {
  readonly #store: FactStore;
  readonly #collectors: FactCollectors;
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;
  readonly #telemetry?: Telemetry;
  readonly #hasScorecard: (entity: Entity) => boolean;
  readonly #onChanged: (entityRefs: string[]) => Promise<void>;
  readonly #limits = {
    low: pLimit(concurrency.low),
    medium: pLimit(concurrency.medium),
    high: pLimit(concurrency.high),
  };

  constructor(options: {
    store: FactStore;
    collectors: FactCollectors;
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
    telemetry?: Telemetry;
    /** Whether an entity has a scorecard; facts of others would be unused. Default: all have one. */
    hasScorecard?: (entity: Entity) => boolean;
    /** Called when facts changed their value or status in {@link FactCollection.run}. */
    onChanged: (entityRefs: string[]) => Promise<void>;
  }) {
    this.#store = options.store;
    this.#collectors = options.collectors;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#logger = options.logger;
    this.#telemetry = options.telemetry;
    this.#hasScorecard = options.hasScorecard ?? (() => true);
    this.#onChanged = options.onChanged;
  }

  /** Registers which facts entities should have; facts of new and changed entities are due at once. */
  async expect(entities: Entity[]): Promise<void> {
    await this.#store.expect(
      entities.map(entity => ({
        entityRef: stringifyEntityRef(entity),
        names: this.#namesFor(entity),
        hash: hashOf(declaredBy(entity)),
      })),
    );
  }

  /** Marks all facts of a collector as due, because it would now return other values. */
  async expire(name: string): Promise<void> {
    await this.#store.expire(name);
  }

  /** Forgets the facts of entities. */
  async remove(entityRefs: string[]): Promise<void> {
    await this.#store.remove(entityRefs);
  }

  async versionsFor(entityRefs: string[]): Promise<Map<string, string>> {
    const stored = await this.#store.versions(entityRefs);
    const collectors = this.#collectors.list();
    return new Map(
      entityRefs.map(entityRef => {
        const facts = stored.get(entityRef) ?? [];
        const versions = collectors.map(({ id, enabled }) => {
          const fact = facts.find(({ name }) => name === id);
          return `${id} ${enabled} ${fact?.version ?? ''}`;
        });
        return [entityRef, versions.join('\n')];
      }),
    );
  }

  /** One outcome per collector, even if there is nothing to know. */
  async factsFor(
    entityRefs: string[],
  ): Promise<Map<string, Record<string, FactOutcome>>> {
    const stored = await this.#store.get(entityRefs);
    const collectors = this.#collectors.list();
    return new Map(
      entityRefs.map(entityRef => {
        const facts = stored.get(entityRef) ?? [];
        const outcomes = collectors.map(collector => {
          const fact = facts.find(({ name }) => name === collector.id);
          return [collector.id, toOutcome(collector, fact)];
        });
        return [entityRef, Object.fromEntries(outcomes)];
      }),
    );
  }

  /** Source and age of the facts of an entity, in the order of the collectors. */
  async statesOf(entityRef: string): Promise<FactState[]> {
    const facts = (await this.#store.get([entityRef])).get(entityRef) ?? [];
    return this.#collectors.enabled().flatMap(collector => {
      const fact = facts.find(({ name }) => name === collector.id);
      return fact ? [toState(collector, fact)] : [];
    });
  }

  /**
   * Collects all facts of an entity, due or not. Collectors that take longer than a person would wait are left
   * to {@link FactCollection.run}.
   */
  async collectNow(entity: Entity, signal: AbortSignal): Promise<void> {
    await this.expect([entity]);
    const names = this.#namesFor(entity);
    if (names.length === 0) {
      return;
    }
    const now = DateTime.utc();
    const claims = await this.#store.claim({
      names,
      limit: names.length,
      now: now.toISO(),
      expiresAt: now.plus(LONGEST_REQUEST_MS).toISO(),
      entityRef: stringifyEntityRef(entity),
    });
    const patience = AbortSignal.any([
      signal,
      AbortSignal.timeout(LONGEST_REQUEST_MS),
    ]);
    await this.#collect(claims, () => entity, patience);
  }

  /**
   * Collects due facts until none is left or it is stopped. Several back ends may do so at the same time. Unfinished
   * facts are due again a little later.
   */
  async run(signal: AbortSignal): Promise<void> {
    const lanes = await Promise.allSettled(
      Object.values(
        Object.groupBy(this.#collectors.enabled(), ({ cost }) => cost),
      ).map(collectors => this.#runLane(collectors, signal)),
    );
    const failure = lanes.find(({ status }) => status === 'rejected');
    if (failure?.status === 'rejected') {
      throw failure.reason;
    }
  }

  #namesFor(entity: Entity): string[] {
    return this.#hasScorecard(entity) ? this.#collectors.expected(entity) : [];
  }

  /** Collectors of one cost, so that slow ones do not hold up the others. */
  async #runLane(
    collectors: ConfiguredCollector[],
    signal: AbortSignal,
  ): Promise<void> {
    const limit = 2 * concurrency[collectors[0].cost];
    const longest = Math.max(...collectors.map(({ timeoutMs }) => timeoutMs));
    while (!signal.aborted) {
      const now = DateTime.utc();
      const claims = await this.#store.claim({
        names: collectors.map(({ id }) => id),
        limit,
        now: now.toISO(),
        expiresAt: now.plus(2 * longest + CLAIM_RESERVE_MS).toISO(),
      });
      if (claims.length === 0) {
        return;
      }
      await this.#collectBatch(claims, signal);
    }
  }

  async #collectBatch(claims: FactClaim[], signal: AbortSignal): Promise<void> {
    const entityRefs = [...new Set(claims.map(({ entityRef }) => entityRef))];
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const entities = new Map(
      entityRefs.map((entityRef, index) => [entityRef, items[index]]),
    );
    const gone = entityRefs.filter(entityRef => !entities.get(entityRef));
    if (gone.length > 0) {
      await this.#store.remove(gone);
    }
    const changed = await this.#collect(
      claims,
      ({ entityRef }) => entities.get(entityRef),
      signal,
    );
    if (changed.length > 0) {
      await this.#onChanged(changed);
    }
  }

  /** Returns the entities of which a fact has changed. */
  async #collect(
    claims: FactClaim[],
    entityOf: (claim: FactClaim) => Entity | undefined,
    signal: AbortSignal,
  ): Promise<string[]> {
    const results = await Promise.all(
      claims.map(async claim => {
        const collector = this.#collectors.get(claim.name);
        const entity = entityOf(claim);
        return collector && entity
          ? await inTurn(this.#limits[collector.cost], signal, () =>
              this.#collectOne(claim, collector, entity, signal),
            )
          : [];
      }),
    );
    return await this.#store.save(results.flat(), DateTime.utc().toISO());
  }

  async #collectOne(
    claim: FactClaim,
    collector: ConfiguredCollector,
    entity: Entity,
    signal: AbortSignal,
  ): Promise<FactResult[]> {
    const collect = () =>
      collectFact(collector, entity, claim.previous, signal);
    const found = this.#telemetry
      ? await this.#telemetry.collection(collector.id, collect)
      : await collect();
    const now = DateTime.utc();
    switch (found.status) {
      case 'aborted':
        return [];
      case 'unknown':
        this.#logger.debug(
          `Fact ${claim.name} of ${claim.entityRef} is unknown: ${found.reason}`,
        );
        return [
          { claim, ...found, dueAt: dueAfterFailure(now, claim.failures + 1) },
        ];
      default:
        return [{ claim, ...found, dueAt: dueAfterSuccess(now, collector) }];
    }
  }
}

/** Makes a call as soon as there is room, unless stopped before. */
async function inTurn<T>(
  limit: pLimit.Limit,
  signal: AbortSignal,
  call: () => Promise<T[]>,
): Promise<T[]> {
  const begun = new AbortController();
  const stopped = new Promise<T[]>(resolve => {
    signal.addEventListener('abort', () => resolve([]), {
      signal: begun.signal,
    });
  });
  const called = limit(() => {
    begun.abort();
    return signal.aborted ? [] : call();
  });
  return signal.aborted ? [] : await Promise.race([called, stopped]);
}

/* Without the additions of the catalog: bookkeeping, and relations declared by other entities. */
function declaredBy({ apiVersion, kind, metadata, spec }: Entity) {
  const {
    etag: _etag,
    uid: _uid,
    generation: _generation,
    ...declared
  } = metadata;
  return { apiVersion, kind, metadata: declared, spec };
}
