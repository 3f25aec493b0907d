import { Knex } from 'knex';
import { JsonRow, selectJsonRows } from '../../database/jsonRows';
import {
  createInCondition,
  isSqlite,
  StoredTime,
  toIsoTime,
} from '../../database/sql';
import { addPositions, CheckPositions, readPositions } from './checkPositions';
import { ScorecardCounts } from './scorecardCounts';
import {
  DetailRow,
  ScorecardRow,
  scorecardColumns,
  toDetailRow,
  toScorecardRow,
  toSince,
} from './scorecardRows';
import { Removal, ScorecardChange } from './StoredScorecard';
import {
  saveTransitions,
  transitionsBetween,
  transitionsToNothing,
} from './scorecardTransitions';

/** Per transaction. */
const REMOVED_AT_ONCE = 500;

/** The limit of SQLite for an insert of Knex. */
const DETAILS_AT_ONCE = 500;

/** A stored scorecard, locked for the rest of the transaction. */
type LockedRow = ScorecardRow & Pick<DetailRow, 'since'>;

/** All writers lock entities, scorecards, counts and changes in this order, by key, so that they cannot deadlock. */
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
    // After the rows, which may have checks that are new to this back end.
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
          .whereRaw(createInCondition(tx, 'entity_ref', [...stored.keys()]))
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
 * Serializes writers of a scorecard, even of the first one, and keeps the entity in the index until its scorecard can be
 * removed.
 */
export async function lockIndexed(
  tx: Knex,
  entityRefs: string[],
): Promise<string[]> {
  const query = tx('entities')
    .whereRaw(createInCondition(tx, 'entity_ref', entityRefs))
    .orderBy('entity_ref');
  return await (isSqlite(tx) ? query : query.forNoKeyUpdate()).pluck(
    'entity_ref',
  );
}

export async function lockScorecards(
  tx: Knex,
  entityRefs: string[],
): Promise<Map<string, LockedRow>> {
  const query = tx('scorecards as s')
    .join('scorecard_details as d', 'd.entity_ref', 's.entity_ref')
    .whereRaw(createInCondition(tx, 's.entity_ref', entityRefs))
    .orderBy('s.entity_ref')
    .select('s.*', 'd.since');
  const rows: LockedRow[] = await (isSqlite(tx) ? query : query.forUpdate('s'));
  return new Map(rows.map(row => [row.entity_ref, row]));
}

function toWrite(
  change: ScorecardChange,
  before: LockedRow | undefined,
  positions: CheckPositions,
) {
  const { scorecard, revision = 0 } = change;
  const places = scorecard.results.map(result => positions.of(result));
  const since = computeSinceTimes(
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

/* A result keeps its date while its state is the same. */
function computeSinceTimes(
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

/* For long texts, placeholders are faster than parsing one JSON text. */
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

/**
 * Reads since when entities have had their level, as far as their history goes; ISO 8601. Another level for a part of
 * one day (UTC) does not count: facts may be unavailable for an hour, or the assessment of a new service may come some
 * minutes later.
 */
export async function readLevelBegins(
  knex: Knex,
  entityRefs: string[],
): Promise<Map<string, string>> {
  if (entityRefs.length === 0) {
    return new Map();
  }
  const rows: { entity_ref: string; at: StoredTime }[] = await knex
    .with('changes', selectLevelChanges(knex, entityRefs))
    .with(
      'ends',
      // The last change of a day with another level, and everything before an entity was created again.
      knex('changes')
        .whereRaw('from_state IS NULL')
        .orWhereRaw('id = last_of_day AND to_state IS DISTINCT FROM level')
        .groupBy('entity_ref')
        .select(
          'entity_ref',
          knex.raw(
            'MAX(CASE WHEN from_state IS NULL THEN id - 1 ELSE id END) AS id',
          ),
        ),
    )
    .from('scorecard_transitions')
    .whereIn(
      'id',
      knex('changes as c')
        .leftJoin('ends as e', 'e.entity_ref', 'c.entity_ref')
        .whereRaw('c.to_state = c.level AND (e.id IS NULL OR c.id > e.id)')
        .groupBy('c.entity_ref')
        .min('c.id'),
    )
    .select('entity_ref', 'at');
  return new Map(rows.map(({ entity_ref, at }) => [entity_ref, toIsoTime(at)]));
}

/* Each with the level that the entity has now, and with the last change of its day. */
function selectLevelChanges(
  knex: Knex,
  entityRefs: string[],
): Knex.QueryBuilder {
  return (
    knex('scorecard_transitions')
      // The first condition is redundant, but lets the query use the index.
      .whereRaw("aspect <> 'check' AND aspect = 'level'")
      .whereRaw(createInCondition(knex, 'entity_ref', entityRefs))
      .select(
        'id',
        'entity_ref',
        'from_state',
        'to_state',
        knex.raw(
          'FIRST_VALUE(to_state) OVER (PARTITION BY entity_ref ORDER BY id DESC) AS level',
        ),
        knex.raw('MAX(id) OVER (PARTITION BY entity_ref, day) AS last_of_day'),
      )
  );
}

/** The time since which entities have had their level; ISO 8601, by reference. */
export async function saveLevelBegins(
  tx: Knex,
  begins: Map<string, string>,
): Promise<void> {
  if (begins.size === 0) {
    return;
  }
  await tx.raw(
    `UPDATE scorecards SET level_since = begins.level_since FROM (?) AS begins
    WHERE scorecards.entity_ref = begins.entity_ref`,
    [
      selectJsonRows(
        tx,
        { entity_ref: 'text', level_since: 'text' },
        [...begins].map(([entity_ref, level_since]) => ({
          entity_ref,
          level_since,
        })),
      ),
    ],
  );
}
