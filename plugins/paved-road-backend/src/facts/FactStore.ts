import { Knex } from 'knex';
import { hashJson } from '../database/hash';
import { selectJsonRows } from '../database/jsonRows';
import {
  createInCondition,
  isSqlite,
  lockInOrder,
  StoredTime,
  toIsoTime,
} from '../database/sql';
import { FactPointStore } from './FactPointStore';
import { FactKey, FactRow, keyColumns, toMapKey } from './factRows';
import {
  ExpectedFacts,
  FIRST_PLACE,
  FactVersion,
  FirstFact,
  StoredFact,
} from './StoredFact';

/* Due regardless of the clock, and before facts that are only stale. */
const AT_ONCE = new Date(0);

/** How long facts wait for their entity. */
const REGISTERED_WITHIN_MS = 3_600_000;

/** Stores which facts entities have. Table: `facts`. */
export class FactStore {
  constructor(private readonly knex: Knex) {}

  /**
   * One query for all entities; those without facts are absent.
   *
   * @param names - only these; others may be large
   */
  async get(
    entityRefs: string[],
    names?: readonly string[],
  ): Promise<Map<string, StoredFact[]>> {
    const query = this.knex('facts').whereRaw(
      createInCondition(this.knex, 'entity_ref', entityRefs),
    );
    if (names) {
      query.whereIn('name', names);
    }
    const rows: FactRow[] = await query.orderBy(['entity_ref', 'name']);
    return Map.groupBy(rows.map(toStoredFact), fact => fact.entityRef);
  }

  /**
   * A text per fact that changes with its status, value or reason; one query that reads no values. Entities without
   * facts are absent.
   */
  async versions(entityRefs: string[]): Promise<Map<string, FactVersion[]>> {
    const rows = await this.knex('facts')
      .whereRaw(createInCondition(this.knex, 'entity_ref', entityRefs))
      .orderBy(['entity_ref', 'name'])
      .select(
        'entity_ref',
        'name',
        'status',
        'value_digest',
        'reason',
        'collected_at',
        'failing_since',
      );
    return Map.groupBy(rows.map(toVersion), ({ entityRef }) => entityRef);
  }

  /** Counts the known values of a fact, in all and with an etag that begins like this. */
  async countKnown(
    name: string,
    etagStart: string,
  ): Promise<{ total: number; matching: number }> {
    const [row] = await this.knex('facts')
      .where({ name, status: 'known' })
      .select(
        this.knex.raw('COUNT(*) AS total'),
        this.knex.raw(
          'COUNT(CASE WHEN substr(etag, 1, ?) = ? THEN 1 END) AS matching',
          [etagStart.length, etagStart],
        ),
      );
    return { total: Number(row.total), matching: Number(row.matching) };
  }

  /** Adds missing facts, removes unexpected ones unless they were pushed, and makes facts of changed entities due. */
  async expect(expected: ExpectedFacts[]): Promise<void> {
    const known: Array<FactKey & Pick<FactRow, 'entity_digest' | 'pushed_by'>> =
      await this.knex('facts')
        .whereRaw(
          createInCondition(
            this.knex,
            'entity_ref',
            expected.map(({ entityRef }) => entityRef),
          ),
        )
        .select('entity_ref', 'name', 'entity_digest', 'pushed_by');
    const hashes = new Map(
      known.map(row => [toMapKey(row), row.entity_digest]),
    );
    const wanted = new Map(
      expected
        .flatMap(({ entityRef, names, hash }) =>
          names.map(name => ({
            entity_ref: entityRef,
            name,
            entity_digest: hash,
          })),
        )
        .map(row => [toMapKey(row), row]),
    );
    // Usually nothing has changed, and nothing is written.
    const unwanted = known.filter(
      row => !wanted.has(toMapKey(row)) && row.pushed_by === null,
    );
    if (unwanted.length > 0) {
      await this.knex('facts')
        .whereIn(['entity_ref', 'name'], this.#inOrder(unwanted))
        // It may have been pushed in the meantime.
        .whereNull('pushed_by')
        .delete();
    }
    const due = [...wanted].flatMap(([key, row]) =>
      hashes.get(key) === row.entity_digest ? [] : [row],
    );
    if (due.length > 0) {
      await this.knex.raw(
        `INSERT INTO facts (entity_ref, name, entity_digest, due_at, status, failures)
        SELECT entity_ref, name, entity_digest, CAST(? AS timestamptz), 'pending', 0
        FROM (?) AS wanted WHERE true ORDER BY entity_ref, name
        ON CONFLICT (entity_ref, name) DO UPDATE SET
          entity_digest = excluded.entity_digest, due_at = excluded.due_at,
          failures = 0, token = NULL, pushed_by = NULL, expires_at = NULL`,
        [
          AT_ONCE,
          selectJsonRows(
            this.knex,
            { ...keyColumns, entity_digest: 'text' },
            due,
          ),
        ],
      );
    }
  }

  /**
   * Adds known facts of an entity that is about to enter the catalog. They are collected once it is there, and deleted
   * if it is not there an hour later. Facts that exist stay as they are.
   */
  async addFirst(entityRef: string, facts: FirstFact[]): Promise<void> {
    const now = new Date();
    await this.knex('facts')
      .insert(
        facts.map(({ name, value, source }) => ({
          entity_ref: entityRef,
          name,
          // Differs from every entity, so that the fact is collected once the entity is there.
          entity_digest: '',
          due_at: new Date(now.getTime() + REGISTERED_WITHIN_MS),
          status: 'known',
          value: JSON.stringify(value),
          value_digest: hashJson(value),
          value_place_digest: FIRST_PLACE,
          source,
          collected_at: now,
          tried_at: now,
          failures: 0,
        })),
      )
      .onConflict(['entity_ref', 'name'])
      .ignore();
  }

  /** Makes all facts of a collector due. */
  async expire(name: string): Promise<void> {
    await lockInOrder(this.knex, 'facts', query => query.where({ name }))
      .where({ name })
      // Ends claims, so that facts being collected right now are collected again.
      .update({ due_at: AT_ONCE, token: null });
  }

  /** Deletes the facts of entities, with pushed ones and the history. */
  async remove(entityRefs: string[]): Promise<void> {
    await this.knex.transaction(async tx => {
      await lockInOrder(tx, 'facts', query =>
        query
          .whereRaw(createInCondition(tx, 'entity_ref', entityRefs))
          .orderBy('name'),
      ).delete();
      await new FactPointStore(tx).remove(entityRefs);
    });
  }

  /** Locks facts in the order that all writers use. */
  #inOrder(keys: FactKey[]): Knex.QueryBuilder {
    const rows = this.knex('facts')
      .select('entity_ref', 'name')
      .whereRaw('(entity_ref, name) IN (?)', [
        selectJsonRows(
          this.knex,
          keyColumns,
          keys.map(({ entity_ref, name }) => ({ entity_ref, name })),
        ),
      ])
      .orderBy(['entity_ref', 'name']);
    return isSqlite(this.knex) ? rows : rows.forUpdate();
  }
}

const toOptionalTime = (time: StoredTime | null) =>
  time === null ? undefined : toIsoTime(time);

/* Only a fact that was known can be lost. */
const readLostSince = (
  row: Pick<FactRow, 'collected_at' | 'failing_since'>,
): string | undefined =>
  row.collected_at === null ? undefined : toOptionalTime(row.failing_since);

function toStoredFact(row: FactRow): StoredFact {
  const fact = {
    entityRef: row.entity_ref,
    name: row.name,
    dueAt: toIsoTime(row.due_at),
  };
  switch (row.status) {
    case 'known':
      return {
        ...fact,
        status: 'known',
        value: JSON.parse(row.value!),
        source: row.source!,
        etag: row.etag ?? undefined,
        collectedAt: toIsoTime(row.collected_at!),
        observedAt: toOptionalTime(row.observed_at),
        expiresAt: toOptionalTime(row.expires_at),
        pushedBy: row.pushed_by ?? undefined,
        ...(row.failing_since !== null && {
          failing: {
            reason: row.reason!,
            since: toIsoTime(row.failing_since),
          },
        }),
      };
    case 'unknown':
      return {
        ...fact,
        status: 'unknown',
        reason: row.reason!,
        triedAt: toIsoTime(row.tried_at!),
        failures: row.failures,
        lostSince: readLostSince(row),
      };
    default:
      return { ...fact, status: 'pending', reason: row.reason ?? undefined };
  }
}

function toVersion(
  row: Pick<
    FactRow,
    | 'entity_ref'
    | 'name'
    | 'status'
    | 'value_digest'
    | 'reason'
    | 'collected_at'
    | 'failing_since'
  >,
): FactVersion {
  const { entity_ref: entityRef, name, status } = row;
  switch (status) {
    case 'known':
      return { entityRef, name, version: row.value_digest! };
    case 'unknown':
      return {
        entityRef,
        name,
        version: ['unknown', readLostSince(row), row.reason]
          .filter(part => part !== undefined)
          .join(' '),
      };
    default:
      return { entityRef, name, version: status };
  }
}
