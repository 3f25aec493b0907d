import { Page, WaiverFacts } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { VisibleEntities } from '../catalog/types';
import {
  countOf,
  PageRequest,
  selectPage,
  TimeOrder,
} from '../database/paging';
import { isOneOf } from '../database/sql';
import { visibleIn } from '../records/visibleIn';
import { RecordTable } from '../records/RecordTable';
import {
  EntityColumns,
  FactsRow,
  fromListedRow,
  fromWaiverRow,
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

type ListedRow = WaiverRow & EntityColumns;

/** WaiverStore in the tables `waivers` and `waiver_events`. */
export class KnexWaiverStore implements WaiverStore {
  readonly #records: RecordTable<StoredWaiver, WaiverRow>;

  constructor(private readonly knex: Knex) {
    this.#records = new RecordTable(knex, {
      table: 'waivers',
      eventTable: 'waiver_events',
      foreignKey: 'waiver_id',
      toRow: toWaiverRow,
      fromRow: fromWaiverRow,
    });
  }

  async create(change: WaiverChange, idempotencyKey?: string) {
    return await this.knex.transaction(async tx => {
      const created = await this.#records.insert(tx, change, idempotencyKey);
      if (created) {
        return { created: true, waiver: created };
      }
      const repeated =
        idempotencyKey === undefined
          ? undefined
          : await this.#findRequest(change.record, idempotencyKey, tx);
      return repeated && { created: false, waiver: repeated };
    });
  }

  async get(id: string): Promise<StoredWaiver | undefined> {
    const [waiver] = await this.#records.read(query => query.where({ id }));
    return waiver;
  }

  async findRequest(
    requestedBy: string,
    entityRef: string,
    idempotencyKey: string,
  ): Promise<StoredWaiver | undefined> {
    return await this.#findRequest({ requestedBy, entityRef }, idempotencyKey);
  }

  async save(changes: WaiverChange[]): Promise<StoredWaiver[] | undefined> {
    return await this.#records.save(changes);
  }

  async live(entityRef: string, checkId: string): Promise<StoredWaiver[]> {
    return await this.#records.read(query =>
      query
        .where({ entity_ref: entityRef, check_id: checkId })
        .whereIn('status', ['requested', 'approved']),
    );
  }

  async renewalsOf(ids: string[]): Promise<Map<string, StoredWaiver>> {
    const renewals = await this.#records.read(query =>
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
    page: PageRequest,
    visible: VisibleEntities,
  ): Promise<Page<ListedWaiver>> {
    const present = await visibleIn(this.knex, 'waivers', visible);
    const { rows, nextCursor } = await selectPage<ListedRow>(
      selectListed(matching(this.knex, filter, present)),
      orderOf(filter),
      page,
    );
    return {
      items: await this.#records.withEvents(rows, fromListedRow),
      nextCursor,
      totalItems: await countOf(matching(this.knex, filter, present)),
    };
  }

  async inForce(
    entityRefs: string[],
    now: Date = DateTime.utc().toJSDate(),
  ): Promise<Map<string, WaiverFacts[]>> {
    const rows: FactsRow[] = await this.knex('waivers as w')
      .select(
        'id',
        'entity_ref',
        'check_id',
        'reason',
        'requested_by',
        'decided_by',
        'expires_at',
      )
      .where(isInForce(now))
      .where(isOneOf(this.knex, 'entity_ref', entityRefs))
      .orderBy(['entity_ref', 'check_id']);
    const byEntity = Map.groupBy(rows, row => row.entity_ref);
    return new Map(
      [...byEntity].map(([ref, waivers]) => [ref, waivers.map(toWaiverFacts)]),
    );
  }

  async expiringSoon(
    before: Date,
    limit: number,
    now: Date = DateTime.utc().toJSDate(),
  ): Promise<ListedWaiver[]> {
    const rows: ListedRow[] = await selectListed(waiversWithEntity(this.knex))
      .where(isInForce(now))
      .where('w.expires_at', '<=', before)
      .whereNotNull('e.owner')
      .where(isUnrenewed(this.knex))
      .orderBy(['w.expires_at', 'w.id'])
      .limit(limit);
    return await this.#records.withEvents(rows, fromListedRow);
  }

  async overdue(now: Date, limit: number): Promise<StoredWaiver[]> {
    const rows: WaiverRow[] = await this.knex('waivers as w')
      .select('w.*')
      .where(isOverdue(now))
      .orderBy(['w.expires_at', 'w.id'])
      .limit(limit);
    return await this.#records.withEvents(rows, fromWaiverRow);
  }

  async #findRequest(
    request: Pick<StoredWaiver, 'requestedBy' | 'entityRef'>,
    idempotencyKey: string,
    tx?: Knex.Transaction,
  ): Promise<StoredWaiver | undefined> {
    const [waiver] = await this.#records.read(
      query =>
        query.where({
          requested_by: request.requestedBy,
          entity_ref: request.entityRef,
          idempotency_key: idempotencyKey,
        }),
      tx,
    );
    return waiver;
  }
}

function selectListed(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.select('w.*', 'e.title as entity_title', 'e.owner');
}

/** The order that a list with a filter is in. */
function orderOf({ status, expiringBefore }: WaiverFilter): TimeOrder {
  if (expiringBefore || status === 'approved') {
    return orderBy('expiry', 'expires_at', 'asc');
  }
  return status === 'requested'
    ? orderBy('oldest', 'requested_at', 'asc')
    : orderBy('newest', 'requested_at', 'desc');
}

function orderBy(
  name: string,
  column: string,
  direction: TimeOrder['direction'],
): TimeOrder {
  return { name, table: 'w', column, direction };
}

/** The waivers, as `w`, each with what the index knows of its entity, as `e`. */
function waiversWithEntity(knex: Knex): Knex.QueryBuilder {
  return knex('waivers as w').leftJoin(
    'entities as e',
    'e.entity_ref',
    'w.entity_ref',
  );
}

/** The waivers that a list contains. */
function matching(
  knex: Knex,
  filter: WaiverFilter,
  visible: VisibleEntities,
): Knex.QueryBuilder {
  const query = waiversWithEntity(knex);
  if (!visible.all) {
    query.where(isOneOf(knex, 'w.entity_ref', visible.entityRefs));
  }
  if (filter.status) {
    query.where('w.status', filter.status);
  }
  if (filter.entityRef !== undefined) {
    query.where('w.entity_ref', filter.entityRef);
  }
  if (filter.checkId !== undefined) {
    query.where('w.check_id', filter.checkId);
  }
  if (filter.owner !== undefined) {
    query.where('e.owner', filter.owner);
  }
  if (filter.owners) {
    query.where(isOneOf(knex, 'e.owner', filter.owners));
  }
  if (filter.requestedBy !== undefined) {
    query.where('w.requested_by', filter.requestedBy);
  }
  if (filter.notRequestedBy !== undefined) {
    query.whereNot('w.requested_by', filter.notRequestedBy);
  }
  if (filter.unrenewed) {
    query.where(isUnrenewed(knex));
  }
  if (filter.expiringBefore) {
    query
      .where('w.status', 'approved')
      .where('w.expires_at', '<=', filter.expiringBefore);
  }
  if (filter.inForceAt) {
    query.where(wasInForce(knex, filter.inForceAt));
  }
  return query;
}

/*
 * When waivers, as `w`, have an effect, as conditions of SQL. `isInForce` of the common package is the same rule for
 * one waiver.
 */

/** Whether a waiver has an effect: from its approval until its expiry. */
function isInForce(now: Date): Knex.QueryCallback {
  return query =>
    query.where('w.status', 'approved').where('w.expires_at', '>', now);
}

/** Whether a waiver, or a request, is over but does not say so yet. */
function isOverdue(now: Date): Knex.QueryCallback {
  return query =>
    query
      .whereIn('w.status', ['requested', 'approved'])
      .where('w.expires_at', '<=', now);
}

/** Whether no request waits that continues a waiver. */
function isUnrenewed(knex: Knex): Knex.QueryCallback {
  return query =>
    query.whereNotExists(
      knex('waivers as renewal')
        .select('renewal.id')
        .where('renewal.renews', knex.ref('w.id'))
        .where('renewal.status', 'requested'),
    );
}

/**
 * Whether a waiver had an effect at a moment. What became of it since does not matter. One that is renewed keeps its
 * expiry, and ends with the approval of the renewal, which its history says.
 */
function wasInForce(knex: Knex, at: Date): Knex.QueryCallback {
  return query =>
    query
      .whereNot('w.status', 'rejected')
      .where('w.decided_at', '<=', at)
      .where('w.expires_at', '>', at)
      .where(end =>
        end.whereNull('w.revoked_at').orWhere('w.revoked_at', '>', at),
      )
      .whereNotExists(
        knex('waiver_events as event')
          .select('event.id')
          .where('event.waiver_id', knex.ref('w.id'))
          .where('event.action', 'renewed')
          .where('event.at', '<=', at),
      );
}
