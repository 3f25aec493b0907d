import { Knex } from 'knex';
import { hashOf } from '../database/hash';
import { selectJsonRows } from '../database/jsonRows';
import { isSqlite, StoredTime } from '../database/sql';
import { KnexFactPointStore } from './FactPointStore';
import {
  expiredReason,
  FactKey,
  FactRow,
  keyColumns,
  keyOf,
  NEVER_DUE,
} from './factRows';
import { numbersOf } from './numbersOf';

/** A value of a fact that somebody pushes. Times are ISO 8601. */
export interface Push {
  entityRef: string;
  /** Of the fact. */
  name: string;
  value: unknown;
  /** When the value was true. */
  observedAt: string;
  /** From when on it is unknown; absent for never. */
  expiresAt?: string;
  source: string;
}

/** What became of a pushed value; see `pushResultSchema`. */
export type PushEnd = 'stored' | 'unchanged' | 'outdated';

/** Stores the values of facts that are pushed. */
export interface PushedFactStore {
  /**
   * Stores values, all or none of them. Those of the same fact are taken one after the other: one that is observed
   * earlier than the stored one goes into the history only. One that has expired by now is unknown from the start.
   *
   * @param options - `by`: who pushes them
   * @returns an end for each, in their order, and the entities with a fact that changed its value or status
   */
  push(
    pushes: Push[],
    options: { by: string; now: Date },
  ): Promise<{ ends: PushEnd[]; changed: string[] }>;
}

/** What is compared with what is pushed. */
interface Known {
  observedAt: number;
  expiresAt: number | undefined;
  source: string;
  digest: string;
}

type KnownRow = FactKey &
  Pick<FactRow, 'status' | 'value_digest' | 'source' | 'pushed_by'> & {
    observed_at: StoredTime | null;
    expires_at: StoredTime | null;
  };

/** PushedFactStore in the table `facts`. */
export class KnexPushedFactStore implements PushedFactStore {
  constructor(private readonly knex: Knex) {}

  async push(
    pushes: Push[],
    { by, now }: { by: string; now: Date },
  ): Promise<{ ends: PushEnd[]; changed: string[] }> {
    return await this.knex.transaction(async tx => {
      const before = await lockRows(tx, pushes);
      const known = new Map<string, Known>();
      for (const [key, row] of before) {
        if (row.pushed_by !== null) {
          known.set(key, toKnown(row));
        }
      }
      const stored = new Map<string, Push & { digest: string }>();
      const ends = pushes.map(push => {
        const key = keyOfPush(push);
        const digest = hashOf(push.value);
        const end = endOf(
          { ...toComparable(push), digest },
          known.get(key),
          now,
        );
        if (end === 'stored') {
          known.set(key, { ...toComparable(push), digest });
          stored.set(key, { ...push, digest });
        }
        return end;
      });
      await writeRows(tx, [...stored.values()], { by, now });
      await addPoints(tx, pushes, ends);
      const changed = [...stored]
        .filter(([key, push]) => isChange(before.get(key)!, push, now))
        .map(([, { entityRef }]) => entityRef);
      return { ends, changed: [...new Set(changed)] };
    });
  }
}

/** The rows of what is pushed, with new ones for what is not known yet. */
async function lockRows(
  tx: Knex.Transaction,
  pushes: Push[],
): Promise<Map<string, KnownRow>> {
  const keys = new Map(
    pushes.map(push => [
      keyOfPush(push),
      { entity_ref: push.entityRef, name: push.name },
    ]),
  );
  const wanted = selectJsonRows(tx, keyColumns, [...keys.values()]);
  await tx.raw(
    `INSERT INTO facts (entity_ref, name, entity_digest, due_at, status, failures)
    SELECT entity_ref, name, '', CAST(? AS timestamptz), 'pending', 0
    FROM (?) AS wanted WHERE true ORDER BY entity_ref, name
    ON CONFLICT (entity_ref, name) DO NOTHING`,
    [NEVER_DUE, wanted],
  );
  const query = tx('facts')
    .whereRaw('(entity_ref, name) IN (?)', [wanted])
    .orderBy(['entity_ref', 'name'])
    .select(
      'entity_ref',
      'name',
      'status',
      'value_digest',
      'source',
      'pushed_by',
      'observed_at',
      'expires_at',
    );
  if (!isSqlite(tx)) {
    query.forUpdate();
  }
  const rows: KnownRow[] = await query;
  return new Map(rows.map(row => [keyOf(row), row]));
}

function toTime(time: StoredTime): number {
  return new Date(time).getTime();
}

function toKnown(row: KnownRow): Known {
  return {
    observedAt: toTime(row.observed_at!),
    expiresAt: row.expires_at === null ? undefined : toTime(row.expires_at),
    source: row.source!,
    digest: row.value_digest!,
  };
}

function toComparable({ observedAt, expiresAt, source }: Push) {
  return {
    observedAt: toTime(observedAt),
    expiresAt: expiresAt === undefined ? undefined : toTime(expiresAt),
    source,
  };
}

/** A stored time in the future was written while the clock here was wrong, and must not block later pushes. */
function endOf(pushed: Known, known: Known | undefined, now: Date): PushEnd {
  if (
    !known ||
    known.observedAt > now.getTime() ||
    pushed.observedAt > known.observedAt
  ) {
    return 'stored';
  }
  if (pushed.observedAt < known.observedAt) {
    return 'outdated';
  }
  return pushed.digest === known.digest &&
    pushed.expiresAt === known.expiresAt &&
    pushed.source === known.source
    ? 'unchanged'
    : 'stored';
}

/** Whether rules read something else than before. */
function isChange(
  before: KnownRow,
  push: Push & { digest: string },
  now: Date,
): boolean {
  const { expiresAt } = toComparable(push);
  const status =
    expiresAt !== undefined && expiresAt <= now.getTime() ? 'unknown' : 'known';
  return before.status !== status || before.value_digest !== push.digest;
}

const isExpired = 'o.expires_at <= o.pushed_at';

async function writeRows(
  tx: Knex.Transaction,
  pushes: Array<Push & { digest: string }>,
  { by, now }: { by: string; now: Date },
): Promise<void> {
  if (pushes.length === 0) {
    return;
  }
  await tx.raw(
    `UPDATE facts SET value = o.value, value_digest = o.value_digest,
      source = o.source, observed_at = o.observed_at, collected_at = o.observed_at,
      expires_at = o.expires_at, pushed_by = o.pushed_by, due_at = ?, etag = NULL,
      value_entity_digest = NULL, token = NULL, failing_since = NULL, failures = 0,
      status = CASE WHEN ${isExpired} THEN 'unknown' ELSE 'known' END,
      reason = CASE WHEN ${isExpired} THEN ${expiredReason('o.source', 'o.pushed_by')} END,
      tried_at = CASE WHEN ${isExpired} THEN o.pushed_at END
    FROM (?) AS o WHERE facts.entity_ref = o.entity_ref AND facts.name = o.name`,
    [
      NEVER_DUE,
      selectJsonRows(
        tx,
        {
          ...keyColumns,
          pushed_by: 'text',
          value: 'text',
          value_digest: 'text',
          source: 'text',
          observed_at: 'timestamptz',
          expires_at: 'timestamptz',
          pushed_at: 'timestamptz',
        },
        pushes.map(push => ({
          entity_ref: push.entityRef,
          name: push.name,
          pushed_by: by,
          value: JSON.stringify(push.value),
          value_digest: push.digest,
          source: push.source,
          observed_at: new Date(push.observedAt),
          expires_at:
            push.expiresAt === undefined ? null : new Date(push.expiresAt),
          pushed_at: now,
        })),
      ),
    ],
  );
}

/** The numbers of what is new; of a day that has some already, those of what is outdated do not count. */
async function addPoints(
  tx: Knex.Transaction,
  pushes: Push[],
  ends: PushEnd[],
): Promise<void> {
  const pointsOf = (end: PushEnd) =>
    pushes.flatMap(({ entityRef, name, observedAt, value }, index) =>
      ends[index] === end
        ? numbersOf(value).map(number => ({
            entityRef,
            name,
            at: observedAt,
            ...number,
          }))
        : [],
    );
  const points = new KnexFactPointStore(tx);
  await points.add(pointsOf('stored'));
  await points.fill(pointsOf('outdated'));
}

function keyOfPush({ entityRef, name }: Push): string {
  return keyOf({ entity_ref: entityRef, name });
}
