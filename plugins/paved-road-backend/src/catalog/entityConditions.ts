import { Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { permissionRules } from '@backstage/plugin-catalog-backend/alpha';
import { FilterPredicate } from '@backstage/filter-predicates';
import {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { z } from 'zod';
import { EntityProperty, LONGEST_VALUE } from './entityProperties';

/** Conditions on entities made of the catalog's own rules only, so that they can be decided here. */
export type EntityCondition =
  | { anyOf: EntityCondition[] }
  | { allOf: EntityCondition[] }
  | { not: EntityCondition }
  /** In lower case. */
  | { kinds: string[] }
  /** References of owners, in lower case. */
  | { owners: string[] }
  | { property: EntityProperty };

const lowerCase = z.string().toLowerCase();
const lowerCases = z.array(lowerCase);
const value = lowerCase.optional();

function translate<Params extends z.ZodRawShape>(
  { name }: { name: string },
  params: Params,
  toCondition: (params: z.output<z.ZodObject<Params>>) => EntityCondition,
) {
  return z
    .object({ rule: z.literal(name), params: z.object(params) })
    .transform(({ params: read }) => toCondition(read));
}

/* What a rule asks the database of the catalog for: lists of the catalog are decided by that. */
const ruleSchema = z.discriminatedUnion('rule', [
  translate(permissionRules.isEntityKind, { kinds: lowerCases }, of => of),
  translate(
    permissionRules.isEntityOwner,
    { claims: lowerCases },
    ({ claims }) => ({ owners: claims }),
  ),
  translate(
    permissionRules.hasAnnotation,
    { annotation: lowerCase, value },
    of => withProperty('metadata', `annotations.${of.annotation}`, of.value),
  ),
  translate(permissionRules.hasLabel, { label: lowerCase, value }, of =>
    withProperty('metadata', `labels.${of.label}`, of.value),
  ),
  translate(permissionRules.hasMetadata, { key: lowerCase, value }, of =>
    withProperty('metadata', of.key, of.value),
  ),
  translate(permissionRules.hasSpec, { key: lowerCase, value }, of =>
    withProperty('spec', of.key, of.value),
  ),
]);

/**
 * The conditions of a decision, if only rules of the catalog itself occur in them.
 *
 * @returns undefined for rules of an installation, which only its catalog can apply
 */
export function toEntityCondition(
  criteria: PermissionCriteria<PermissionCondition>,
): EntityCondition | undefined {
  if ('not' in criteria) {
    const not = toEntityCondition(criteria.not);
    return not && { not };
  }
  if ('anyOf' in criteria) {
    const anyOf = allKnown(criteria.anyOf);
    return anyOf && { anyOf };
  }
  if ('allOf' in criteria) {
    const allOf = allKnown(criteria.allOf);
    return allOf && { allOf };
  }
  return ruleSchema.safeParse(criteria).data;
}

/** The same condition for a query to the catalog. */
export function toFilterPredicate(condition: EntityCondition): FilterPredicate {
  if ('not' in condition) {
    return { $not: toFilterPredicate(condition.not) };
  }
  if ('anyOf' in condition) {
    return { $any: condition.anyOf.map(toFilterPredicate) };
  }
  if ('allOf' in condition) {
    return { $all: condition.allOf.map(toFilterPredicate) };
  }
  if ('kinds' in condition) {
    return { $any: condition.kinds.map(kind => ({ kind })) };
  }
  if ('owners' in condition) {
    return {
      $any: condition.owners.map(owner => ({ 'relations.ownedBy': owner })),
    };
  }
  const { root, key, value: wanted = { $exists: true } } = condition.property;
  return { [`${root}.${key}`]: wanted } as FilterPredicate;
}

export function collectProperties(
  condition: EntityCondition,
): EntityProperty[] {
  if ('not' in condition) {
    return collectProperties(condition.not);
  }
  if ('anyOf' in condition) {
    return condition.anyOf.flatMap(collectProperties);
  }
  if ('allOf' in condition) {
    return condition.allOf.flatMap(collectProperties);
  }
  return 'property' in condition ? [condition.property] : [];
}

/** References of owners that the catalog finds the entity by. */
export function listOwnerRefs({ relations = [] }: Entity): string[] {
  const owners = relations
    .filter(
      ({ type, targetRef }) =>
        type === RELATION_OWNED_BY && targetRef.length <= LONGEST_VALUE,
    )
    .map(({ targetRef }) => targetRef.toLowerCase());
  return [...new Set(owners)];
}

function withProperty(
  root: EntityProperty['root'],
  key: string,
  wanted?: string,
): EntityCondition {
  return { property: { root, key, value: wanted } };
}

function allKnown(
  criteria: PermissionCriteria<PermissionCondition>[],
): EntityCondition[] | undefined {
  const conditions = criteria.map(toEntityCondition);
  return conditions.every(condition => condition !== undefined)
    ? conditions
    : undefined;
}
