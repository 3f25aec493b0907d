import { Knex } from 'knex';
import { isOneOf, StoredTime, toIsoTime } from '../database/sql';

/** ISO 8601; when entities came to the level that they have, as far as that is in their history. */
export async function readLevelBegins(
  knex: Knex,
  entityRefs: string[],
): Promise<Map<string, string>> {
  if (entityRefs.length === 0) {
    return new Map();
  }
  const rows: { entity_ref: string; at: StoredTime }[] = await knex(
    'scorecard_transitions',
  )
    .whereIn(
      'id',
      knex('scorecard_transitions')
        // The first condition says nothing new, but lets the index be used.
        .whereRaw("aspect <> 'check' AND aspect = 'level'")
        .whereRaw(isOneOf(knex, 'entity_ref', entityRefs))
        .groupBy('entity_ref')
        .max('id'),
    )
    .select('entity_ref', 'at');
  return new Map(rows.map(({ entity_ref, at }) => [entity_ref, toIsoTime(at)]));
}
