import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, RELATION_HAS_PART } from '@backstage/catalog-model';
import { isOfKind, listTargetRefs } from './catalogSnapshot';
import { EntityAccess } from './types';

/** Components of a system that are looked at with one request; more are known as late as lists are. */
const MOST_AT_ONCE = 500;

/**
 * The visible components of a system, sorted. Its relations name them; a query of the catalog would count and sort all
 * components.
 */
export async function listComponents(
  entities: Pick<EntityAccess, 'getVisibleOf' | 'listVisible'>,
  system: Entity,
  credentials: BackstageCredentials,
): Promise<string[]> {
  const refs = listTargetRefs(system, RELATION_HAS_PART).filter(
    isOfKind('component'),
  );
  if (refs.length > MOST_AT_ONCE) {
    return (await entities.listVisible(refs, credentials)).sort();
  }
  const visible = await entities.getVisibleOf(refs, credentials, {
    fields: [],
  });
  return [...visible.keys()];
}
