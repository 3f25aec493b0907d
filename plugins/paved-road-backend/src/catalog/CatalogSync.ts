import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { DateTime } from 'luxon';
import { setTimeout as sleep } from 'node:timers/promises';
import { assessableKinds, toEntityRecord } from './entityRecord';
import { EntityIndexStore } from './types';

/** Takes part in a sync of the catalog. */
export interface CatalogSyncListener {
  /** One page of entities, which are in the index by now. */
  evaluatePage(entities: Entity[]): Promise<void>;
  /** The entities that are in the catalog no more. */
  removeEntities(entityRefs: string[]): Promise<void>;
}

const PAGE_SIZE = 200;
const LONGEST_WAIT_MS = 60_000;

/** An id for a sync that starts now; later ids sort after earlier ones. */
export function newSyncId(now: DateTime = DateTime.utc()): string {
  return now.toUTC().toISO() ?? '';
}

/**
 * Keeps the index of entities, and whoever listens, in step with the catalog. It reads the catalog
 * page by page, so its memory does not grow with it.
 */
export class CatalogSync {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #index: EntityIndexStore;
  readonly #listener: CatalogSyncListener;
  readonly #logger: LoggerService;
  readonly #firstWaitMs: number;
  #lastSeen = 0;

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    index: EntityIndexStore;
    listener: CatalogSyncListener;
    logger: LoggerService;
    /** How long to wait for a catalog that fills, at first; for tests. */
    firstWaitMs?: number;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#index = options.index;
    this.#listener = options.listener;
    this.#logger = options.logger;
    this.#firstWaitMs = options.firstWaitMs ?? 2_000;
  }

  /**
   * Passes over the catalog until one sees as many entities as the one before it, because the
   * catalog of a portal that has just started is empty and fills for a while.
   *
   * @param signal - stops it, at the latest before the next page
   */
  async run(signal: AbortSignal): Promise<void> {
    let wait = this.#firstWaitMs;
    for (;;) {
      const before = this.#lastSeen;
      this.#lastSeen = await this.#pass(signal);
      if (this.#lastSeen > 0 && this.#lastSeen === before) {
        return;
      }
      try {
        await sleep(wait, undefined, { signal });
      } catch {
        return;
      }
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  }

  /**
   * What a pass did not see is removed only when it is complete, so a failure on the way removes
   * nothing.
   */
  async #pass(signal: AbortSignal): Promise<number> {
    const syncId = newSyncId();
    let seen = 0;
    let cursor: string | undefined;
    do {
      if (signal.aborted) {
        return seen;
      }
      const page = await this.#readPage(cursor);
      await this.#index.upsert(page.items.map(toEntityRecord), syncId);
      await this.#listener.evaluatePage(page.items);
      seen += page.items.length;
      cursor = page.pageInfo.nextCursor;
    } while (cursor);

    // A catalog with nothing in it is most likely one that has not read its locations yet.
    if (seen === 0) {
      this.#logger.debug(
        'The catalog has no components or systems; what is known of earlier ones stays',
      );
      return seen;
    }
    const vanished = await this.#index.removeUnseen(syncId);
    if (vanished.length > 0) {
      await this.#listener.removeEntities(vanished);
    }
    this.#logger.debug(
      `Catalog sync: ${seen} entities seen, ${vanished.length} gone`,
    );
    return seen;
  }

  async #readPage(cursor: string | undefined) {
    const credentials = await this.#auth.getOwnServiceCredentials();
    return await this.#catalog.queryEntities(
      cursor
        ? { cursor, limit: PAGE_SIZE }
        : {
            filter: { kind: assessableKinds },
            limit: PAGE_SIZE,
            totalItems: 'exclude',
          },
      { credentials },
    );
  }
}
