import { Knex } from 'knex';
import { createInCondition } from '../database/sql';
import { VisibleEntities } from './types';

/**
 * A condition that an entity is visible.
 *
 * @param column - with the reference of the entity
 */
export function isVisible(
  knex: Knex,
  visible: VisibleEntities,
  column: string,
): Knex.Raw {
  if (visible.all) {
    return knex.raw('true');
  }
  if ('entityRefs' in visible) {
    return createInCondition(knex, column, visible.entityRefs);
  }
  return knex.raw('EXISTS ?', [
    knex('entity_access as access')
      .select(knex.raw('1'))
      .whereRaw('access.entity_ref = ??', [column])
      .whereRaw(
        createInCondition(knex, 'access.class_id', visible.classes.ids),
      ),
  ]);
}
