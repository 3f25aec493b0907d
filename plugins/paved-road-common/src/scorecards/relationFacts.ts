import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { RelationFacts } from './subject';

/**
 * What a relation to an entity tells of it.
 *
 * @public
 */
export function toRelationTarget(
  entity: Partial<Entity>,
): Pick<RelationFacts['target'], 'type'> {
  const type = entity.spec?.type;
  return typeof type === 'string' ? { type } : {};
}

/**
 * The relations of an entity as rules see them: by type and target, because a file, a catalog and its database each have
 * an order of their own.
 *
 * @param lookup - what is known of a target by its reference: `spec.type` where it has one, or why nothing is known;
 *   undefined where the target is not in the catalog
 * @public
 */
export function toRelationFacts(
  entity: Entity,
  lookup: (
    targetRef: string,
  ) => Pick<RelationFacts['target'], 'type' | 'unknown'> | undefined,
): RelationFacts[] {
  const relations = (entity.relations ?? []).toSorted(
    (a, b) =>
      compareTexts(a.type, b.type) || compareTexts(a.targetRef, b.targetRef),
  );
  return relations.map(({ type, targetRef }) => {
    const target = lookup(targetRef);
    return {
      type,
      targetRef,
      target: {
        ...parseEntityRef(targetRef),
        ...(target?.unknown === undefined
          ? { exists: target !== undefined }
          : { unknown: target.unknown }),
        ...(target?.type !== undefined && { type: target.type }),
      },
    };
  });
}

function compareTexts(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
