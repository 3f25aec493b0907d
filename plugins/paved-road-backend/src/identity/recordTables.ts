import { Knex } from 'knex';
import { selectJsonRows } from '../database/jsonRows';
import { isOneOf, StoredTime } from '../database/sql';
import { KnexFactStore } from '../facts/KnexFactStore';

/** Records are kept under `from` and are to be kept under `to`, at most one for each of these. */
export interface Move {
  from: string;
  to: string;
}

/** Who ends records that others take the place of, and when. */
export interface Ending {
  by: string;
  at: Date;
}

const ENDED = 'Records of an earlier entity with this name were adopted';

/** What is kept under a reference or key. */
export interface RecordCounts {
  assessments: number;
  waivers: number;
  historyDays: number;
}

/** By key; one query for each table. */
export async function countRecords(
  knex: Knex,
  keys: string[],
): Promise<Map<string, RecordCounts>> {
  const countIn = async (table: string, counted: string) => {
    const rows: { entity_ref: string; count: number | string }[] = await knex(
      table,
    )
      .whereRaw(isOneOf(knex, 'entity_ref', keys))
      .groupBy('entity_ref')
      .select('entity_ref', knex.raw(`COUNT(${counted}) AS count`));
    return new Map(rows.map(row => [row.entity_ref, Number(row.count)]));
  };
  const assessments = await countIn('assessments', '*');
  const waivers = await countIn('waivers', '*');
  const days = await countIn('scorecard_transitions', 'DISTINCT day');
  return new Map(
    keys.map(key => [
      key,
      {
        assessments: assessments.get(key) ?? 0,
        waivers: waivers.get(key) ?? 0,
        historyDays: days.get(key) ?? 0,
      },
    ]),
  );
}

/**
 * Moves what cannot be found out again: assessments, waivers and the history of scorecards. Where there can be one
 * only, the newer one stays as it is.
 */
export async function moveRecords(
  tx: Knex,
  moves: Move[],
  ending: Ending,
): Promise<void> {
  await forgetRepeatedKeys(tx, 'assessments', 'author', moves);
  await forgetRepeatedKeys(tx, 'waivers', 'requested_by', moves);
  await supersedeOlder(tx, moves, ending);
  await revokeOlder(tx, moves, ending);
  // What somebody is about to write was read under the old key.
  for (const table of ['assessments', 'waivers']) {
    await moveRows(tx, table, moves, ', revision = revision + 1');
  }
  await moveRows(tx, 'scorecard_transitions', moves);
}

async function moveRows(
  tx: Knex,
  table: string,
  moves: Move[],
  more = '',
): Promise<void> {
  await tx.raw(
    `UPDATE ?? SET entity_ref = moves.target${more} FROM (?) AS moves
    WHERE ??.entity_ref = moves.source`,
    [table, selectMoves(tx, moves), table],
  );
}

/** Removes what is found out again; but scorecards, which are counted, are removed by their store. */
export async function removeDerived(
  tx: Knex,
  entityRefs: string[],
): Promise<void> {
  // With what was pushed, of which the other entity may have some as soon as it has the name.
  await new KnexFactStore(tx).remove(entityRefs);
  await tx('rule_preview_services')
    // As the index has them.
    .whereIn('preview_id', tx('rule_previews').select('id'))
    .whereRaw(isOneOf(tx, 'entity_ref', entityRefs))
    .delete();
}

function selectMoves(knex: Knex, moves: Move[]): Knex.Raw {
  return selectJsonRows(
    knex,
    { source: 'text', target: 'text' },
    moves.map(({ from, to }) => ({ source: from, target: to })),
  );
}

/** Pairs of a record that moves, as `earlier`, and one that is there already, as `own`. */
function selectPairs(
  tx: Knex,
  table: string,
  moves: Move[],
): Knex.QueryBuilder {
  return tx
    .with('moves', selectMoves(tx, moves))
    .from('moves')
    .join(`${table} as earlier`, 'earlier.entity_ref', 'moves.source')
    .join(`${table} as own`, 'own.entity_ref', 'moves.target');
}

/* A request that is sent once more finds what the entity of today has. */
async function forgetRepeatedKeys(
  tx: Knex,
  table: string,
  author: string,
  moves: Move[],
): Promise<void> {
  const ids: string[] = await selectPairs(tx, table, moves)
    .where(`own.${author}`, tx.ref(`earlier.${author}`))
    .where('own.idempotency_key', tx.ref('earlier.idempotency_key'))
    .pluck('earlier.id');
  await tx(table).whereIn('id', ids).update({ idempotency_key: null });
}

/* The approved assessment. */
async function supersedeOlder(
  tx: Knex,
  moves: Move[],
  { by, at }: Ending,
): Promise<void> {
  const ids = await selectOlder(
    selectPairs(tx, 'assessments', moves),
    'approved',
    'reviewed_at',
  );
  await tx('assessments')
    .whereIn('id', ids)
    .update({
      status: 'superseded',
      updated_at: at,
      revision: tx.raw('revision + 1'),
    });
  await insertEvents(
    tx,
    'assessment_events',
    ids.map(id => ({ assessment_id: id, action: 'superseded', actor: by, at })),
  );
}

/*
 * For each check, the waiver in force, then a request where the other side has one, which could not be approved, and
 * then the request that waits.
 */
async function revokeOlder(
  tx: Knex,
  moves: Move[],
  { by, at }: Ending,
): Promise<void> {
  const pairs = () =>
    selectPairs(tx, 'waivers', moves).where(
      'own.check_id',
      tx.ref('earlier.check_id'),
    );
  for (const select of [
    () => selectOlder(pairs(), 'approved', 'decided_at'),
    () =>
      pairs()
        .where({ 'earlier.status': 'requested', 'own.status': 'approved' })
        .pluck('earlier.id'),
    () =>
      pairs()
        .where({ 'earlier.status': 'approved', 'own.status': 'requested' })
        .pluck('own.id'),
    () => selectOlder(pairs(), 'requested', 'requested_at'),
  ]) {
    const ids = await select();
    await tx('waivers')
      .whereIn('id', ids)
      .update({
        status: 'revoked',
        revoked_by: by,
        revoked_at: at,
        revocation_comment: ENDED,
        revision: tx.raw('revision + 1'),
      });
    await insertEvents(
      tx,
      'waiver_events',
      ids.map(id => ({ waiver_id: id, action: 'revoked', actor: by, at })),
    );
  }
}

/** The older of each pair where both have a status. */
async function selectOlder(
  pairs: Knex.QueryBuilder,
  status: string,
  since: string,
): Promise<string[]> {
  const rows: {
    id: string;
    since: StoredTime;
    ownId: string;
    ownSince: StoredTime;
  }[] = await pairs
    .where('earlier.status', status)
    .where('own.status', status)
    .select({
      id: 'earlier.id',
      since: `earlier.${since}`,
      ownId: 'own.id',
      ownSince: `own.${since}`,
    });
  return rows.map(row =>
    new Date(row.since) > new Date(row.ownSince) ? row.ownId : row.id,
  );
}

async function insertEvents(
  tx: Knex,
  table: string,
  events: object[],
): Promise<void> {
  if (events.length > 0) {
    await tx(table).insert(events.map(event => ({ ...event, comment: ENDED })));
  }
}
