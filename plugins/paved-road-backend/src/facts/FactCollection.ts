import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { FactOutcome, FactState } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { hashOf } from '../database/hash';
import { Telemetry } from '../telemetry/Telemetry';
import { collectFact, collectFacts, Collection } from './collectFact';
import { ConfiguredCollector, FactCollectors } from './FactCollectors';
import { FactClaim, FactResult, FactSource, FactStore } from './FactStore';
import {
  isEnabled,
  RecentFact,
  toOutcome,
  toRecentFact,
  toState,
} from './factTexts';
import { AT_ONCE, Lane, lanesOf, Turns } from './lanes';
import { LONGEST_REST_MS, SourceRests } from './SourceRests';
import { Task, toIso, toResult } from './toResult';

/* Someone waits for the result. */
const LONGEST_REQUEST_MS = 20_000;
/* In a transaction, with the numbers of their earlier values. */
const RESULTS_PER_SAVE = 100;
/* A pass goes on with the next ones. */
const ENDED_PER_STATEMENT = 1_000;
/* Facts of an outage begin to fail one after another, as they are due. */
const OUTAGE_RESERVE_MS = 10 * 60_000;
const HASTEN_EVERY_MS = 60_000;

/** Collects facts of entities and returns what is known. */
export class FactCollection implements FactSource {
  readonly #hasScorecard: (entity: Entity) => boolean;
  readonly #retentionMs: number;
  readonly #now: () => DateTime;
  /** When the failing facts of collectors were last made due, by id. */
  readonly #hastened = new Map<string, DateTime>();
  readonly #turns = new Turns();
  readonly #rests: SourceRests;

  constructor(
    private readonly options: {
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
      /** How long numbers are kept. Default: 400 days. */
      historyRetention?: HumanDuration;
      /** For tests. */
      now?: () => DateTime;
    },
  ) {
    this.#hasScorecard = options.hasScorecard ?? (() => true);
    this.#retentionMs = durationToMilliseconds(
      options.historyRetention ?? { days: 400 },
    );
    this.#now = options.now ?? (() => DateTime.utc());
    this.#rests = new SourceRests({ logger: options.logger, now: this.#now });
  }

  /** Registers which facts entities should have; facts of new and changed entities are due at once. */
  async expect(entities: Entity[]): Promise<void> {
    await this.options.store.expect(
      entities.map(entity => ({
        entityRef: stringifyEntityRef(entity),
        names: this.#namesFor(entity),
        hash: hashOf(declaredBy(entity)),
      })),
    );
  }

  /** Marks all facts of a collector as due, because it would now return other values. */
  async expire(name: string): Promise<void> {
    await this.options.store.expire(name);
  }

  /** Forgets the facts of entities, pushed ones and their history too. */
  async remove(entityRefs: string[]): Promise<void> {
    await this.options.store.remove(entityRefs);
  }

  async versionsFor(entityRefs: string[]): Promise<Map<string, string>> {
    const stored = await this.options.store.versions(entityRefs);
    const definitions = this.options.collectors.definitions();
    return new Map(
      entityRefs.map(entityRef => {
        const facts = stored.get(entityRef) ?? [];
        const versions = definitions.map(definition => {
          const fact = facts.find(({ name }) => name === definition.id);
          return `${definition.id} ${isEnabled(definition)} ${fact?.version ?? ''}`;
        });
        return [entityRef, versions.join('\n')];
      }),
    );
  }

  /** One outcome per definition, even if there is nothing to know. */
  async factsFor(
    entityRefs: string[],
  ): Promise<Map<string, Record<string, FactOutcome>>> {
    const stored = await this.options.store.get(entityRefs);
    const definitions = this.options.collectors.definitions();
    return new Map(
      entityRefs.map(entityRef => {
        const facts = stored.get(entityRef) ?? [];
        const outcomes = definitions.map(definition => {
          const fact = facts.find(({ name }) => name === definition.id);
          return [definition.id, toOutcome(definition, fact)];
        });
        return [entityRef, Object.fromEntries(outcomes)];
      }),
    );
  }

  /** By name, as {@link FactCollection.factsFor}, but unknown if too old for a decision that lasts. */
  async recentFactsOf(
    entityRef: string,
    { maxAgeMs }: { maxAgeMs: number },
  ): Promise<Map<string, RecentFact>> {
    const facts =
      (await this.options.store.get([entityRef])).get(entityRef) ?? [];
    const now = this.#now();
    return new Map(
      this.options.collectors.definitions().map(definition => {
        const fact = facts.find(({ name }) => name === definition.id);
        return [
          definition.id,
          toRecentFact(definition, fact, { maxAgeMs, now }),
        ];
      }),
    );
  }

  /** Source and age of the facts of an entity, in the order of their definitions. */
  async statesOf(entityRef: string): Promise<FactState[]> {
    const facts =
      (await this.options.store.get([entityRef])).get(entityRef) ?? [];
    return this.options.collectors
      .definitions()
      .filter(isEnabled)
      .flatMap(definition => {
        const fact = facts.find(({ name }) => name === definition.id);
        return fact ? [toState(definition, fact)] : [];
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
    const now = this.#now();
    const claims = await this.options.store.claim({
      names,
      limit: names.length,
      now: toIso(now),
      expiresAt: toIso(now.plus(LONGEST_REQUEST_MS)),
      entityRef: stringifyEntityRef(entity),
    });
    const patience = AbortSignal.any([
      signal,
      AbortSignal.timeout(LONGEST_REQUEST_MS),
    ]);
    const calls = claims.map(claim => [{ claim, entity }]);
    await this.#collect(calls, { inBatches: false, signal: patience });
  }

  /** Makes facts unknown that have expired, or whose source has failed for longer than their grace. */
  async endOverdue(signal: AbortSignal): Promise<void> {
    const ends = { limit: ENDED_PER_STATEMENT };
    await this.#whileAny(signal, () =>
      this.options.store.endExpired({ now: toIso(this.#now()), ...ends }),
    );
    await this.#whileAny(signal, () =>
      this.options.store.endGraces(this.#endsOfGraces(), {
        now: toIso(this.#now()),
        ...ends,
      }),
    );
  }

  /**
   * Collects due facts until none is left or it is stopped. Several back ends may do so at the same time. Unfinished
   * facts are due again a little later.
   */
  async run(signal: AbortSignal): Promise<void> {
    const lanes = await Promise.allSettled(
      lanesOf(this.options.collectors.enabled()).map(lane =>
        this.#runLane(lane, signal),
      ),
    );
    const failure = lanes.find(({ status }) => status === 'rejected');
    if (failure?.status === 'rejected') {
      throw failure.reason;
    }
  }

  /** Ends facts, some at a time, and tells of their entities. */
  async #whileAny(
    signal: AbortSignal,
    end: () => Promise<string[]>,
  ): Promise<void> {
    let ended: string[];
    do {
      ended = await end();
      if (ended.length > 0) {
        await this.options.onChanged(ended);
      }
    } while (ended.length > 0 && !signal.aborted);
  }

  /** Facts whose turn did not come at the end of their grace, because many wait or the collector rests. */
  #endsOfGraces(): Array<{ name: string; before: string }> {
    return this.options.collectors.enabled().map(({ id, graceMs }) => ({
      name: id,
      before: toIso(this.#now().minus(graceMs + LONGEST_REST_MS)),
    }));
  }

  #namesFor(entity: Entity): string[] {
    return this.#hasScorecard(entity)
      ? this.options.collectors.expected(entity)
      : [];
  }

  async #runLane(
    { collectors, limit, claimMs }: Lane,
    signal: AbortSignal,
  ): Promise<void> {
    while (!signal.aborted) {
      const now = this.#now();
      const claims = await this.options.store.claim({
        names: collectors
          .filter(collector => !this.#rests.coverAll(collector))
          .map(({ id }) => id),
        limit,
        now: toIso(now),
        expiresAt: toIso(now.plus(claimMs)),
      });
      if (claims.length === 0) {
        return;
      }
      const tasks = await this.#withEntities(claims);
      const changed = await this.#collect(this.#callsOf(tasks), {
        inBatches: true,
        signal,
      });
      if (changed.length > 0) {
        await this.options.onChanged(changed);
      }
    }
  }

  /** Reads the entities of claims, and forgets those that are gone. */
  async #withEntities(claims: FactClaim[]): Promise<Task[]> {
    const entityRefs = [...new Set(claims.map(({ entityRef }) => entityRef))];
    const { items } = await this.options.catalog.getEntitiesByRefs(
      { entityRefs },
      { credentials: await this.options.auth.getOwnServiceCredentials() },
    );
    const entities = new Map(
      entityRefs.map((entityRef, index) => [entityRef, items[index]]),
    );
    const gone = entityRefs.filter(entityRef => !entities.get(entityRef));
    if (gone.length > 0) {
      await this.options.store.remove(gone);
    }
    return claims.flatMap(claim => {
      const entity = entities.get(claim.entityRef);
      return entity ? [{ claim, entity }] : [];
    });
  }

  /** What is asked for together: as many as the source takes at once. */
  #callsOf(tasks: Task[]): Task[][] {
    const byName = Map.groupBy(tasks, ({ claim }) => claim.name);
    return [...byName].flatMap(([name, ofName]) => {
      const collector = this.options.collectors.get(name);
      const byBatch = Map.groupBy(
        ofName,
        ({ entity }) => collector && batchFor(collector, entity),
      );
      return [...byBatch].flatMap(([batch, some]) =>
        chunk(some, batch?.size ?? (collector?.batch ? AT_ONCE : 1)),
      );
    });
  }

  /**
   * @param calls - each of one collector, and of one way to answer for many
   * @returns the entities of which a fact has changed
   */
  async #collect(
    calls: Task[][],
    options: { inBatches: boolean; signal: AbortSignal },
  ): Promise<string[]> {
    const results = await Promise.all(
      calls.map(async tasks => {
        const collector = this.options.collectors.get(tasks[0].claim.name);
        return collector
          ? await this.#turns.take(collector.cost, options.signal, () =>
              this.#call(collector, tasks, options),
            )
          : [];
      }),
    );
    const changed = new Set<string>();
    for (const some of chunk(results.flat(), RESULTS_PER_SAVE)) {
      const saved = await this.options.store.save(some, toIso(this.#now()));
      saved.forEach(entityRef => changed.add(entityRef));
    }
    await this.#failResting(results.flat());
    await this.#hastenRecovered(results.flat());
    return [...changed];
  }

  async #call(
    collector: ConfiguredCollector,
    tasks: Task[],
    options: { inBatches: boolean; signal: AbortSignal },
  ): Promise<FactResult[]> {
    const resting = tasks.map(({ entity }) =>
      this.#rests.of(collector, entity),
    );
    const asked = tasks.filter((_, index) => !resting[index]);
    const answers =
      asked.length > 0 ? await this.#ask(collector, asked, options) : [];
    let next = 0;
    return tasks.flatMap((task, index) => {
      const found = resting[index] ?? answers[next++];
      const { claim } = task;
      if (found.status === 'unknown') {
        this.options.logger.debug(
          `Fact ${claim.name} of ${claim.entityRef} could not be collected: ${found.reason}`,
        );
      }
      const limits = { now: this.#now(), retentionMs: this.#retentionMs };
      return toResult(collector, task, found, limits) ?? [];
    });
  }

  /** The answer for each; sources that take no more calls rest from now on. */
  async #ask(
    collector: ConfiguredCollector,
    tasks: Task[],
    { inBatches, signal }: { inBatches: boolean; signal: AbortSignal },
  ): Promise<Collection[]> {
    const questions = tasks.map(({ claim, entity }) => ({
      entity,
      previous: claim.previous,
    }));
    const batch = inBatches && batchFor(collector, tasks[0].entity);
    const ask = async () => {
      const found = batch
        ? await collectFacts({ ...collector, batch }, questions, signal)
        : await Promise.all(
            questions.map(question => collectFact(collector, question, signal)),
          );
      const [{ status }, ...others] = found;
      return {
        found,
        status: others.every(other => other.status === status)
          ? status
          : 'mixed',
      };
    };
    const { found } = this.options.telemetry
      ? await this.options.telemetry.collection(collector.id, ask)
      : await ask();
    found.forEach((answer, index) => {
      if (answer.status === 'limited') {
        this.#rests.begin(collector, questions[index].entity, answer);
      }
    });
    return found;
  }

  /** What is due of a collector that rests waits for the same reason as what was asked for. */
  async #failResting(results: FactResult[]): Promise<void> {
    const reasons = new Map(
      results.flatMap(result =>
        result.status === 'limited'
          ? [[result.claim.name, result.reason] as const]
          : [],
      ),
    );
    for (const [name, reason] of reasons) {
      // Of several sources, the others go on, and what waits for this one is told as it falls due.
      if (this.options.collectors.get(name)?.sourceOf === undefined) {
        await this.options.store.fail(name, {
          reason,
          now: toIso(this.#now()),
        });
      }
    }
  }

  /**
   * When a source works again, its facts that began to fail at about the same time need not wait for their next try.
   * Those that have failed for longer, for reasons of their own, do.
   */
  async #hastenRecovered(results: FactResult[]): Promise<void> {
    for (const { claim, status } of results) {
      const collector = this.options.collectors.get(claim.name);
      if (
        collector &&
        claim.failingSince !== undefined &&
        (status === 'known' || status === 'not-modified')
      ) {
        await this.#hasten(collector, claim.failingSince);
      }
    }
  }

  async #hasten(
    { id, freshnessMs }: ConfiguredCollector,
    failingSince: string,
  ): Promise<void> {
    const now = this.#now();
    const last = this.#hastened.get(id);
    if (last && now.diff(last).toMillis() < HASTEN_EVERY_MS) {
      return;
    }
    this.#hastened.set(id, now);
    const since = DateTime.fromISO(failingSince);
    const spanMs = 1.1 * freshnessMs + OUTAGE_RESERVE_MS;
    await this.options.store.hasten(id, {
      from: toIso(since.minus(spanMs)),
      to: toIso(since.plus(spanMs)),
      now: toIso(now),
    });
  }
}

/** How the source of an entity answers for many entities at once; undefined where it does not. */
function batchFor(
  { batch, batchOf }: ConfiguredCollector,
  entity: Entity,
): ConfiguredCollector['batch'] {
  return batchOf ? batchOf(entity) : batch;
}

function chunk<T>(items: T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    chunks.push(items.slice(start, start + size));
  }
  return chunks;
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
