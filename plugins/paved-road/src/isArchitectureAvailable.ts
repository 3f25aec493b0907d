import { Entity } from '@backstage/catalog-model';

/**
 * Whether an entity can have an architecture assessment: Components and Systems can.
 *
 * @public
 */
export function isArchitectureAvailable(entity: Pick<Entity, 'kind'>): boolean {
  return ['component', 'system'].includes(
    entity.kind.toLocaleLowerCase('en-US'),
  );
}
