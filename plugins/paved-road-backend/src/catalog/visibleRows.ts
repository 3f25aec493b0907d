import { Knex } from 'knex';
import { createInCondition } from '../database/sql';
import { VisibleEntities } from './types';

/**
 * A condition that an entity is visible.
 *
 * @param entityRef - the column with the reference of the entity
 * @param classId - the column with its class; absent to look it up
 */
export function isVisible(
  knex: Knex,
  visible: VisibleEntities,
  entityRef: string,
  classId?: string,
): Knex.Raw {
  if (visible.all) {
    return knex.raw('true');
  }
  if ('entityRefs' in visible) {
    return createInCondition(knex, entityRef, visible.entityRefs);
  }
  const { ids } = visible.classes;
  if (classId !== undefined) {
    return createInCondition(knex, classId, ids);
  }
  return knex.raw('EXISTS ?', [
    knex('entity_access as access')
      .select(knex.raw('1'))
      .whereRaw('access.entity_ref = ??', [entityRef])
      .whereRaw(createInCondition(knex, 'access.class_id', ids)),
  ]);
}
