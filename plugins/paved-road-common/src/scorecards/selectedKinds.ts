import { Entity } from '@backstage/catalog-model';
import {
  FilterPredicate,
  filterPredicateToFilterFunction,
} from '@backstage/filter-predicates';

/** Kinds that a filter selects without naming them. */
const impliedKinds = ['Component', 'System'];

/** Kinds without scorecards, whatever the filter. @public */
export const unscoredKinds = ['User', 'Location'];

/** Fields of an entity whose values are unknown before the catalog is read. */
const openFields = ['apiVersion', 'metadata', 'spec', 'relations', 'status'];

/** Whether two names are the same kind; the catalog ignores case. @public */
export function isSameKind(a: string, b: string): boolean {
  return (
    a === b || a.toLocaleLowerCase('en-US') === b.toLocaleLowerCase('en-US')
  );
}

/** Creates the entity filter of a rule pack. @public */
export function createSelector(
  filter: FilterPredicate,
): (entity: Entity) => boolean {
  const kinds = selectedKinds(filter);
  const matches = filterPredicateToFilterFunction<Entity>(filter);
  return entity =>
    kinds.some(kind => isSameKind(kind, entity.kind)) && matches(entity);
}

/**
 * The kinds that the filter of a rule pack can select: the kinds in the filter, and Component and System. A filter
 * without kinds selects only these two.
 *
 * @public
 */
export function selectedKinds(filter: FilterPredicate): string[] {
  return matchingKinds(filter, [...impliedKinds, ...namedKinds(filter)]);
}

/** The given kinds that can match a filter, each once, without {@link unscoredKinds}. @public */
export function matchingKinds(
  filter: FilterPredicate,
  kinds: string[],
): string[] {
  return kinds.filter(
    (kind, index) =>
      kinds.findIndex(other => isSameKind(other, kind)) === index &&
      !unscoredKinds.some(unscored => isSameKind(unscored, kind)) &&
      decide(filter, kind) !== false,
  );
}

/** The kinds in a filter, as written. @public */
export function namedKinds(filter: FilterPredicate): string[] {
  return listPathConditions(filter).flatMap(([path, value]) =>
    path === 'kind' ? acceptedTexts(value) : [],
  );
}

/** The first field in a filter that entities cannot have; undefined if there is none. @public */
export function unknownField(filter: FilterPredicate): string | undefined {
  return listPathConditions(filter)
    .map(([path]) => path)
    .find(
      path => path !== 'kind' && !openFields.includes(firstPathSegment(path)),
    );
}

/** Whether all or no entities of a kind match; undefined if it depends on the entity. */
function decide(filter: FilterPredicate, kind: string): boolean | undefined {
  if ('$all' in filter) {
    return everyOrUnknown(filter.$all.map(part => decide(part, kind)));
  }
  if ('$any' in filter) {
    return not(
      everyOrUnknown(filter.$any.map(part => not(decide(part, kind)))),
    );
  }
  if ('$not' in filter) {
    return not(decide(filter.$not, kind));
  }
  return everyOrUnknown(
    Object.entries(filter).map(([path, value]) =>
      openFields.includes(firstPathSegment(path))
        ? undefined
        : filterPredicateToFilterFunction({
            [path]: value,
          } as FilterPredicate)({ kind }),
    ),
  );
}

function not(decision: boolean | undefined): boolean | undefined {
  return decision === undefined ? undefined : !decision;
}

function everyOrUnknown(
  decisions: (boolean | undefined)[],
): boolean | undefined {
  if (decisions.includes(false)) {
    return false;
  }
  return decisions.includes(undefined) ? undefined : true;
}

function firstPathSegment(path: string): string {
  return path.split('.')[0];
}

function listPathConditions(filter: FilterPredicate): [string, unknown][] {
  return Object.entries(filter).flatMap(([key, value]) => {
    switch (key) {
      case '$all':
      case '$any':
        return (value as FilterPredicate[]).flatMap(listPathConditions);
      case '$not':
        return listPathConditions(value as FilterPredicate);
      default:
        return [[key, value] satisfies [string, unknown]];
    }
  });
}

function acceptedTexts(value: unknown): string[] {
  const values =
    typeof value === 'object' && value !== null && '$in' in value
      ? [value.$in].flat()
      : [value];
  return values.filter(item => typeof item === 'string');
}
