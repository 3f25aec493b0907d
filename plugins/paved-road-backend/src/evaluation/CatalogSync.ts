import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  Entity,
  isGroupEntity,
  RELATION_CHILD_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EvaluationRun } from '@paved-road/plugin-paved-road-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { EvaluationRunStore } from './EvaluationRunStore';
import { FleetUpdater, SharedRules } from './FleetUpdater';
import { PageOutcome } from './ScorecardEvaluator';
import { listTargetRefs } from '../catalog/catalogSnapshot';
import { includesKind, keptKinds } from '../catalog/entityRecord';
import { Team, TeamStore } from '../catalog/TeamStore';
import { EntityIndexStore } from '../catalog/EntityIndexStore';

/** Large, because the catalog selects all entities for each page. */
const PAGE_SIZE = 1_000;
const LONGEST_WAIT_MS = 60_000;

interface Pass {
  complete: boolean;
  seen: number;
}

/**
 * Keeps the index of entities, the teams and the scorecards in step with the catalog. It reads the
 * catalog page by page, so its memory does not grow with it.
 */
export class CatalogSync {
  readonly #firstWaitMs: number;
  #lastSeen = 0;

  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
      index: EntityIndexStore;
      teams: TeamStore;
      updater: FleetUpdater;
      rules: SharedRules;
      runs: EvaluationRunStore;
      logger: LoggerService;
      /** The first wait for a filling catalog; for tests. */
      firstWaitMs?: number;
    },
  ) {
    this.#firstWaitMs = options.firstWaitMs ?? 2_000;
  }

  /**
   * Passes over the catalog until two passes see the same number of entities, because a new catalog starts empty and
   * fills for a while.
   *
   * @param signal - stops it, at the latest after the next page
   * @returns whether the index and the scorecards cover the whole catalog
   */
  async run(signal: AbortSignal): Promise<boolean> {
    let wait = this.#firstWaitMs;
    for (;;) {
      const before = this.#lastSeen;
      const { complete, seen } = await this.#pass(signal);
      this.#lastSeen = seen;
      if (!complete || (seen > 0 && seen === before)) {
        return complete;
      }
      try {
        await sleep(wait, undefined, { signal });
      } catch {
        return false;
      }
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  }

  /** A pass is a run, which people can watch and cancel, unless the catalog is empty. */
  async #pass(signal: AbortSignal): Promise<Pass> {
    await this.options.rules.sync();
    const kinds = keptKinds(this.options.rules.current());
    const syncId = await this.options.index.beginSync();
    let run = undefined as EvaluationRun | undefined;
    const pages = this.#pages(kinds, async () => {
      run = await this.options.runs.start({
        trigger: 'schedule',
        total: await this.options.index.count(),
      });
    });
    let seen = 0;
    try {
      const outcomes = overlapping(pages, page =>
        this.#takeIn(page, kinds, syncId),
      );
      for await (const { looked, changed } of outcomes) {
        seen += looked;
        const state = await this.options.runs.advance(run!.id, {
          done: looked,
          changed,
        });
        if (state !== 'running') {
          this.options.logger.info(`Catalog sync: run ${run!.id} is ${state}`);
          return { complete: false, seen };
        }
        signal.throwIfAborted();
      }
      // An empty catalog has probably not read its locations yet.
      const missed = seen > 0 ? await this.#refreshUnseen(syncId, signal) : 0;
      if (run) {
        await this.options.runs.end(run.id, { state: 'finished' });
      }
      this.options.logger.debug(
        `Catalog sync: ${seen} entities seen, ${missed} missed`,
      );
      return { complete: true, seen };
    } catch (error) {
      if (run) {
        await this.#fail(run, signal, error);
      }
      if (signal.aborted) {
        return { complete: false, seen };
      }
      throw error;
    }
  }

  /**
   * @param kinds - to read, besides groups
   * @param onFirst - called before the first page, if there are entities
   */
  async *#pages(
    kinds: string[],
    onFirst: () => Promise<void>,
  ): AsyncGenerator<Entity[]> {
    const pages = this.options.catalog.streamEntities(
      { filter: { kind: [...kinds, 'Group'] }, pageSize: PAGE_SIZE },
      { credentials: await this.options.auth.getOwnServiceCredentials() },
    );
    let isFirst = true;
    for await (const page of readAhead(pages)) {
      if (page.length > 0) {
        if (isFirst) {
          await onFirst();
          isFirst = false;
        }
        yield page;
      }
    }
  }

  async #takeIn(
    page: Entity[],
    kinds: string[],
    syncId: string,
  ): Promise<PageOutcome> {
    await this.options.teams.upsert(
      page.filter(isGroupEntity).map(toTeam),
      syncId,
    );
    return await this.options.updater.update(
      page.filter(({ kind }) => includesKind(kinds, kind)),
      syncId,
    );
  }

  /*
   * Only after a complete pass, so that a failure removes nothing. Looks up each entity, because a pass misses entities
   * that move to an earlier page.
   */
  async #refreshUnseen(syncId: string, signal: AbortSignal): Promise<number> {
    let missed = 0;
    for (;;) {
      const entityRefs = await this.options.index.unseen(syncId, PAGE_SIZE);
      if (entityRefs.length === 0) {
        break;
      }
      await this.options.updater.refresh(entityRefs, syncId);
      missed += entityRefs.length;
      signal.throwIfAborted();
    }
    await this.options.teams.removeUnseen(syncId);
    return missed;
  }

  async #fail(
    run: EvaluationRun,
    signal: AbortSignal,
    error: unknown,
  ): Promise<void> {
    const problem = signal.aborted
      ? 'It was stopped, because the back end shut down or the timeout of the schedule was over.'
      : toError(error).message;
    try {
      await this.options.runs.end(run.id, { state: 'failed', problem });
    } catch {
      // The database is gone; the next pass ends it.
    }
  }
}

function toTeam(group: Entity): Team {
  return {
    entityRef: stringifyEntityRef(group),
    parentRef: listTargetRefs(group, RELATION_CHILD_OF)[0],
  };
}

/** Processes each page while the previous one is saved, and yields results in order. Waits for started pages at the end. */
async function* overlapping<T, R>(
  pages: AsyncIterable<T>,
  take: (page: T) => Promise<R>,
): AsyncGenerator<R> {
  const begun: Promise<R>[] = [];
  try {
    for await (const page of pages) {
      const result = take(page);
      // Handled where it is awaited.
      result.catch(() => {});
      begun.push(result);
      if (begun.length > 1) {
        yield await begun[0];
        begun.shift();
      }
    }
    if (begun.length > 0) {
      yield await begun[0];
    }
  } catch (error) {
    for (const result of await Promise.allSettled(begun)) {
      if (result.status === 'fulfilled') {
        yield result.value;
      }
    }
    throw error;
  } finally {
    await Promise.allSettled(begun);
  }
}

/** Requests each page while the previous one is processed. */
async function* readAhead<T>(pages: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = pages[Symbol.asyncIterator]();
  const request = () => {
    const page = iterator.next();
    // Handled where it is awaited.
    page.catch(() => {});
    return page;
  };
  let next = request();
  for (let page = await next; !page.done; page = await next) {
    next = request();
    yield page.value;
  }
}
