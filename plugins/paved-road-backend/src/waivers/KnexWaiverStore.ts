import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import {
  Page,
  WaiverEvent,
  WaiverFacts,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { VisibleEntities } from '../catalog/types';
import { insertNew } from '../database/insertNew';
import { isOneOf } from '../database/sql';
import {
  cursorAfter,
  inOrder,
  isUnrenewed,
  matching,
  orderOf,
  waiversWithEntity,
} from './waiverList';
import {
  EntityColumns,
  EventRow,
  FactsRow,
  fromEventRow,
  fromListedRow,
  fromWaiverRow,
  toEventRow,
  toWaiverFacts,
  toWaiverRow,
  WaiverRow,
} from './waiverRows';
import {
  ListedWaiver,
  StoredWaiver,
  WaiverChange,
  WaiverFilter,
  WaiverStore,
} from './WaiverStore';

/** Rolls a transaction back because another writer was faster. */
class StaleWrite extends Error {}

type ListedRow = WaiverRow & EntityColumns;

/** WaiverStore in the tables `waivers` and `waiver_events`. */
export class KnexWaiverStore implements WaiverStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async create(change: WaiverChange, idempotencyKey?: string) {
    const { waiver, event } = change;
    return await this.#knex.transaction(async tx => {
      const isNew = await insertNew(tx, 'waivers', {
        ...toWaiverRow(waiver, 1),
        idempotency_key: idempotencyKey ?? null,
      });
      if (isNew) {
        await tx('waiver_events').insert(toEventRow(waiver.id, event));
        return {
          created: true,
          waiver: { ...waiver, revision: 1, events: [event] },
        };
      }
      const repeated =
        idempotencyKey === undefined
          ? undefined
          : await this.#findRequest(tx, waiver, idempotencyKey);
      return repeated && { created: false, waiver: repeated };
    });
  }

  async get(id: string): Promise<StoredWaiver | undefined> {
    const [waiver] = await this.#read(this.#knex, query => query.where({ id }));
    return waiver;
  }

  async findRequest(
    requestedBy: string,
    entityRef: string,
    idempotencyKey: string,
  ): Promise<StoredWaiver | undefined> {
    return await this.#findRequest(
      this.#knex,
      { requestedBy, entityRef },
      idempotencyKey,
    );
  }

  async save(changes: WaiverChange[]): Promise<StoredWaiver[] | undefined> {
    try {
      return await this.#knex.transaction(async tx => {
        const saved: StoredWaiver[] = [];
        for (const { waiver, event } of changes) {
          const { id, revision } = waiver;
          const updated = await tx('waivers')
            .where({ id, revision })
            .update(toWaiverRow(waiver, revision + 1));
          if (updated === 0) {
            throw new StaleWrite();
          }
          await tx('waiver_events').insert(toEventRow(id, event));
          saved.push({
            ...waiver,
            revision: revision + 1,
            events: [...waiver.events, event],
          });
        }
        return saved;
      });
    } catch (error) {
      if (error instanceof StaleWrite || isDatabaseConflictError(error)) {
        return undefined;
      }
      throw error;
    }
  }

  async live(entityRef: string, checkId: string): Promise<StoredWaiver[]> {
    return await this.#read(this.#knex, query =>
      query
        .where({ entity_ref: entityRef, check_id: checkId })
        .whereIn('status', ['requested', 'approved']),
    );
  }

  async renewalsOf(ids: string[]): Promise<Map<string, StoredWaiver>> {
    const renewals = await this.#read(this.#knex, query =>
      query.whereIn('renews', ids).orderBy(['requested_at', 'id']),
    );
    return new Map(
      renewals.flatMap(renewal =>
        renewal.renews === undefined ? [] : [[renewal.renews, renewal]],
      ),
    );
  }

  async list(
    filter: WaiverFilter,
    page: { limit: number; cursor?: string },
    visible: VisibleEntities,
  ): Promise<Page<ListedWaiver>> {
    const order = orderOf(filter);
    const query = selectListed(matching(this.#knex, filter, visible)).limit(
      page.limit + 1,
    );
    inOrder(query, order, page.cursor);
    const rows: ListedRow[] = await query;
    const pageRows = rows.slice(0, page.limit);
    const last = pageRows.at(-1);
    const [{ total }] = await matching(this.#knex, filter, visible).count({
      total: '*',
    });
    return {
      items: await this.#withEvents(this.#knex, pageRows, fromListedRow),
      nextCursor:
        rows.length > page.limit && last ? cursorAfter(last, order) : undefined,
      totalItems: Number(total),
    };
  }

  async inForce(
    entityRefs: string[],
    now: Date = DateTime.utc().toJSDate(),
  ): Promise<Map<string, WaiverFacts[]>> {
    const rows: FactsRow[] = await this.#knex('waivers')
      .select(
        'id',
        'entity_ref',
        'check_id',
        'reason',
        'requested_by',
        'decided_by',
        'expires_at',
      )
      .where('status', 'approved')
      .where('expires_at', '>', now)
      .where(isOneOf(this.#knex, 'entity_ref', entityRefs))
      .orderBy(['entity_ref', 'check_id']);
    const inForce = new Map<string, WaiverFacts[]>();
    for (const row of rows) {
      const waivers = inForce.get(row.entity_ref) ?? [];
      waivers.push(toWaiverFacts(row));
      inForce.set(row.entity_ref, waivers);
    }
    return inForce;
  }

  async expiringSoon(
    before: Date,
    limit: number,
    now: Date = DateTime.utc().toJSDate(),
  ): Promise<ListedWaiver[]> {
    const rows: ListedRow[] = await selectListed(waiversWithEntity(this.#knex))
      .where('w.status', 'approved')
      .where('w.expires_at', '>', now)
      .where('w.expires_at', '<=', before)
      .whereNotNull('e.owner')
      .where(isUnrenewed(this.#knex))
      .orderBy(['w.expires_at', 'w.id'])
      .limit(limit);
    return await this.#withEvents(this.#knex, rows, fromListedRow);
  }

  async overdue(now: Date, limit: number): Promise<StoredWaiver[]> {
    return await this.#read(this.#knex, query =>
      query
        .whereIn('status', ['requested', 'approved'])
        .where('expires_at', '<=', now)
        .orderBy(['expires_at', 'id'])
        .limit(limit),
    );
  }

  async #findRequest(
    knex: Knex,
    request: Pick<StoredWaiver, 'requestedBy' | 'entityRef'>,
    idempotencyKey: string,
  ): Promise<StoredWaiver | undefined> {
    const [waiver] = await this.#read(knex, query =>
      query.where({
        requested_by: request.requestedBy,
        entity_ref: request.entityRef,
        idempotency_key: idempotencyKey,
      }),
    );
    return waiver;
  }

  async #read(
    knex: Knex,
    select: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<StoredWaiver[]> {
    const rows: WaiverRow[] = await select(knex('waivers').select('*'));
    return await this.#withEvents(knex, rows, fromWaiverRow);
  }

  async #withEvents<Row extends WaiverRow, T>(
    knex: Knex,
    rows: Row[],
    toWaiver: (row: Row, events: WaiverEvent[]) => T,
  ): Promise<T[]> {
    const eventRows: EventRow[] =
      rows.length === 0
        ? []
        : await knex('waiver_events')
            .where(
              isOneOf(
                knex,
                'waiver_id',
                rows.map(row => row.id),
              ),
            )
            .orderBy('id');
    const events = Map.groupBy(eventRows, row => row.waiver_id);
    return rows.map(row =>
      toWaiver(row, (events.get(row.id) ?? []).map(fromEventRow)),
    );
  }
}

function selectListed(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.select('w.*', 'e.title as entity_title', 'e.owner');
}
