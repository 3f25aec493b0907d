import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, RELATION_HAS_PART } from '@backstage/catalog-model';
import { isOfKind, listTargetRefs } from './catalogSnapshot';
import { EntityAccess } from './types';

/** More components of a system are counted, as late as lists know them, but not read. */
const MOST_COMPONENTS = 500;

/**
 * The first visible components of a system by reference, and how many there are. Its relations name them; a query of
 * the catalog would count and sort all components.
 *
 * @param fields - of each component, besides its name
 */
export async function readComponents(
  entities: Pick<EntityAccess, 'getVisibleOf' | 'listVisible'>,
  system: Entity,
  credentials: BackstageCredentials,
  fields: string[],
): Promise<{ items: Entity[]; total: number }> {
  const refs = listTargetRefs(system, RELATION_HAS_PART).filter(
    isOfKind('component'),
  );
  const listed =
    refs.length > MOST_COMPONENTS
      ? (await entities.listVisible(refs, credentials)).sort()
      : refs;
  const read = listed.slice(0, MOST_COMPONENTS);
  const found = await entities.getVisibleOf(read, credentials, { fields });
  const items = [...found.values()];
  return { items, total: listed.length - read.length + items.length };
}
