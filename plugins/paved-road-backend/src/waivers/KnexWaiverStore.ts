import { Page, WaiverFacts } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { VisibleEntities } from '../catalog/types';
import { countOf, PageRequest, selectPage } from '../database/paging';
import { isOneOf } from '../database/sql';
import { RecordTable } from '../records/RecordTable';
import { isInForce, isOverdue, isUnrenewed } from './inForce';
import { matching, orderOf, waiversWithEntity } from './waiverList';
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
  readonly #knex: Knex;
  readonly #records: RecordTable<StoredWaiver, WaiverRow>;

  constructor(knex: Knex) {
    this.#knex = knex;
    this.#records = new RecordTable(knex, {
      table: 'waivers',
      eventTable: 'waiver_events',
      foreignKey: 'waiver_id',
      toRow: toWaiverRow,
      fromRow: fromWaiverRow,
    });
  }

  async create(change: WaiverChange, idempotencyKey?: string) {
    return await this.#knex.transaction(async tx => {
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
    const { rows, nextCursor } = await selectPage<ListedRow>(
      selectListed(matching(this.#knex, filter, visible)),
      orderOf(filter),
      page,
    );
    return {
      items: await this.#records.withEvents(rows, fromListedRow),
      nextCursor,
      totalItems: await countOf(matching(this.#knex, filter, visible)),
    };
  }

  async inForce(
    entityRefs: string[],
    now: Date = DateTime.utc().toJSDate(),
  ): Promise<Map<string, WaiverFacts[]>> {
    const rows: FactsRow[] = await this.#knex('waivers as w')
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
      .where(isOneOf(this.#knex, 'entity_ref', entityRefs))
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
    const rows: ListedRow[] = await selectListed(waiversWithEntity(this.#knex))
      .where(isInForce(now))
      .where('w.expires_at', '<=', before)
      .whereNotNull('e.owner')
      .where(isUnrenewed(this.#knex))
      .orderBy(['w.expires_at', 'w.id'])
      .limit(limit);
    return await this.#records.withEvents(rows, fromListedRow);
  }

  async overdue(now: Date, limit: number): Promise<StoredWaiver[]> {
    const rows: WaiverRow[] = await this.#knex('waivers as w')
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
