import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import {
  insertNew,
  createInCondition,
  StoredTime,
  toIsoTime,
} from '../database/sql';

/** A record with a history: each write adds an event and increments the revision. */
export interface StoredRecord {
  id: string;
  revision: number;
  /** Oldest first. */
  events: { at: string; actor: string; action: string; comment?: string }[];
}

type EventOf<T extends StoredRecord> = T['events'][number];

/** A write: the new record and its event. */
export interface RecordChange<T extends StoredRecord> {
  /** The new content, with the `revision` and `events` that it is based on. */
  record: T;
  event: EventOf<T>;
}

interface EventRow {
  at: StoredTime;
  actor: string;
  action: string;
  comment: string | null;
}

/** Rolls back a transaction because another writer was faster. */
class StaleWrite extends Error {}

/** Records and their events, each in a table. */
export class RecordTable<T extends StoredRecord, Row extends { id: string }> {
  constructor(
    private readonly knex: Knex,
    private readonly options: {
      table: string;
      eventTable: string;
      /** The column of events with the id of the record. */
      foreignKey: string;
      toRow: (record: T, revision: number) => Row;
      fromRow: (row: Row, events: EventOf<T>[]) => T;
      /** Joins the transaction of each write. */
      onWritten: (tx: Knex.Transaction, record: T) => Promise<void>;
    },
  ) {}

  /** @returns undefined, without a write, if a unique index prevents it */
  async insert(
    tx: Knex.Transaction,
    { record, event }: RecordChange<T>,
    idempotencyKey: string | undefined,
  ): Promise<T | undefined> {
    const isNew = await insertNew(tx, this.options.table, {
      ...this.options.toRow(record, 1),
      idempotency_key: idempotencyKey ?? null,
    });
    return isNew ? await this.#withEvent(tx, { record, event }, 1) : undefined;
  }

  /**
   * Writes the changes in the given order, each with its event.
   *
   * @returns the records with their new revisions; undefined, without a write, if one was written since it was read or a
   *   unique index prevents it
   */
  async save(changes: RecordChange<T>[]): Promise<T[] | undefined> {
    try {
      return await this.knex.transaction(async tx => {
        const saved: T[] = [];
        for (const change of changes) {
          const { id, revision } = change.record;
          const updated = await tx(this.options.table)
            .where({ id, revision })
            .update(this.options.toRow(change.record, revision + 1));
          if (updated === 0) {
            throw new StaleWrite();
          }
          saved.push(await this.#withEvent(tx, change, revision + 1));
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

  /** The selected records with their events. */
  async read(
    select: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
    knex: Knex = this.knex,
  ): Promise<T[]> {
    const rows: Row[] = await select(knex(this.options.table).select('*'));
    return await this.withEvents(rows, this.options.fromRow, knex);
  }

  /** Records of rows, which may have more columns than the table. */
  async withEvents<R extends Row, Result>(
    rows: R[],
    fromRow: (row: R, events: EventOf<T>[]) => Result,
    knex: Knex = this.knex,
  ): Promise<Result[]> {
    const ids = rows.map(({ id }) => id);
    const eventRows: (EventRow & Record<string, string>)[] =
      rows.length === 0
        ? []
        : await knex(this.options.eventTable)
            .where(createInCondition(knex, this.options.foreignKey, ids))
            .orderBy('id');
    const events = Map.groupBy(eventRows, row => row[this.options.foreignKey]);
    return rows.map(row =>
      fromRow(row, (events.get(row.id) ?? []).map(fromEventRow<T>)),
    );
  }

  async #withEvent(
    tx: Knex.Transaction,
    { record, event }: RecordChange<T>,
    revision: number,
  ): Promise<T> {
    await tx(this.options.eventTable).insert({
      [this.options.foreignKey]: record.id,
      at: new Date(event.at),
      actor: event.actor,
      action: event.action,
      comment: event.comment ?? null,
    });
    await this.options.onWritten(tx, record);
    return { ...record, revision, events: [...record.events, event] };
  }
}

function fromEventRow<T extends StoredRecord>(row: EventRow): EventOf<T> {
  return {
    at: toIsoTime(row.at),
    actor: row.actor,
    action: row.action,
    comment: row.comment ?? undefined,
  };
}
