import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { digestOfText } from '../digest';

/** An entity as it was read from the catalog, with what is needed of it again and again. */
export interface FleetEntity {
  entity: Entity;
  entityRef: string;
  /** The same where the entity is the same. */
  digest: string;
}

export function toFleetEntity(entity: Entity): FleetEntity {
  return {
    entity,
    entityRef: stringifyEntityRef(entity),
    digest: digestOfEntity(entity),
  };
}

/*
 * Without what changes though the entity does not: the catalog gives it another etag when it processes it
 * again, and tells in `status` how that went. The order of keys does not change, because the catalog keeps
 * entities as text.
 */
function digestOfEntity({ metadata, ...entity }: Entity): string {
  return digestOfText(
    JSON.stringify({
      ...entity,
      metadata: { ...metadata, etag: undefined, uid: undefined },
      status: undefined,
    }),
  );
}
