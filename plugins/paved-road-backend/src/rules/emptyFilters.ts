import { FilterPredicate } from '@backstage/filter-predicates';
import {
  describeFilter,
  matchingKinds,
  namedKinds,
  nearestTo,
  selectedKinds,
  unknownField,
  unscoredKinds,
} from '@paved-road/plugin-paved-road-common/rules';
import { isOneOf } from '../catalog/entityRecord';
import { ReadRulePack } from './readRulePack';
import { filterKey, RulePackSource } from './readRulePackSources';

/** Of the catalog's own model. */
const commonKinds = [
  'API',
  'AiResource',
  'Component',
  'Domain',
  'Group',
  'Resource',
  'System',
  'Template',
  ...unscoredKinds,
];

/** A filter, and where it stands. */
interface PlacedFilter {
  place: string;
  filter: FilterPredicate;
  /** Kinds of the entities that the pack selects, where it is the filter of a check. */
  among?: string[];
}

/**
 * Warnings of filters that no entity with a scorecard can match, whatever the catalog has: those for kinds without
 * scorecards, or that the pack does not select, or with a field that no entity has. And of kinds that look misspelt.
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
  ].flatMap(warningsOf);
}

/** The filters of a pack and its checks, but for one that all packs get from the config. */
function filtersOf(
  { source, changes, parsed }: ReadRulePack,
  sources: RulePackSource[],
): PlacedFilter[] {
  const { metadata, spec } = parsed.pack;
  const pack = `Rule pack ${metadata.name} at ${source}`;
  const { wanted } = sources.find(other => other.source === source) ?? {};
  const kinds = selectedKinds(spec.filter);
  const own = changes?.filter
    ? wanted?.filter && [
        { place: `${wanted.key}.filter`, filter: wanted.filter },
      ]
    : [{ place: `${pack}: spec.filter`, filter: spec.filter }];
  return [
    ...(own ?? []),
    ...spec.checks.flatMap(({ id, filter }) =>
      filter
        ? [
            {
              place: `${pack}: filter of the check ${id}`,
              filter,
              ...(kinds.length > 0 && { among: kinds }),
            },
          ]
        : [],
    ),
  ];
}

function warningsOf(placed: PlacedFilter): string[] {
  const { place, filter, among } = placed;
  const kinds = among ? matchingKinds(filter, among) : selectedKinds(filter);
  if (kinds.length === 0) {
    return [
      `${place}: no entity can match ${describeFilter(filter)}, because ${reasonOf(placed)}`,
    ];
  }
  // Those of a check are the pack's, of which it is told already.
  return among ? [] : kinds.flatMap(kind => spellingOf(place, kind));
}

function reasonOf({ filter, among }: PlacedFilter): string {
  const field = unknownField(filter);
  if (field) {
    return `no entity has a field ${field}; use a path such as kind, spec.type or metadata.tags`;
  }
  const unscored = namedKinds(filter).find(kind =>
    isOneOf(unscoredKinds, kind),
  );
  if (unscored) {
    return `a ${unscored} has no scorecard`;
  }
  return among
    ? `the pack selects only ${among.join(' and ')}; name the kind in its spec.filter too`
    : 'it leaves no kind; name the kinds that it is for, such as API';
}

/** A catalog can have kinds of its own, but few of them look like the common ones. */
function spellingOf(place: string, kind: string): string[] {
  const meant = nearestTo(kind, commonKinds);
  return meant && !isOneOf(commonKinds, kind)
    ? [
        `${place}: ${kind} is not a common kind; unless it is one of your own, did you mean kind ${meant}?`,
      ]
    : [];
}
