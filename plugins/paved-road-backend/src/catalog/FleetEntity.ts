import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { hashText } from '../database/hash';

/** An entity from the catalog, with values that are needed repeatedly. */
export interface FleetEntity {
  entity: Entity;
  entityRef: string;
  /** The same where the entity is the same. */
  hash: string;
}

export function toFleetEntity(entity: Entity): FleetEntity {
  return {
    entity,
    entityRef: stringifyEntityRef(entity),
    hash: hashOfEntity(entity),
  };
}

/*
 * Without parts that change although the entity does not: processing gives it another etag and writes the outcome to
 * `status`. The order of keys does not change, because the catalog keeps entities as text.
 */
function hashOfEntity({ metadata, ...entity }: Entity): string {
  return hashText(
    JSON.stringify({
      ...entity,
      metadata: { ...metadata, etag: undefined, uid: undefined },
      status: undefined,
    }),
  );
}
