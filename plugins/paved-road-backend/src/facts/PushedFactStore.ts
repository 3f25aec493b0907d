import { Knex } from 'knex';
import { hashJson } from '../database/hash';
import { selectJsonRows } from '../database/jsonRows';
import { isSqlite, StoredTime, toIsoTime } from '../database/sql';
import { DueEntityStore } from '../evaluation/DueEntityStore';
import { FactPointStore, toFactPoints } from './FactPointStore';
import {
  expiredReason,
  FactKey,
  FactRow,
  keyColumns,
  NEVER_DUE,
  toKey,
  toMapKey,
} from './factRows';

/** A pushed value of a fact. Times are ISO 8601 in UTC. */
export interface Push {
  entityRef: string;
  name: string;
  value: unknown;
  /** When the value was true. */
  observedAt: string;
  /** When the value becomes unknown; absent for never. */
  expiresAt?: string;
  source: string;
}

/** What happened to a pushed value; see `pushResultSchema`. */
export type PushOutcome = 'stored' | 'unchanged' | 'outdated';

type HashedPush = Push & { hash: string };

/** The parts of a push that decide its outcome. */
type Comparable = Pick<
  HashedPush,
  'observedAt' | 'expiresAt' | 'source' | 'hash'
>;

type StoredRow = FactKey &
  Pick<FactRow, 'status' | 'value_digest' | 'source' | 'pushed_by'> & {
    observed_at: StoredTime | null;
    expires_at: StoredTime | null;
  };

/** Stores pushed values of facts, and marks their entities as due. Table: `facts`. */
export class PushedFactStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Stores all values or none, in their order. A value that was observed before the stored one goes into the history
   * only. A value that has already expired is stored as unknown.
   *
   * @param options - `by`: who pushes them
   * @returns an outcome for each push
   */
  async push(
    pushes: Push[],
    { by, now }: { by: string; now: Date },
  ): Promise<PushOutcome[]> {
    return await this.knex.transaction(async tx => {
      const before = await lockRows(tx, pushes);
      const latest = new Map<string, Comparable>();
      for (const [key, row] of before) {
        if (row.pushed_by !== null) {
          latest.set(key, toComparable(row));
        }
      }
      const stored = new Map<string, HashedPush>();
      const outcomes = pushes.map(push => {
        const key = toMapKey(toKey(push));
        const hashed = { ...push, hash: hashJson(push.value) };
        const outcome = classifyPush(hashed, latest.get(key), now);
        if (outcome === 'stored') {
          latest.set(key, hashed);
          stored.set(key, hashed);
        }
        return outcome;
      });
      await writeRows(tx, [...stored.values()], { by, now });
      await addPoints(tx, pushes, outcomes);
      const changed = [...stored]
        .filter(([key, push]) => changesFact(before.get(key)!, push, now))
        .map(([, { entityRef }]) => entityRef);
      await new DueEntityStore(tx).mark(changed, { dueAt: now });
      return outcomes;
    });
  }
}

/** Locks the rows of pushed facts, after inserting missing ones. */
async function lockRows(
  tx: Knex.Transaction,
  pushes: Push[],
): Promise<Map<string, StoredRow>> {
  const keys = new Map(
    pushes.map(push => [toMapKey(toKey(push)), toKey(push)]),
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
  const rows: StoredRow[] = await query;
  return new Map(rows.map(row => [toMapKey(row), row]));
}

function toComparable(row: StoredRow): Comparable {
  return {
    observedAt: toIsoTime(row.observed_at!),
    expiresAt: row.expires_at === null ? undefined : toIsoTime(row.expires_at),
    source: row.source!,
    hash: row.value_digest!,
  };
}

/** A stored time in the future was written while the clock here was wrong, and must not block later pushes. */
function classifyPush(
  pushed: Comparable,
  stored: Comparable | undefined,
  now: Date,
): PushOutcome {
  if (
    !stored ||
    stored.observedAt > now.toISOString() ||
    pushed.observedAt > stored.observedAt
  ) {
    return 'stored';
  }
  if (pushed.observedAt < stored.observedAt) {
    return 'outdated';
  }
  return pushed.hash === stored.hash &&
    pushed.expiresAt === stored.expiresAt &&
    pushed.source === stored.source
    ? 'unchanged'
    : 'stored';
}

function changesFact(
  before: StoredRow,
  { hash, expiresAt }: HashedPush,
  now: Date,
): boolean {
  const isKnown = expiresAt === undefined || expiresAt > now.toISOString();
  return (
    before.status !== (isKnown ? 'known' : 'unknown') ||
    before.value_digest !== hash
  );
}

const isExpired = 'o.expires_at <= o.pushed_at';

async function writeRows(
  tx: Knex.Transaction,
  pushes: HashedPush[],
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
          ...toKey(push),
          pushed_by: by,
          value: JSON.stringify(push.value),
          value_digest: push.hash,
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

/** Outdated numbers only fill days without one. */
async function addPoints(
  tx: Knex.Transaction,
  pushes: Push[],
  outcomes: PushOutcome[],
): Promise<void> {
  const readPoints = (outcome: PushOutcome) =>
    pushes
      .filter((_, index) => outcomes[index] === outcome)
      .flatMap(push => toFactPoints(push, push.value, push.observedAt));
  const points = new FactPointStore(tx);
  await points.add(readPoints('stored'));
  await points.fill(readPoints('outdated'));
}
