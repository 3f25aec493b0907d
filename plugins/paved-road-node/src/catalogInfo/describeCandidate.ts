import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { assertScorableEntity, toCatalogEntity } from './toCatalogEntity';

/**
 * Creates the entities that the catalog would create from a candidate and its companions.
 *
 * @returns entities by reference, the candidate first
 * @throws InputError if the catalog would reject one, one is described twice, or the kind of the candidate has no
 * scorecards
 * @public
 */
export async function describeCandidate(
  entity: Entity,
  companions: Entity[],
): Promise<Map<string, Entity>> {
  const candidate = await toCatalogEntity(entity, 'entity');
  assertScorableEntity(candidate);
  const described = new Map([[stringifyEntityRef(candidate), candidate]]);
  for (const [index, item] of companions.entries()) {
    const field = `companions.${index}`;
    const companion = await toCatalogEntity(item, field);
    const ref = stringifyEntityRef(companion);
    if (described.has(ref)) {
      throw new InputError(`${field}: ${ref} is described twice`);
    }
    described.set(ref, companion);
  }
  return described;
}
