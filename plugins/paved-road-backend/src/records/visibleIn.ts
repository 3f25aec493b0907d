import { Knex } from 'knex';
import { VisibleEntities } from '../catalog/types';

/** Of sets that many requests share. */
const sets = new WeakMap<readonly string[], Set<string>>();

/**
 * Those of the visible entities that a table has a row of: a database sorts all references that it gets for each
 * query, even if the table is empty.
 */
export async function visibleIn(
  knex: Knex,
  table: string,
  visible: VisibleEntities,
): Promise<VisibleEntities> {
  if (visible.all) {
    return visible;
  }
  const { entityRefs } = visible;
  const isVisible = sets.get(entityRefs) ?? new Set(entityRefs);
  if (Object.isFrozen(entityRefs)) {
    sets.set(entityRefs, isVisible);
  }
  const present: string[] = await knex(table)
    .distinct('entity_ref')
    .pluck('entity_ref');
  return {
    ...visible,
    entityRefs: present.filter(ref => isVisible.has(ref)),
  };
}
