import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, RELATION_HAS_PART } from '@backstage/catalog-model';
import { isOfKind, listTargetRefs } from './catalogSnapshot';
import { EntityAccess } from './types';

/**
 * The visible components of a system, sorted. Its relations name them; a query of the catalog would count and sort all
 * components.
 */
export async function listComponents(
  entities: Pick<EntityAccess, 'listVisible'>,
  system: Entity,
  credentials: BackstageCredentials,
): Promise<string[]> {
  const visible = await entities.listVisible(
    listTargetRefs(system, RELATION_HAS_PART).filter(isOfKind('component')),
    credentials,
  );
  return visible.sort();
}
