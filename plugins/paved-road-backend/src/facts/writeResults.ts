import { Knex } from 'knex';
import { JsonColumnType, JsonRow, selectJsonRows } from '../database/jsonRows';
import { hashOf } from '../database/hash';
import { keyColumns, toKey } from './factRows';
import { FactResult } from './FactStore';

type ResultOf<Status> = Extract<FactResult, { status: Status }>;

/** Writes results into their rows and ends their claims, one statement for each kind of result. */
export async function writeResults(
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
  });
  const update = async (
    assignments: string,
    columns: Record<string, JsonColumnType>,
    rows: JsonRow[],
  ) => {
    if (rows.length > 0) {
      await knex.raw(
        `UPDATE facts SET ${assignments}, tried_at = ?, due_at = o.due_at, token = NULL
        FROM (?) AS o WHERE facts.entity_ref = o.entity_ref AND facts.name = o.name`,
        [
          now,
          selectJsonRows(
            knex,
            { ...keyColumns, due_at: 'timestamptz', ...columns },
            rows,
          ),
        ],
      );
    }
  };

  await update(
    `status = 'known', value = o.value, value_digest = o.value_digest,
    source = o.source, etag = o.etag, value_entity_digest = entity_digest,
    collected_at = o.collected_at, reason = NULL, failures = 0`,
    {
      value: 'text',
      value_digest: 'text',
      source: 'text',
      etag: 'text',
      collected_at: 'timestamptz',
    },
    of('known').map(result => ({
      ...toRow(result),
      value: JSON.stringify(result.value),
      value_digest: hashOf(result.value),
      source: result.source,
      etag: result.etag ?? null,
      collected_at: now,
    })),
  );
  await update(
    `status = 'known', collected_at = o.collected_at, reason = NULL, failures = 0`,
    { collected_at: 'timestamptz' },
    of('not-modified').map(result => ({
      ...toRow(result),
      collected_at: now,
    })),
  );
  await update(
    `status = 'unknown', reason = o.reason, failures = failures + 1`,
    { reason: 'text' },
    of('unknown').map(result => ({ ...toRow(result), reason: result.reason })),
  );
}
