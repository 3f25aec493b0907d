import { Knex } from 'knex';
import { JsonColumnType, JsonRow, selectJsonRows } from '../database/jsonRows';
import { isOneOf, isSqlite } from '../database/sql';
import {
  assignPositions,
  CheckPositions,
  readPositions,
} from './checkPositions';
import { ScorecardCounts } from './scorecardCounts';
import {
  detailColumns,
  SinceByCheck,
  toDetailRow,
  toSince,
} from './scorecardDetails';
import { CountedRow, scorecardColumns, toScorecardRow } from './scorecardRows';
import { ScorecardChange } from './ScorecardStore';
import { saveTransitions, transitionsBetween } from './scorecardTransitions';

/** Scorecards that are removed in one transaction. */
const REMOVED_AT_ONCE = 500;

/** A stored scorecard that nobody else changes for the rest of the transaction. */
interface LockedRow extends CountedRow {
  entity_ref: string;
  revision: number;
  since: string;
}

/**
 * Everybody who writes locks entities, scorecards and counts in this order, and each of them in the order
 * of their keys, so that two of them cannot wait for each other.
 *
 * @returns the entities whose scorecard was kept
 */
export async function saveScorecards(
  knex: Knex,
  changes: ScorecardChange[],
): Promise<string[]> {
  // PostgreSQL refuses a statement that upserts the same row twice.
  const unique = new Map(
    changes.map(change => [change.scorecard.entityRef, change]),
  );
  const positions = await assignPositions(
    knex,
    changes.flatMap(({ scorecard }) => scorecard.results),
  );
  return await knex.transaction(async tx => {
    const indexed = await lockIndexed(tx, [...unique.keys()]);
    const stored = await lockScorecards(tx, indexed);
    const admitted = indexed.flatMap(entityRef => {
      const change = unique.get(entityRef)!;
      const before = stored.get(entityRef);
      return before?.revision === change.revision
        ? [{ change, before, after: toRow(change, positions) }]
        : [];
    });
    const written = await writeScorecards(
      tx,
      admitted.map(({ after }) => after),
    );
    const kept = admitted.filter(({ after }) => written.has(after.entity_ref));
    await writeDetails(
      tx,
      kept.map(({ change, before }) =>
        toDetailRow(change, sinceOf(change, before, positions)),
      ),
    );
    await saveTransitions(
      tx,
      kept.flatMap(({ change, before, after }) =>
        transitionsBetween(before, after, change, positions),
      ),
    );
    const counts = new ScorecardCounts(positions);
    for (const { before, after } of kept) {
      if (before) {
        counts.add(before, -1);
      }
      counts.add(after, 1);
    }
    await counts.save(tx);
    return [...written];
  });
}

export async function removeScorecards(
  knex: Knex,
  entityRefs: string[],
): Promise<void> {
  const positions = await readPositions(knex);
  for (let start = 0; start < entityRefs.length; start += REMOVED_AT_ONCE) {
    const batch = entityRefs.slice(start, start + REMOVED_AT_ONCE);
    await knex.transaction(async tx => {
      const stored = await lockScorecards(tx, batch);
      const counts = new ScorecardCounts(positions);
      for (const row of stored.values()) {
        counts.add(row, -1);
      }
      for (const table of ['scorecards', 'scorecard_details']) {
        await tx(table)
          .whereRaw(isOneOf(tx, 'entity_ref', [...stored.keys()]))
          .delete();
      }
      await counts.save(tx);
    });
  }
}

/* An entity must not leave the index before its scorecard is seen by whoever removes it. */
async function lockIndexed(tx: Knex, entityRefs: string[]): Promise<string[]> {
  const query = tx('entities')
    .whereRaw(isOneOf(tx, 'entity_ref', entityRefs))
    .orderBy('entity_ref');
  return await (isSqlite(tx) ? query : query.forKeyShare()).pluck('entity_ref');
}

async function lockScorecards(
  tx: Knex,
  entityRefs: string[],
): Promise<Map<string, LockedRow>> {
  const query = tx('scorecards as s')
    .join('scorecard_details as d', 'd.entity_ref', 's.entity_ref')
    .whereRaw(isOneOf(tx, 's.entity_ref', entityRefs))
    .orderBy('s.entity_ref')
    .select(
      's.entity_ref',
      's.revision',
      's.level',
      's.level_rank',
      's.score',
      's.waived',
      's.states',
      's.owner',
      's.system',
      's.pattern',
      's.assessment_status',
      'd.since',
    );
  const rows: LockedRow[] = await (isSqlite(tx) ? query : query.forUpdate('s'));
  return new Map(rows.map(row => [row.entity_ref, row]));
}

function toRow(
  { scorecard, revision = 0 }: ScorecardChange,
  positions: CheckPositions,
) {
  return toScorecardRow(scorecard, revision + 1, positions);
}

/* A result keeps its date while its state does not change. */
function sinceOf(
  { scorecard }: ScorecardChange,
  before: LockedRow | undefined,
  positions: CheckPositions,
): SinceByCheck {
  const now = Date.parse(scorecard.evaluatedAt);
  const earlier = before && {
    states: positions.toResults(before.states),
    since: toSince(before.since),
  };
  return Object.fromEntries(
    scorecard.results.map(({ checkId, state }) => [
      checkId,
      earlier?.states.get(checkId) === state ? earlier.since[checkId] : now,
    ]),
  );
}

/*
 * Somebody else may have made a first scorecard since the stored ones were locked; theirs stays.
 */
async function writeScorecards(
  tx: Knex,
  rows: JsonRow[],
): Promise<Set<string>> {
  const result: unknown = await tx.raw(
    `${upsert('scorecards', scorecardColumns)}
    WHERE scorecards.revision = excluded.revision - 1
    RETURNING entity_ref`,
    [selectJsonRows(tx, scorecardColumns, rows)],
  );
  return new Set(
    rowsOf<{ entity_ref: string }>(result).map(row => row.entity_ref),
  );
}

async function writeDetails(tx: Knex, rows: JsonRow[]): Promise<void> {
  await tx.raw(upsert('scorecard_details', detailColumns), [
    selectJsonRows(tx, detailColumns, rows),
  ]);
}

function upsert(table: string, columns: Record<string, JsonColumnType>) {
  const names = Object.keys(columns);
  const updates = names
    .filter(name => name !== 'entity_ref')
    .map(name => `${name} = excluded.${name}`);
  return `INSERT INTO ${table} (${names})
    SELECT * FROM (?) AS page WHERE true ORDER BY entity_ref
    ON CONFLICT (entity_ref) DO UPDATE SET ${updates}`;
}

/** The rows that a raw statement returns: with PostgreSQL they are part of its result. */
function rowsOf<T>(result: unknown): T[] {
  return Array.isArray(result) ? result : (result as { rows: T[] }).rows;
}
