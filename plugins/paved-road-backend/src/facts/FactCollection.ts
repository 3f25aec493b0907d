import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { DateTime } from 'luxon';
import { removeBookkeeping } from '../catalog/entityRecord';
import { hashJson } from '../database/hash';
import { Telemetry } from '../telemetry/Telemetry';
import { collectFact, collectFacts, Collection } from './collectFact';
import { ConfiguredCollector, FactCollectors } from './FactCollectors';
import { FactClaim, FactResult } from './StoredFact';
import { FactQueue } from './FactQueue';
import { FactStore } from './FactStore';
import {
  concurrency,
  LONGEST_PAUSE_MS,
  SourceLimiter,
  SourceLimiters,
} from './SourceLimiter';
import { LONGEST_RETRY_MS, Task, toIso, toResult } from './toResult';

/* A person waits for the result. */
const LONGEST_REQUEST_MS = 20_000;
/* Claims are in memory, with their entities and values. */
const MOST_CLAIMS = 1_000;
/* For reading entities and saving results, in addition to the calls of a claim. */
const CLAIM_RESERVE_MS = 60_000;
/* Saved in one transaction, with the numbers of their earlier values. */
const RESULTS_PER_SAVE = 100;
const ENDED_PER_STATEMENT = 1_000;
/* Facts of an outage begin to fail one after another, as they fall due. */
const OUTAGE_RESERVE_MS = 10 * 60_000;

export class FactCollection {
  readonly #hasScorecard: (entity: Entity) => boolean;
  readonly #retentionMs: number;
  readonly #now: () => DateTime;
  /** When failing facts were last made due, and since when they fail, by collector. */
  readonly #retried = new Map<string, { at: DateTime; since: DateTime }>();
  readonly #limiters: SourceLimiters;

  constructor(
    private readonly options: {
      store: Pick<FactStore, 'expect' | 'expire' | 'remove'>;
      queue: FactQueue;
      collectors: FactCollectors;
      catalog: CatalogService;
      auth: AuthService;
      logger: LoggerService;
      telemetry?: Telemetry;
      /** Facts of entities without a scorecard would be unused. Default: all have one. */
      hasScorecard?: (entity: Entity) => boolean;
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
    this.#limiters = new SourceLimiters({
      logger: options.logger,
      now: this.#now,
    });
  }

  /** Registers which facts entities should have; facts of new and changed entities are due at once. */
  async expect(entities: Entity[]): Promise<void> {
    await this.options.store.expect(
      entities.map(entity => ({
        entityRef: stringifyEntityRef(entity),
        names: this.#expectedNames(entity),
        hash: hashJson(removeBookkeeping(entity)),
      })),
    );
  }

  /** Makes all facts of a collector due, because it would now return other values. */
  async expire(name: string): Promise<void> {
    await this.options.store.expire(name);
  }

  /** Deletes the facts of entities, with pushed ones and the history. */
  async remove(entityRefs: string[]): Promise<void> {
    await this.options.store.remove(entityRefs);
  }

  /**
   * Collects all facts of an entity, due or not. Collectors that take longer than a person would wait finish in
   * {@link FactCollection.run}.
   */
  async collectNow(entity: Entity, signal: AbortSignal): Promise<void> {
    await this.expect([entity]);
    const names = this.#expectedNames(entity);
    if (names.length === 0) {
      return;
    }
    const now = this.#now();
    const claims = await this.options.queue.claim({
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
    const results = await Promise.all(
      claims.map(claim =>
        this.#collect(this.options.collectors.get(claim.name)!, {
          tasks: [{ claim, entity }],
          inBatches: false,
          signal: patience,
        }),
      ),
    );
    await this.#save(results.flat());
  }

  /** Makes facts unknown that have expired, or whose source has failed for longer than their grace. */
  async endOverdue(signal: AbortSignal): Promise<void> {
    const { queue } = this.options;
    await this.#endAll(signal, options => queue.endExpired(options));
    await this.#endAll(signal, options =>
      queue.endGraces(
        // A fact may wait for its turn, or for the end of a pause, when its grace ends.
        this.options.collectors.enabled().map(({ id, graceMs }) => ({
          name: id,
          before: toIso(this.#now().minus(graceMs + LONGEST_PAUSE_MS)),
        })),
        options,
      ),
    );
  }

  async #endAll(
    signal: AbortSignal,
    end: (options: { now: string; limit: number }) => Promise<string[]>,
  ): Promise<void> {
    let ended: string[];
    do {
      ended = await end({
        now: toIso(this.#now()),
        limit: ENDED_PER_STATEMENT,
      });
      if (ended.length > 0) {
        await this.options.onChanged(ended);
      }
    } while (ended.length > 0 && !signal.aborted);
  }

  /**
   * Collects due facts until none is left or the signal aborts. Several back ends may do so at the same time. Unfinished
   * facts are due again a little later.
   */
  async run(signal: AbortSignal): Promise<void> {
    const runs = await Promise.allSettled(
      this.options.collectors
        .enabled()
        .map(collector => this.#runCollector(collector, signal)),
    );
    const failure = runs.find(({ status }) => status === 'rejected');
    if (failure?.status === 'rejected') {
      throw failure.reason;
    }
  }

  async #runCollector(
    collector: ConfiguredCollector,
    signal: AbortSignal,
  ): Promise<void> {
    const { queue, onChanged } = this.options;
    const { id, cost, batch, timeoutMs } = collector;
    const atOnce = concurrency[cost];
    const limit = batch
      ? batch.size *
        Math.max(1, Math.min(atOnce, Math.floor(MOST_CLAIMS / batch.size)))
      : 2 * atOnce;
    const claimMs = 2 * timeoutMs + CLAIM_RESERVE_MS;
    while (!signal.aborted) {
      const now = this.#now();
      // Of several sources, one pause does not stop the others.
      const pause =
        collector.sourceOf === undefined &&
        this.#limiters.find(collector).paused;
      if (pause) {
        await queue.markFailing(id, { reason: pause.reason, now: toIso(now) });
        return;
      }
      const inTime = AbortSignal.any([signal, AbortSignal.timeout(claimMs)]);
      const claims = await queue.claim({
        name: id,
        limit,
        now: toIso(now),
        expiresAt: toIso(now.plus(claimMs)),
        longestDelayMs: Math.max(
          1.1 * collector.freshnessMs,
          1.1 * LONGEST_RETRY_MS,
          claimMs,
        ),
      });
      if (claims.length === 0) {
        return;
      }
      const save = async (results: FactResult[]) => {
        const changed = await this.#save(results);
        if (changed.length > 0) {
          await onChanged(changed);
        }
      };
      const results = await this.#collect(collector, {
        tasks: await this.#readEntities(claims),
        inBatches: true,
        signal: inTime,
        // A source without batches may need more calls than there is time for.
        ...(collector.batchOf && { onCalled: save }),
      });
      if (!collector.batchOf) {
        await save(results);
      }
      await this.#retryAfterOutage(collector, results);
    }
  }

  #expectedNames(entity: Entity): string[] {
    return this.#hasScorecard(entity)
      ? this.options.collectors.expected(entity)
      : [];
  }

  /** Pairs claims with their entities, and deletes the facts of entities that are gone. */
  async #readEntities(claims: FactClaim[]): Promise<Task[]> {
    const entityRefs = claims.map(({ entityRef }) => entityRef);
    const { items } = await this.options.catalog.getEntitiesByRefs(
      { entityRefs },
      { credentials: await this.options.auth.getOwnServiceCredentials() },
    );
    const gone = entityRefs.filter((_, index) => !items[index]);
    if (gone.length > 0) {
      await this.options.store.remove(gone);
    }
    return claims.flatMap((claim, index) => {
      const entity = items[index];
      return entity ? [{ claim, entity }] : [];
    });
  }

  async #collect(
    collector: ConfiguredCollector,
    options: {
      tasks: Task[];
      inBatches: boolean;
      signal: AbortSignal;
      /** Called with the results of each call. */
      onCalled?: (results: FactResult[]) => Promise<void>;
    },
  ): Promise<FactResult[]> {
    const { tasks, inBatches, signal, onCalled } = options;
    const bySource = Map.groupBy(tasks, ({ entity }) =>
      this.#limiters.find(collector, entity),
    );
    const calls = [...bySource].flatMap(([limiter, some]) => {
      const byBatch = Map.groupBy(
        some,
        ({ entity }) =>
          (inBatches || undefined) &&
          (collector.batchOf ? collector.batchOf(entity) : collector.batch),
      );
      return [...byBatch].flatMap(([batch, ofBatch]) =>
        chunk(ofBatch, batch?.size ?? 1).map(async asked => {
          const results = await limiter.run(signal, () =>
            this.#call({ ...collector, batch }, asked, limiter, signal),
          );
          await onCalled?.(results);
          return results;
        }),
      );
    });
    return (await Promise.all(calls)).flat();
  }

  /** @param collector - with the batch to use; without one, there is one task */
  async #call(
    collector: ConfiguredCollector,
    tasks: Task[],
    limiter: SourceLimiter,
    signal: AbortSignal,
  ): Promise<FactResult[]> {
    const { paused } = limiter;
    const answers = paused
      ? tasks.map(() => paused)
      : await this.#ask(collector, tasks, signal);
    return tasks.flatMap((task, index) => {
      const { claim } = task;
      const answer = answers[index];
      if (answer.status === 'unknown') {
        this.options.logger.debug(
          `Fact ${claim.name} of ${claim.entityRef} could not be collected: ${answer.reason}`,
        );
      }
      const found =
        answer.status === 'limited' && !paused ? limiter.pause(answer) : answer;
      const limits = { now: this.#now(), retentionMs: this.#retentionMs };
      return toResult(collector, task, found, limits) ?? [];
    });
  }

  async #ask(
    collector: ConfiguredCollector,
    tasks: Task[],
    signal: AbortSignal,
  ): Promise<Collection[]> {
    const { telemetry } = this.options;
    const questions = tasks.map(({ claim, entity }) => ({
      entity,
      previous: claim.previous,
      lastEtag: claim.lastEtag,
    }));
    const { batch } = collector;
    const ask = async () => {
      const found = batch
        ? await collectFacts({ ...collector, batch }, questions, signal)
        : [await collectFact(collector, questions[0], signal)];
      const statuses = new Set(found.map(({ status }) => status));
      return { found, status: statuses.size > 1 ? 'mixed' : found[0].status };
    };
    const { found } = await (telemetry
      ? telemetry.collection(collector.id, ask)
      : ask());
    return found;
  }

  /** @returns the entities with a fact that changed */
  async #save(results: FactResult[]): Promise<string[]> {
    const changed = new Set<string>();
    for (const some of chunk(results, RESULTS_PER_SAVE)) {
      const saved = await this.options.queue.save(some, toIso(this.#now()));
      saved.forEach(entityRef => changed.add(entityRef));
    }
    return [...changed];
  }

  /**
   * After an outage, facts in long waits are tried again at once. Facts that have failed for longer have other
   * causes, and keep waiting.
   */
  async #retryAfterOutage(
    { id, freshnessMs }: ConfiguredCollector,
    results: FactResult[],
  ): Promise<void> {
    const recovered = results.flatMap(({ status, claim }) =>
      status === 'known' || status === 'not-modified'
        ? (claim.failingSince ?? [])
        : [],
    );
    const [first] = recovered.sort();
    if (first === undefined) {
      return;
    }
    const now = this.#now();
    const since = DateTime.fromISO(first).minus(
      1.1 * freshnessMs + OUTAGE_RESERVE_MS,
    );
    const last = this.#retried.get(id);
    // One flapping entity must not make the failing facts of others due again and again.
    const isCovered =
      last &&
      last.since <= since &&
      last.at <= now &&
      now < last.at.plus({ minutes: 1 });
    if (!isCovered) {
      this.#retried.set(id, { at: now, since });
      await this.options.queue.retryFailing(id, {
        since: toIso(since),
        now: toIso(now),
      });
    }
  }
}

function chunk<T>(items: T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    chunks.push(items.slice(start, start + size));
  }
  return chunks;
}
