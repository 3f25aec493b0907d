import { Knex } from 'knex';
import { selectJsonRows } from '../../database/jsonRows';
import { isOneOf, StoredTime, toIsoTime } from '../../database/sql';

/**
 * ISO 8601; since when entities have had their level, as far as that is in their history. Another level for a part
 * of one day (UTC) is no interruption: it is that of facts which could not be read for an hour, or of a service whose
 * assessment comes some minutes after it.
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
      // What came last on a day with another level, and what came before an entity that is there again.
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
      .whereRaw(isOneOf(knex, 'entity_ref', entityRefs))
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
