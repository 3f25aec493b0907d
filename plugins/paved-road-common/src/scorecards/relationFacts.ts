import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { RelationFacts } from './subject';

/**
 * The facts about an entity from a relation to it.
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
 * The relations of an entity as rules see them: sorted by type and target, because a file, a catalog and its database
 * each have their own order.
 *
 * @param lookup - what is known about a target by its reference: `spec.type`, if any, or why nothing is known;
 *   undefined if the target is not in the catalog
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
