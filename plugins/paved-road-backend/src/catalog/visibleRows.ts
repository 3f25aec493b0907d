import { Knex } from 'knex';
import { createInCondition } from '../database/sql';
import { VisibleEntities } from './types';

/**
 * A condition that an entity is visible.
 *
 * @param entityRef - the column with the reference of the entity
 * @param classId - the column with its class, or {@link selectClass}; absent if there is neither
 */
export function isVisible(
  knex: Knex,
  visible: VisibleEntities,
  entityRef: string,
  classId?: string | Knex.Raw,
): Knex.Raw {
  if (visible.all) {
    return knex.raw('true');
  }
  if ('entityRefs' in visible) {
    return createInCondition(knex, entityRef, visible.entityRefs);
  }
  const { ids, hidden } = visible.classes;
  if (classId === undefined) {
    return knex.raw('EXISTS ?', [
      knex('entity_access as access')
        .select(knex.raw('1'))
        .whereRaw('access.entity_ref = ??', [entityRef])
        .whereRaw(isVisible(knex, visible, entityRef, 'access.class_id')),
    ]);
  }
  // The shorter list is planned faster.
  return hidden && hidden.ids.length < ids.length
    ? knex.raw('(?? <= ? AND NOT ?)', [
        classId,
        hidden.last,
        createInCondition(knex, classId, hidden.ids),
      ])
    : createInCondition(knex, classId, ids);
}

/** The class of an entity, for tables of few rows: the database looks each one up. */
export function selectClass(knex: Knex, entityRef: string): Knex.Raw {
  return knex.raw(
    '(SELECT class_id FROM entity_access AS access WHERE access.entity_ref = ??)',
    [entityRef],
  );
}
