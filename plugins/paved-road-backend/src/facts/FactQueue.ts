import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { hashJson } from '../database/hash';
import { JsonColumnType, JsonRow, selectJsonRows } from '../database/jsonRows';
import { isSqlite, lockInOrder, toIsoTime } from '../database/sql';
import { FactPoint, FactPointStore, toFactPoints } from './FactPointStore';
import {
  expiredReason,
  FactKey,
  FactRow,
  keyColumns,
  toMapKey,
  NEVER_DUE,
  toKey,
} from './factRows';
import { FactClaim, FactResult } from './StoredFact';

/** Distributes due facts among back ends, and stores the results. Table: `facts`. */
export class FactQueue {
  constructor(private readonly knex: Knex) {}

  /**
   * Claims due facts of a collector, oldest first, or the given facts of an entity whether they are due or not. No
   * other back end gets them before `expiresAt`. A fact due after `longestDelayMs` is due now: the clock was ahead
   * when it was stored.
   */
  async claim(
    options: { limit: number; now: string; expiresAt: string } & (
      | { name: string; longestDelayMs: number }
      | { names: string[]; entityRef: string }
    ),
  ): Promise<FactClaim[]> {
    if ('entityRef' in options) {
      const { entityRef, names } = options;
      return await this.#claim(options, query =>
        query.where('entity_ref', entityRef).whereIn('name', names),
      );
    }
    const { name } = options;
    const now = new Date(options.now);
    const due = await this.#claim(options, query =>
      query.where({ name }).where('due_at', '<=', now),
    );
    if (due.length > 0) {
      return due;
    }
    // The clock was ahead when these were written.
    const latest = new Date(now.getTime() + options.longestDelayMs);
    return await this.#claim(options, query =>
      query
        .where({ name })
        .where('due_at', '>', latest)
        .where('due_at', '<', NEVER_DUE),
    );
  }

  /* In the order of the index, so that a claim reads only the rows it takes. */
  async #claim(
    { limit, expiresAt }: { limit: number; expiresAt: string },
    select: (query: Knex.QueryBuilder) => void,
  ): Promise<FactClaim[]> {
    const token = randomUUID();
    const picked = this.knex('facts')
      .select('entity_ref', 'name')
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

  /**
   * Stores results, and the numbers of known values in the history. Skips facts that another back end has claimed in
   * the meantime.
   *
   * @returns entities with a fact that changed its value or status
   */
  async save(results: FactResult[], now: string): Promise<string[]> {
    if (results.length === 0) {
      return [];
    }
    return await this.knex.transaction(async tx => {
      const claimed = await this.#lockClaimed(tx, results);
      const kept = results.flatMap(result => {
        const before = claimed.get(toMapKey(toKey(result.claim)));
        return before ? [{ result, before }] : [];
      });
      const saved = kept.map(({ result }) => result);
      await writeResults(tx, saved, new Date(now));
      await new FactPointStore(tx).add(
        saved.flatMap(result => readPoints(result, now)),
      );
      const changed = kept
        .filter(({ result, before }) => isChange(before, result))
        .map(({ result }) => result.claim.entityRef);
      return [...new Set(changed)];
    });
  }

  /** Records that the source fails for known facts of a collector that are due and unclaimed. */
  async markFailing(
    name: string,
    { reason, now }: { reason: string; now: string },
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

  /** Makes the facts of a collector due that have failed since `since` or later, because its source works again. */
  async retryFailing(
    name: string,
    { since, now }: { since: string; now: string },
  ): Promise<void> {
    const failing = (query: Knex.QueryBuilder) =>
      query
        .where({ name })
        .where('failing_since', '>=', new Date(since))
        .where('due_at', '>', new Date(now))
        .whereNull('token');
    await failing(lockInOrder(this.knex, 'facts', failing)).update({
      due_at: new Date(now),
    });
  }

  /**
   * Makes facts unknown whose source has failed since before a time, by collector. Their reason is the last failure.
   */
  async endGraces(
    since: Array<{ name: string; before: string }>,
    { now, limit }: { now: string; limit: number },
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

  /** Makes expired pushed facts unknown, oldest first. */
  async endExpired({
    now,
    limit,
  }: {
    now: string;
    limit: number;
  }): Promise<string[]> {
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

  /** Locks the facts whose claims still hold, and returns their previous state. */
  async #lockClaimed(
    tx: Knex,
    results: FactResult[],
  ): Promise<Map<string, Pick<FactRow, 'status' | 'value_digest'>>> {
    const claims = selectJsonRows(
      tx,
      { ...keyColumns, token: 'text' },
      results.map(result => ({
        ...toKey(result.claim),
        token: result.claim.token,
      })),
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
    return new Map(rows.map(row => [toMapKey(row), row]));
  }
}

type ResultOf<Status> = Extract<FactResult, { status: Status }>;

/** Writes results and ends their claims, with one statement per status. */
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
    ...toKey(result.claim),
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
  // A time in the future was written while the clock was ahead.
  const sinceFirstFailure = `CASE WHEN facts.failing_since <= o.tried_at THEN facts.failing_since ELSE o.tried_at END`;
  const failingSince = `failing_since = ${sinceFirstFailure}`;

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
      value_digest: hashJson(result.value),
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
    failing_since = CASE WHEN status = 'known' THEN ${sinceFirstFailure}
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

/** The numbers of a result for the history, with its earlier values. */
function readPoints(
  { claim, ...result }: FactResult,
  now: string,
): FactPoint[] {
  switch (result.status) {
    case 'known':
      return [
        ...(result.earlier ?? []),
        { value: result.value, at: result.observedAt ?? now },
      ].flatMap(({ value, at }) => toFactPoints(claim, value, at));
    case 'not-modified':
      return toFactPoints(claim, claim.previous?.value, now);
    default:
      return [];
  }
}

function toClaim(row: FactRow, token: string): FactClaim {
  const value = row.value === null ? undefined : JSON.parse(row.value);
  return {
    entityRef: row.entity_ref,
    name: row.name,
    // A value read for an earlier version of the entity may no longer be true.
    ...(row.value !== null &&
      row.value_entity_digest === row.entity_digest && {
        previous: { value, etag: row.etag ?? undefined },
      }),
    ...(row.etag !== null && { lastEtag: row.etag }),
    ...(row.status === 'known' && {
      known: { value, place: row.value_place_digest ?? undefined },
    }),
    failures: row.failures,
    ...(row.failing_since !== null && {
      failingSince: toIsoTime(row.failing_since),
    }),
    token,
  };
}

/** Whether a result changes the value or status of a fact. */
function isChange(
  before: Pick<FactRow, 'status' | 'value_digest'>,
  result: FactResult,
): boolean {
  switch (result.status) {
    case 'known':
      return (
        before.status !== 'known' ||
        before.value_digest !== hashJson(result.value)
      );
    case 'not-modified':
      return before.status !== 'known';
    case 'failing':
    case 'limited':
      return false;
    default:
      return before.status !== 'unknown';
  }
}
