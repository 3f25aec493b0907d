import { markWritten } from '../evaluation/DueEntityStore';
import {
  Page,
  WaiverEvent,
  WaiverFacts,
  WaiverSignature,
  WaiverState,
  WaiverStatus,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { VisibleEntities } from '../catalog/types';
import { isVisible } from '../catalog/visibleRows';
import {
  countAll,
  PageRequest,
  selectPage,
  TimeOrder,
} from '../database/paging';
import { createInCondition, StoredTime, toIsoTime } from '../database/sql';
import { RecordChange, RecordTable } from '../records/RecordTable';

export type StoredWaiver = WaiverContent & WaiverState;

/** The fields that do not depend on the status. */
export interface WaiverContent {
  id: string;
  entityRef: string;
  checkId: string;
  revision: number;
  reason: string;
  /** ISO 8601, as all times. */
  expiresAt: string;
  /** Entity reference of the user or service. */
  requestedBy: string;
  requestedAt: string;
  /** Id of the waiver that it continues. */
  renews?: string;
  /** Oldest first. */
  events: WaiverEvent[];
}

export type WaiverChange = RecordChange<StoredWaiver>;

/** A waiver in a list, with its entity's title and owner. */
export type ListedWaiver = StoredWaiver & {
  /** Undefined if the entity is no longer in the catalog. */
  entityTitle?: string;
  owner?: string;
};

/** Conditions on the waivers of a list, all of which must match. */
export interface WaiverFilter {
  status?: WaiverStatus;
  entityRef?: string;
  checkId?: string;
  owner?: string;
  /** Any of these. */
  owners?: string[];
  requestedBy?: string;
  notRequestedBy?: string;
  /** Without waivers that an open request continues. */
  unrenewed?: boolean;
  /** Only approved waivers that end before; soonest first. */
  expiringBefore?: Date;
  expiringAfter?: Date;
  /** Only requests and waivers that have ended by this time, but whose status is still open; earliest end first. */
  overdueAt?: Date;
  /** Only waivers in force at this time: approved by then, and neither over nor renewed yet. */
  inForceAt?: Date;
}

/** A row of the table `waivers`. */
interface WaiverRow {
  id: string;
  entity_ref: string;
  check_id: string;
  status: WaiverStatus;
  revision: number;
  reason: string;
  expires_at: StoredTime;
  requested_by: string;
  requested_at: StoredTime;
  renews: string | null;
  decided_by: string | null;
  decided_at: StoredTime | null;
  decision_comment: string | null;
  revoked_by: string | null;
  revoked_at: StoredTime | null;
  revocation_comment: string | null;
}

/** The entity of a waiver; null if it is no longer in the catalog. */
interface EntityColumns {
  entity_title: string | null;
  owner: string | null;
}

/** Columns for an evaluation. */
type FactsRow = Pick<
  WaiverRow,
  'id' | 'entity_ref' | 'check_id' | 'reason' | 'requested_by' | 'expires_at'
> & { decided_by: string };

type ListedRow = WaiverRow & EntityColumns;

/** Stores waivers and their events. Each write is one transaction. Tables: `waivers` and `waiver_events`. */
export class WaiverStore {
  readonly #records: RecordTable<StoredWaiver, WaiverRow>;

  constructor(private readonly knex: Knex) {
    this.#records = new RecordTable(knex, {
      table: 'waivers',
      eventTable: 'waiver_events',
      foreignKey: 'waiver_id',
      toRow: toWaiverRow,
      fromRow: fromWaiverRow,
      onWritten: markWritten,
    });
  }

  /**
   * Stores a new request, unless the same person has already sent one for the entity with the same idempotency key; then
   * returns that one.
   *
   * @returns undefined, without a write, if another request is open for the same check of the entity or continues the
   *   same waiver
   */
  async create(change: WaiverChange, idempotencyKey?: string) {
    return await this.knex.transaction(async tx => {
      const created = await this.#records.insert(tx, change, idempotencyKey);
      if (created) {
        return { created: true, waiver: created };
      }
      const { requestedBy, entityRef } = change.record;
      const repeated =
        idempotencyKey === undefined
          ? undefined
          : await this.findRequest(requestedBy, entityRef, idempotencyKey, tx);
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
    knex: Knex = this.knex,
  ): Promise<StoredWaiver | undefined> {
    const [waiver] = await this.#records.read(
      query =>
        query.where({
          requested_by: requestedBy,
          entity_ref: entityRef,
          idempotency_key: idempotencyKey,
        }),
      knex,
    );
    return waiver;
  }

  /**
   * Writes the changes in the given order, each with its event.
   *
   * @returns the waivers with their new revisions; undefined, without a write, if one was written since it was read or if
   *   a check of an entity would get a second waiver in force
   */
  async save(changes: WaiverChange[]): Promise<StoredWaiver[] | undefined> {
    return await this.#records.save(changes);
  }

  /** The requested and approved waivers of a check of an entity; at most one each. */
  async findOpen(entityRef: string, checkId: string): Promise<StoredWaiver[]> {
    return await this.#records.read(query =>
      query
        .where({ entity_ref: entityRef, check_id: checkId })
        .whereIn('status', ['requested', 'approved']),
    );
  }

  /** The newest request that continues each waiver, by the id of the continued waiver. One query. */
  async findRenewals(ids: string[]): Promise<Map<string, StoredWaiver>> {
    const renewals = await this.#records.read(query =>
      query.whereIn('renews', ids).orderBy(['requested_at', 'id']),
    );
    return new Map(
      renewals.flatMap(renewal =>
        renewal.renews === undefined ? [] : [[renewal.renews, renewal]],
      ),
    );
  }

  /**
   * Lists the newest requests first; open requests, oldest first; approved and overdue waivers, earliest end first.
   *
   * @throws InputError if the cursor is not from a list in this order
   */
  async list(
    filter: WaiverFilter,
    page: PageRequest,
    visible: VisibleEntities,
  ): Promise<Page<ListedWaiver>> {
    const read = await selectPage<ListedRow>(
      selectListed(matching(this.knex, filter, visible)),
      chooseOrder(filter),
      page,
    );
    return {
      items: await this.#records.withEvents(read.rows, fromListedRow),
      nextCursor: read.nextCursor,
      totalItems: await countAll(
        page,
        read,
        matching(this.knex, filter, visible),
      ),
    };
  }

  async inForce(
    entityRefs: string[],
    now: Date = DateTime.utc().toJSDate(),
  ): Promise<Map<string, WaiverFacts[]>> {
    const rows: FactsRow[] = await this.knex('waivers')
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
      .where(createInCondition(this.knex, 'entity_ref', entityRefs))
      .orderBy(['entity_ref', 'check_id']);
    const byEntity = Map.groupBy(rows, row => row.entity_ref);
    return new Map(
      [...byEntity].map(([ref, waivers]) => [ref, waivers.map(toWaiverFacts)]),
    );
  }
}

function selectListed(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.select('w.*', 'e.title as entity_title', 'e.owner');
}

function chooseOrder({
  status,
  expiringBefore,
  overdueAt,
}: WaiverFilter): TimeOrder {
  if (expiringBefore || overdueAt || status === 'approved') {
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

/** The waivers as `w`, joined with their entities as `e`. */
function waiversWithEntity(knex: Knex): Knex.QueryBuilder {
  return knex('waivers as w').leftJoin(
    'entities as e',
    'e.entity_ref',
    'w.entity_ref',
  );
}

function matching(
  knex: Knex,
  filter: WaiverFilter,
  visible: VisibleEntities,
): Knex.QueryBuilder {
  const query = waiversWithEntity(knex);
  if (!visible.all) {
    query.where(isVisible(knex, visible, 'w.entity_ref', 'e.class_id'));
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
    query.where(createInCondition(knex, 'e.owner', filter.owners));
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
  if (filter.expiringAfter) {
    query.where('w.expires_at', '>', filter.expiringAfter);
  }
  if (filter.overdueAt) {
    query
      .whereIn('w.status', ['requested', 'approved'])
      .where('w.expires_at', '<=', filter.overdueAt);
  }
  if (filter.inForceAt) {
    query.where(wasInForce(knex, filter.inForceAt));
  }
  return query;
}

/** Whether no open request continues the waiver `w`. */
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
 * Whether a waiver was in force at a time, regardless of later changes. A renewed waiver keeps its expiry, but ends with
 * the approval of the renewal, which is in its history.
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

function toWaiverRow(waiver: StoredWaiver, revision: number): WaiverRow {
  const decision = 'decision' in waiver ? waiver.decision : undefined;
  const revocation = 'revocation' in waiver ? waiver.revocation : undefined;
  return {
    id: waiver.id,
    entity_ref: waiver.entityRef,
    check_id: waiver.checkId,
    status: waiver.status,
    revision,
    reason: waiver.reason,
    expires_at: new Date(waiver.expiresAt),
    requested_by: waiver.requestedBy,
    requested_at: new Date(waiver.requestedAt),
    renews: waiver.renews ?? null,
    decided_by: decision?.by ?? null,
    decided_at: decision ? new Date(decision.at) : null,
    decision_comment: decision?.comment ?? null,
    revoked_by: revocation?.by ?? null,
    revoked_at: revocation ? new Date(revocation.at) : null,
    revocation_comment: revocation?.comment ?? null,
  };
}

function fromWaiverRow(row: WaiverRow, events: WaiverEvent[]): StoredWaiver {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    checkId: row.check_id,
    revision: row.revision,
    reason: row.reason,
    expiresAt: toIsoTime(row.expires_at),
    requestedBy: row.requested_by,
    requestedAt: toIsoTime(row.requested_at),
    renews: row.renews ?? undefined,
    events,
    ...parseWaiverState(row),
  };
}

function fromListedRow(
  row: WaiverRow & EntityColumns,
  events: WaiverEvent[],
): ListedWaiver {
  return {
    ...fromWaiverRow(row, events),
    entityTitle: row.entity_title ?? undefined,
    owner: row.owner ?? undefined,
  };
}

function toWaiverFacts(row: FactsRow): WaiverFacts {
  return {
    id: row.id,
    checkId: row.check_id,
    reason: row.reason,
    requestedBy: row.requested_by,
    approvedBy: row.decided_by,
    expiresAt: toIsoTime(row.expires_at),
  };
}

function parseWaiverState(row: WaiverRow): WaiverState {
  const decision = toSignature(
    row.decided_by,
    row.decided_at,
    row.decision_comment,
  );
  const revocation = toSignature(
    row.revoked_by,
    row.revoked_at,
    row.revocation_comment,
  );
  const { status } = row;
  switch (status) {
    case 'requested':
      return { status };
    case 'expired':
      return { status, ...(decision && { decision }) };
    case 'revoked':
      if (revocation) {
        return { status, ...(decision && { decision }), revocation };
      }
      break;
    default:
      if (decision) {
        return { status, decision };
      }
  }
  throw new Error(
    `Waiver ${row.id} is ${status}, but its row lacks who decided and when`,
  );
}

function toSignature(
  by: string | null,
  at: StoredTime | null,
  comment: string | null,
): WaiverSignature | undefined {
  return by === null || at === null
    ? undefined
    : { by, at: toIsoTime(at), comment: comment ?? undefined };
}
