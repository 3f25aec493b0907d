import { Knex } from 'knex';
import { Duration } from 'luxon';
import { randomUUID } from 'node:crypto';
import { hashOf } from '../database/hash';
import { JsonColumnType, JsonRow, selectJsonRows } from '../database/jsonRows';
import { isOneOf, isSqlite, lockInOrder } from '../database/sql';
import { FactPoint, KnexFactPointStore } from './FactPointStore';
import {
  expiredReason,
  FactKey,
  FactRow,
  isChange,
  keyColumns,
  keyOf,
  NEVER_DUE,
  toClaim,
  toKey,
  toStoredFact,
  toVersion,
} from './factRows';
import {
  ExpectedFacts,
  FactClaim,
  FactResult,
  FactStore,
  FactVersion,
  StoredFact,
} from './FactStore';
import { numbersOf } from './numbersOf';

/** The latest due time; later ones were written by a clock that was ahead. */
const LONGEST_DELAY = Duration.fromObject({ days: 35 });

/* Due at once, whatever the clock says, and before facts that are merely no longer fresh. */
const AT_ONCE = new Date(0);

/** FactStore in the table `facts`. */
export class KnexFactStore implements FactStore {
  constructor(private readonly knex: Knex) {}

  async get(
    entityRefs: string[],
    names?: readonly string[],
  ): Promise<Map<string, StoredFact[]>> {
    const query = this.knex('facts').whereRaw(
      isOneOf(this.knex, 'entity_ref', entityRefs),
    );
    if (names) {
      query.whereIn('name', names);
    }
    const rows: FactRow[] = await query.orderBy(['entity_ref', 'name']);
    return Map.groupBy(rows.map(toStoredFact), fact => fact.entityRef);
  }

  async versions(entityRefs: string[]): Promise<Map<string, FactVersion[]>> {
    const rows = await this.knex('facts')
      .whereRaw(isOneOf(this.knex, 'entity_ref', entityRefs))
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

  async expect(expected: ExpectedFacts[]): Promise<void> {
    const known: Array<FactKey & Pick<FactRow, 'entity_digest' | 'pushed_by'>> =
      await this.knex('facts')
        .whereRaw(
          isOneOf(
            this.knex,
            'entity_ref',
            expected.map(({ entityRef }) => entityRef),
          ),
        )
        .select('entity_ref', 'name', 'entity_digest', 'pushed_by');
    const hashes = new Map(known.map(row => [keyOf(row), row.entity_digest]));
    const wanted = new Map(
      expected
        .flatMap(({ entityRef, names, hash }) =>
          names.map(name => ({
            entity_ref: entityRef,
            name,
            entity_digest: hash,
          })),
        )
        .map(row => [keyOf(row), row]),
    );
    // Most pages of the catalog change nothing, and then nothing is written.
    const unwanted = known.filter(
      row => !wanted.has(keyOf(row)) && row.pushed_by === null,
    );
    if (unwanted.length > 0) {
      await this.knex('facts')
        .whereIn(['entity_ref', 'name'], this.#inOrder(unwanted))
        // It may have been pushed since.
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

  async expire(name: string): Promise<void> {
    await lockInOrder(this.knex, 'facts', query => query.where({ name }))
      .where({ name })
      // Without the claim, so that facts being collected right now are collected again.
      .update({ due_at: AT_ONCE, token: null });
  }

  async hasten(
    name: string,
    { from, to, now }: Parameters<FactStore['hasten']>[1],
  ): Promise<void> {
    const failing = (query: Knex.QueryBuilder) =>
      query
        .where({ name })
        .whereBetween('failing_since', [new Date(from), new Date(to)])
        .where('due_at', '>', new Date(now))
        .whereNull('token');
    await failing(lockInOrder(this.knex, 'facts', failing)).update({
      due_at: new Date(now),
    });
  }

  async fail(
    name: string,
    { reason, now }: Parameters<FactStore['fail']>[1],
  ): Promise<void> {
    const due = (query: Knex.QueryBuilder) =>
      query
        .where({ name, status: 'known' })
        .where('due_at', '<=', new Date(now))
        .whereNull('token')
        .whereNull('failing_since');
    await due(lockInOrder(this.knex, 'facts', due)).update({
      reason,
      failing_since: new Date(now),
    });
  }

  async endGraces(
    since: Parameters<FactStore['endGraces']>[0],
    { now, limit }: Parameters<FactStore['endGraces']>[1],
  ): Promise<string[]> {
    return since.length === 0
      ? []
      : await this.#end(
          { limit, orderBy: 'failing_since' },
          query =>
            query.whereNull('token').where(any => {
              for (const { name, before } of since) {
                any.orWhere(one =>
                  one
                    .where({ name })
                    .where('failing_since', '<=', new Date(before)),
                );
              }
            }),
          {
            tried_at: this.knex.raw('COALESCE(tried_at, ?)', [new Date(now)]),
          },
        );
  }

  async endExpired({
    now,
    limit,
  }: Parameters<FactStore['endExpired']>[0]): Promise<string[]> {
    const at = new Date(now);
    return await this.#end(
      { limit, orderBy: 'expires_at' },
      query => query.where('expires_at', '<=', at),
      {
        reason: this.knex.raw(expiredReason('source', 'pushed_by')),
        tried_at: at,
      },
    );
  }

  /** Makes known facts unknown. */
  async #end(
    { limit, orderBy }: { limit: number; orderBy: string },
    select: (query: Knex.QueryBuilder) => void,
    values: object,
  ): Promise<string[]> {
    const picked = this.knex('facts')
      .select('entity_ref', 'name')
      // No parameter, so that SQLite takes the index.
      .whereRaw("status = 'known'")
      .orderBy(orderBy)
      .limit(limit);
    select(picked);
    if (!isSqlite(this.knex)) {
      picked.forUpdate().skipLocked();
    }
    const rows: FactKey[] = await this.knex('facts')
      .withMaterialized('picked', picked)
      .whereIn(
        ['entity_ref', 'name'],
        this.knex('picked').select('entity_ref', 'name'),
      )
      .update({ status: 'unknown', ...values })
      .returning(['entity_ref']);
    return [...new Set(rows.map(row => row.entity_ref))];
  }

  async claim(
    options: Parameters<FactStore['claim']>[0],
  ): Promise<FactClaim[]> {
    const { entityRef } = options;
    if (entityRef !== undefined) {
      return await this.#claim(options, query =>
        query.where('entity_ref', entityRef),
      );
    }
    const now = new Date(options.now);
    const due = await this.#claim(options, query =>
      query.where('due_at', '<=', now),
    );
    return due.length > 0
      ? due
      : await this.#claim(options, query =>
          query
            .where(
              'due_at',
              '>',
              new Date(now.getTime() + LONGEST_DELAY.toMillis()),
            )
            .where('due_at', '<', NEVER_DUE),
        );
  }

  /* In the order of the index, so that a claim reads only the rows it takes. */
  async #claim(
    { names, limit, expiresAt }: Parameters<FactStore['claim']>[0],
    select: (query: Knex.QueryBuilder) => void,
  ): Promise<FactClaim[]> {
    const token = randomUUID();
    const picked = this.knex('facts')
      .select('entity_ref', 'name')
      .whereRaw(isOneOf(this.knex, 'name', names))
      .orderBy('due_at')
      .limit(limit);
    select(picked);
    if (!isSqlite(this.knex)) {
      picked.forUpdate().skipLocked();
    }
    const rows: FactRow[] = await this.knex('facts')
      // Not a plain subquery, because PostgreSQL may run it, and lock rows, more than once.
      .withMaterialized('picked', picked)
      .whereIn(
        ['entity_ref', 'name'],
        this.knex('picked').select('entity_ref', 'name'),
      )
      .update({ token, due_at: new Date(expiresAt) })
      .returning([
        'entity_ref',
        'name',
        'value',
        'etag',
        'entity_digest',
        'value_entity_digest',
        'value_place_digest',
        'status',
        'failures',
        'failing_since',
      ]);
    return rows.map(row => toClaim(row, token));
  }

  async save(results: FactResult[], now: string): Promise<string[]> {
    if (results.length === 0) {
      return [];
    }
    return await this.knex.transaction(async tx => {
      const claimed = await this.#lockClaimed(tx, results);
      const kept = results.flatMap(result => {
        const before = claimed.get(keyOf(toKey(result)));
        return before ? [{ result, before }] : [];
      });
      const saved = kept.map(({ result }) => result);
      await writeResults(tx, saved, new Date(now));
      await new KnexFactPointStore(tx).add(
        saved.flatMap(result => pointsOf(result, now)),
      );
      const changed = kept
        .filter(({ result, before }) => isChange(before, result))
        .map(({ result }) => result.claim.entityRef);
      return [...new Set(changed)];
    });
  }

  async remove(entityRefs: string[]): Promise<void> {
    await this.knex.transaction(async tx => {
      await lockInOrder(tx, 'facts', query =>
        query.whereRaw(isOneOf(tx, 'entity_ref', entityRefs)).orderBy('name'),
      ).delete();
      await new KnexFactPointStore(tx).remove(entityRefs);
    });
  }

  /** The previous state of the facts that nobody else has claimed in the meantime. */
  async #lockClaimed(
    tx: Knex,
    results: FactResult[],
  ): Promise<Map<string, Pick<FactRow, 'status' | 'value_digest'>>> {
    const claims = selectJsonRows(
      tx,
      { ...keyColumns, token: 'text' },
      results.map(result => ({ ...toKey(result), token: result.claim.token })),
    );
    const query = tx('facts')
      .whereRaw('(entity_ref, name, token) IN (?)', [claims])
      .orderBy(['entity_ref', 'name'])
      .select('entity_ref', 'name', 'status', 'value_digest');
    if (!isSqlite(tx)) {
      query.forUpdate();
    }
    const rows: Array<FactKey & Pick<FactRow, 'status' | 'value_digest'>> =
      await query;
    return new Map(rows.map(row => [keyOf(row), row]));
  }

  /** The given facts, locked in the order that all writers use. */
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

type ResultOf<Status> = Extract<FactResult, { status: Status }>;

/** Writes results into their rows and ends their claims, one statement for each kind of result. */
async function writeResults(
  knex: Knex,
  results: FactResult[],
  now: Date,
): Promise<void> {
  const of = <Status extends FactResult['status']>(status: Status) =>
    results.filter(
      (result): result is ResultOf<Status> => result.status === status,
    );
  const toRow = (result: FactResult) => ({
    ...toKey(result),
    due_at: new Date(result.dueAt),
    tried_at: now,
  });
  const update = async (
    assignments: string,
    columns: Record<string, JsonColumnType>,
    rows: JsonRow[],
  ) => {
    if (rows.length > 0) {
      await knex.raw(
        `UPDATE facts SET ${assignments}, tried_at = o.tried_at, due_at = o.due_at, token = NULL
        FROM (?) AS o WHERE facts.entity_ref = o.entity_ref AND facts.name = o.name`,
        [
          selectJsonRows(
            knex,
            {
              ...keyColumns,
              due_at: 'timestamptz',
              tried_at: 'timestamptz',
              ...columns,
            },
            rows,
          ),
        ],
      );
    }
  };
  const toRowWithReason = (
    result: ResultOf<'failing' | 'limited' | 'unknown'>,
  ) => ({ ...toRow(result), reason: result.reason });
  const isConfirmed = 'reason = NULL, failures = 0, failing_since = NULL';
  const failingSince =
    'failing_since = COALESCE(facts.failing_since, o.tried_at)';

  await update(
    `status = 'known', value = o.value, value_digest = o.value_digest,
    source = o.source, etag = o.etag, value_entity_digest = entity_digest,
    value_place_digest = o.place, collected_at = o.tried_at, observed_at = o.observed_at,
    ${isConfirmed}`,
    {
      value: 'text',
      value_digest: 'text',
      source: 'text',
      etag: 'text',
      place: 'text',
      observed_at: 'timestamptz',
    },
    of('known').map(result => ({
      ...toRow(result),
      value: JSON.stringify(result.value),
      value_digest: hashOf(result.value),
      source: result.source,
      etag: result.etag ?? null,
      place: result.place ?? null,
      observed_at:
        result.observedAt === undefined ? null : new Date(result.observedAt),
    })),
  );
  await update(
    `status = 'known', collected_at = o.tried_at, ${isConfirmed}`,
    {},
    of('not-modified').map(toRow),
  );
  await update(
    `reason = o.reason, failures = failures + 1, ${failingSince}`,
    { reason: 'text' },
    of('failing').map(toRowWithReason),
  );
  await update(
    `reason = CASE WHEN status = 'unknown' THEN facts.reason ELSE o.reason END,
    failing_since = CASE WHEN status = 'known' THEN COALESCE(facts.failing_since, o.tried_at)
      ELSE facts.failing_since END`,
    { reason: 'text' },
    of('limited').map(toRowWithReason),
  );
  await update(
    `status = 'unknown', reason = o.reason, failures = failures + 1, ${failingSince}`,
    { reason: 'text' },
    of('unknown').map(toRowWithReason),
  );
}

/** The numbers of what is known now, and of earlier values. */
function pointsOf(result: FactResult, now: string): FactPoint[] {
  const { entityRef, name, previous } = result.claim;
  const toPoints = (value: unknown, at: string) =>
    numbersOf(value).map(number => ({ entityRef, name, at, ...number }));
  switch (result.status) {
    case 'known':
      return [
        ...(result.earlier ?? []).flatMap(({ at, value }) =>
          toPoints(value, at),
        ),
        ...toPoints(result.value, result.observedAt ?? now),
      ];
    case 'not-modified':
      return toPoints(previous?.value, now);
    default:
      return [];
  }
}
