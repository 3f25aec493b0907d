import {
  Entity,
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
} from '@backstage/catalog-model';
import {
  ComparableSnapshot,
  Pattern,
  pavedRoadAnnotations,
} from '@paved-road/plugin-paved-road-common';
import { patternSchema } from '@paved-road/plugin-paved-road-common/schemas';

/** A PostgreSQL index cannot hold much longer ones, and the catalog has no longer references. */
const LONGEST_REF = 512;

/** The catalog snapshot of an assessment, from the entity alone. */
export function toCatalogSnapshot(entity: Entity): ComparableSnapshot {
  return {
    owner: listTargetRefs(entity, RELATION_OWNED_BY)[0],
    system: findSystemRef(entity),
    dependencies: listTargetRefs(
      entity,
      RELATION_DEPENDS_ON,
      RELATION_CONSUMES_API,
    ),
    pattern: entity.metadata.annotations?.[pavedRoadAnnotations.pattern],
  };
}

/** The valid pattern that the entity declares, if any. */
export function readDeclaredPattern(entity: Entity): Pattern | undefined {
  return patternSchema.safeParse(
    entity.metadata.annotations?.[pavedRoadAnnotations.pattern],
  ).data;
}

export function findSystemRef(entity: Entity): string | undefined {
  return listTargetRefs(entity, RELATION_PART_OF).find(isOfKind('system'));
}

/** Targets of relations of the given types, sorted and unique, without impossible ones. */
export function listTargetRefs(entity: Entity, ...types: string[]): string[] {
  const targets = (entity.relations ?? [])
    .filter(({ type }) => types.includes(type))
    .map(({ targetRef }) => targetRef)
    .filter(({ length }) => length <= LONGEST_REF);
  return [...new Set(targets)].sort();
}

/** @returns a test for complete references in lower case; they need not be valid */
export function isOfKind(kind: string): (entityRef: string) => boolean {
  return entityRef => entityRef.startsWith(`${kind}:`);
}

/** The same text for the same snapshot, so that a database can compare two. */
export function toSnapshotText({
  dependencies,
  owner,
  pattern,
  system,
}: ComparableSnapshot): string {
  return JSON.stringify({ dependencies, owner, pattern, system });
}

export function parseSnapshotText(text: string): ComparableSnapshot {
  return JSON.parse(text) as ComparableSnapshot;
}
