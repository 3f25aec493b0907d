import {
  FilterPredicate,
  filterPredicateToFilterFunction,
} from '@backstage/filter-predicates';
import {
  describeFilter,
  nearestTo,
} from '@paved-road/plugin-paved-road-common/rules';
import { assessableKinds } from '../catalog/entityRecord';
import { ReadRulePack } from './readRulePack';
import { filterKey, RulePackSource } from './readRulePackSources';

/** The fields of an entity, but for its kind: what they have is known only when the catalog is read. */
const openFields = ['apiVersion', 'metadata', 'spec', 'relations', 'status'];

/** A filter, and where it stands. */
interface PlacedFilter {
  place: string;
  filter: FilterPredicate;
}

/**
 * Warnings of filters that no entity with a scorecard can match, whatever the catalog has: those for another kind, or
 * with a field that no entity has.
 */
export function emptyFilterWarnings(
  packs: ReadRulePack[],
  sources: RulePackSource[],
): string[] {
  const services = sources.find(({ wanted }) => wanted?.services)?.wanted
    ?.services;
  return [
    ...(services ? [{ place: filterKey, filter: services }] : []),
    ...packs.flatMap(pack => filtersOf(pack, sources)),
  ]
    .filter(({ filter }) => isEmpty(filter))
    .map(
      ({ place, filter }) =>
        `${place}: no entity can match ${describeFilter(filter)}, because ${reasonOf(filter)}`,
    );
}

/** The filters of a pack and its checks, but for one that all packs get from the config. */
function filtersOf(
  { source, changes, parsed }: ReadRulePack,
  sources: RulePackSource[],
): PlacedFilter[] {
  const { metadata, spec } = parsed.pack;
  const pack = `Rule pack ${metadata.name} at ${source}`;
  const { wanted } = sources.find(other => other.source === source) ?? {};
  const own = changes?.filter
    ? wanted?.filter && [
        { place: `${wanted.key}.filter`, filter: wanted.filter },
      ]
    : [{ place: `${pack}: spec.filter`, filter: spec.filter }];
  return [
    ...(own ?? []),
    ...spec.checks.flatMap(({ id, filter }) =>
      filter ? [{ place: `${pack}: filter of the check ${id}`, filter }] : [],
    ),
  ];
}

function isEmpty(filter: FilterPredicate): boolean {
  return assessableKinds.every(kind => decide(filter, kind) === false);
}

/** Whether an entity of a kind matches, where that does not depend on what the entity says; otherwise undefined. */
function decide(filter: FilterPredicate, kind: string): boolean | undefined {
  if ('$all' in filter) {
    return allOf(filter.$all.map(part => decide(part, kind)));
  }
  if ('$any' in filter) {
    return not(allOf(filter.$any.map(part => not(decide(part, kind)))));
  }
  if ('$not' in filter) {
    return not(decide(filter.$not, kind));
  }
  return allOf(
    Object.entries(filter).map(([path, value]) =>
      openFields.includes(fieldOf(path))
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

function allOf(decisions: (boolean | undefined)[]): boolean | undefined {
  if (decisions.includes(false)) {
    return false;
  }
  return decisions.includes(undefined) ? undefined : true;
}

function fieldOf(path: string): string {
  return path.split('.')[0];
}

function reasonOf(filter: FilterPredicate): string {
  const expressions = expressionsOf(filter);
  const wrong = expressions.find(
    ([path]) => path !== 'kind' && !openFields.includes(fieldOf(path)),
  );
  if (wrong) {
    return `no entity has a field ${wrong[0]}; use a path such as kind, spec.type or metadata.tags`;
  }
  const meant = expressions
    .filter(([path, value]) => path === 'kind' && typeof value === 'string')
    .map(([, value]) => nearestTo(String(value), assessableKinds))
    .find(kind => kind !== undefined);
  return [
    `only a ${assessableKinds.join(' or a ')} can have a scorecard`,
    ...(meant ? [`did you mean kind ${meant}?`] : []),
  ].join('; ');
}

/** All paths in a filter, with what they have to match. */
function expressionsOf(filter: FilterPredicate): [string, unknown][] {
  return Object.entries(filter).flatMap(([key, value]) => {
    switch (key) {
      case '$all':
      case '$any':
        return (value as FilterPredicate[]).flatMap(expressionsOf);
      case '$not':
        return expressionsOf(value as FilterPredicate);
      default:
        return [[key, value] satisfies [string, unknown]];
    }
  });
}
