import { Knex } from 'knex';
import { JsonRow, selectJsonRows } from '../../database/jsonRows';
import { isOneOf, isSqlite, toIsoTime } from '../../database/sql';
import { addPositions, CheckPositions, readPositions } from './checkPositions';
import { ScorecardCounts } from './scorecardCounts';
import { toDetailRow, toSince } from './scorecardDetails';
import { readLevelBegins, saveLevelBegins } from './levelBegins';
import {
  countColumns,
  CountedRow,
  isComplete,
  RevisedRow,
  scorecardColumns,
  toScorecardRow,
} from './scorecardRows';
import { Removal, ScorecardChange } from './ScorecardStore';
import { saveStaleSinceApproval } from './staleSinceApproval';
import {
  saveTransitions,
  transitionsBetween,
  transitionsToNothing,
} from './scorecardTransitions';

/** Scorecards that are removed in one transaction. */
const REMOVED_AT_ONCE = 500;

/** SQLite accepts no more rows in one statement as Knex builds it. */
const DETAILS_AT_ONCE = 500;

/** A stored scorecard, locked for the rest of the transaction. */
interface LockedRow extends CountedRow, RevisedRow {
  entity_ref: string;
  level_since: string;
  since: string;
}

/**
 * All writers lock entities, scorecards, counts and changes in this order, each by key, so that they cannot deadlock.
 *
 * @returns the entities whose scorecard was saved
 */
export async function saveScorecards(
  knex: Knex,
  changes: ScorecardChange[],
): Promise<string[]> {
  // PostgreSQL refuses a statement that upserts the same row twice.
  const unique = new Map(
    changes.map(change => [change.scorecard.entityRef, change]),
  );
  await addPositions(
    knex,
    changes.flatMap(({ scorecard }) => scorecard.results),
  );
  return await knex.transaction(async tx => {
    const indexed = await lockIndexed(tx, [...unique.keys()]);
    const stored = await lockScorecards(tx, indexed);
    // After the rows, which may have been saved with checks that are new to this back end.
    const positions = await readPositions(tx);
    const kept = indexed.flatMap(entityRef => {
      const change = unique.get(entityRef)!;
      const before = stored.get(entityRef);
      return before?.revision === change.revision
        ? [toWrite(change, before, positions)]
        : [];
    });
    await writeScorecards(
      tx,
      kept.map(({ after }) => after),
    );
    await writeDetails(
      tx,
      kept.map(({ detail }) => detail),
    );
    const counts = new ScorecardCounts(positions);
    for (const { before, after } of kept) {
      if (before) {
        counts.add(before, -1);
      }
      counts.add(after, 1);
    }
    await counts.save(tx);
    await saveTransitions(
      tx,
      kept.flatMap(({ change, before, after }) =>
        transitionsBetween(before, after, change, positions),
      ),
    );
    await saveLevelBegins(
      tx,
      await readLevelBegins(
        tx,
        kept
          .filter(({ before, after }) => before && before.level !== after.level)
          .map(({ after }) => after.entity_ref),
      ),
    );
    await saveStaleSinceApproval(
      tx,
      kept
        .filter(({ before, after }) => before?.stale === null && after.stale)
        .map(({ after }) => after.entity_ref),
    );
    return kept.map(({ after }) => after.entity_ref);
  });
}

export async function removeScorecards(
  knex: Knex,
  entityRefs: string[],
  { causes, at }: Required<Removal>,
): Promise<void> {
  for (let start = 0; start < entityRefs.length; start += REMOVED_AT_ONCE) {
    const batch = entityRefs.slice(start, start + REMOVED_AT_ONCE);
    await knex.transaction(async tx => {
      const stored = await lockScorecards(tx, batch);
      const counts = new ScorecardCounts(await readPositions(tx));
      for (const row of stored.values()) {
        counts.add(row, -1);
      }
      for (const table of ['scorecards', 'scorecard_details']) {
        await tx(table)
          .whereRaw(isOneOf(tx, 'entity_ref', [...stored.keys()]))
          .delete();
      }
      await counts.save(tx);
      await saveTransitions(
        tx,
        [...stored.values()].flatMap(row =>
          transitionsToNothing(row.entity_ref, row, { causes, at }),
        ),
      );
    });
  }
}

/*
 * Every writer of the scorecard of an entity, even of the first one, waits here for the others; and the
 * entity cannot leave the index before its scorecard is there to be removed.
 */
export async function lockIndexed(
  tx: Knex,
  entityRefs: string[],
): Promise<string[]> {
  const query = tx('entities')
    .whereRaw(isOneOf(tx, 'entity_ref', entityRefs))
    .orderBy('entity_ref');
  return await (isSqlite(tx) ? query : query.forNoKeyUpdate()).pluck(
    'entity_ref',
  );
}

/* An earlier version leaves it as it was when the level was another one. */
async function correctLevelSince(tx: Knex, rows: LockedRow[]): Promise<void> {
  const begins = await readLevelBegins(
    tx,
    rows.map(row => row.entity_ref),
  );
  for (const row of rows) {
    row.level_since = begins.get(row.entity_ref) ?? row.level_since;
  }
}

export async function lockScorecards(
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
      's.complete_revision',
      's.level',
      's.level_rank',
      's.level_since',
      's.score',
      ...Object.values(countColumns).map(column => `s.${column}`),
      's.states',
      's.owner',
      's.system',
      's.pattern',
      's.assessment_status',
      's.stale',
      's.stage',
      's.lift',
      's.lift_level',
      'd.since',
    );
  const rows: LockedRow[] = await (isSqlite(tx) ? query : query.forUpdate('s'));
  await correctLevelSince(
    tx,
    rows.filter(row => !isComplete(row)),
  );
  return new Map(rows.map(row => [row.entity_ref, row]));
}

/** The rows to write for a change. */
function toWrite(
  change: ScorecardChange,
  before: LockedRow | undefined,
  positions: CheckPositions,
) {
  const { scorecard, revision = 0 } = change;
  const places = scorecard.results.map(result => positions.of(result));
  const since = sinceOf(
    change,
    places,
    before && {
      results: positions.toResults(before.states),
      since: toSince(before.since),
    },
  );
  return {
    change,
    before,
    after: toScorecardRow(scorecard, revision + 1, {
      positions: places,
      since,
      levelSince:
        before?.level === scorecard.level
          ? before.level_since
          : toIsoTime(scorecard.evaluatedAt),
    }),
    detail: toDetailRow(change, since, places),
  };
}

/* A result keeps its date while its state stays the same. */
function sinceOf(
  { scorecard }: ScorecardChange,
  places: number[],
  earlier?: {
    results: ReturnType<CheckPositions['toResults']>;
    since: number[];
  },
): number[] {
  const now = Date.parse(scorecard.evaluatedAt);
  const since: number[] = new Array(Math.max(0, ...places)).fill(0);
  scorecard.results.forEach(({ checkId, state }, index) => {
    const known = earlier?.results.get(checkId);
    since[places[index] - 1] =
      earlier && known?.state === state
        ? earlier.since[known.position - 1]
        : now;
  });
  return since;
}

async function writeScorecards(tx: Knex, rows: JsonRow[]): Promise<void> {
  const names = Object.keys(scorecardColumns);
  const updates = names.map(name => `${name} = excluded.${name}`);
  await tx.raw(
    `INSERT INTO scorecards (${names})
    SELECT * FROM (?) AS page WHERE true
    ON CONFLICT (entity_ref) DO UPDATE SET ${updates}`,
    [selectJsonRows(tx, scorecardColumns, rows)],
  );
}

/* Because they are long, one placeholder each is faster than parsing one text. */
async function writeDetails(
  tx: Knex,
  rows: ReturnType<typeof toDetailRow>[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += DETAILS_AT_ONCE) {
    await tx('scorecard_details')
      .insert(rows.slice(start, start + DETAILS_AT_ONCE))
      .onConflict('entity_ref')
      .merge();
  }
}
