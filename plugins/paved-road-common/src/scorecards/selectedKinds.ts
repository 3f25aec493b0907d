import { Entity } from '@backstage/catalog-model';
import {
  FilterPredicate,
  filterPredicateToFilterFunction,
} from '@backstage/filter-predicates';

/** The kinds that a filter can select without naming them. */
const impliedKinds = ['Component', 'System'];

/**
 * The kinds that have no scorecards, whatever a filter says: scorecards are of what people build.
 *
 * @public
 */
export const unscoredKinds = ['User', 'Location'];

/** The fields of an entity, but for its kind: what they have is known only when the catalog is read. */
const openFields = ['apiVersion', 'metadata', 'spec', 'relations', 'status'];

/**
 * Whether two names stand for the same kind: case does not matter to the catalog.
 *
 * @public
 */
export function isSameKind(a: string, b: string): boolean {
  return (
    a === b || a.toLocaleLowerCase('en-US') === b.toLocaleLowerCase('en-US')
  );
}

/**
 * Whether a rule pack with a filter selects an entity.
 *
 * @public
 */
export function createSelector(
  filter: FilterPredicate,
): (entity: Entity) => boolean {
  const kinds = selectedKinds(filter);
  const matches = filterPredicateToFilterFunction<Entity>(filter);
  return entity =>
    kinds.some(kind => isSameKind(kind, entity.kind)) && matches(entity);
}

/**
 * The kinds of which entities can match the filter of a rule pack: those that it names, and Component and System,
 * which it need not name. Where it says nothing of kinds, another kind is not selected by chance.
 *
 * @public
 */
export function selectedKinds(filter: FilterPredicate): string[] {
  return matchingKinds(filter, [...impliedKinds, ...namedKinds(filter)]);
}

/**
 * Those of the kinds of which an entity can match a filter, once each. Users and Locations cannot.
 *
 * @public
 */
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

/**
 * The kinds that a filter names, as it writes them.
 *
 * @public
 */
export function namedKinds(filter: FilterPredicate): string[] {
  return listConditions(filter).flatMap(([path, value]) =>
    path === 'kind' ? acceptedTexts(value) : [],
  );
}

/**
 * The first field in a filter that no entity has; undefined if there is none.
 *
 * @public
 */
export function unknownField(filter: FilterPredicate): string | undefined {
  return listConditions(filter)
    .map(([path]) => path)
    .find(path => path !== 'kind' && !openFields.includes(firstStep(path)));
}

/** Whether an entity of a kind matches, where that does not depend on what the entity says; otherwise undefined. */
function decide(filter: FilterPredicate, kind: string): boolean | undefined {
  if ('$all' in filter) {
    return every(filter.$all.map(part => decide(part, kind)));
  }
  if ('$any' in filter) {
    return not(every(filter.$any.map(part => not(decide(part, kind)))));
  }
  if ('$not' in filter) {
    return not(decide(filter.$not, kind));
  }
  return every(
    Object.entries(filter).map(([path, value]) =>
      openFields.includes(firstStep(path))
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

function every(decisions: (boolean | undefined)[]): boolean | undefined {
  if (decisions.includes(false)) {
    return false;
  }
  return decisions.includes(undefined) ? undefined : true;
}

function firstStep(path: string): string {
  return path.split('.')[0];
}

/** All paths in a filter, with what they have to match. */
function listConditions(filter: FilterPredicate): [string, unknown][] {
  return Object.entries(filter).flatMap(([key, value]) => {
    switch (key) {
      case '$all':
      case '$any':
        return (value as FilterPredicate[]).flatMap(listConditions);
      case '$not':
        return listConditions(value as FilterPredicate);
      default:
        return [[key, value] satisfies [string, unknown]];
    }
  });
}

/** The texts that a value has to equal, or one of which. */
function acceptedTexts(value: unknown): string[] {
  const values =
    typeof value === 'object' && value !== null && '$in' in value
      ? [value.$in].flat()
      : [value];
  return values.filter(item => typeof item === 'string');
}
