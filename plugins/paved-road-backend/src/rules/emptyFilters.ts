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
import { includesKind } from '../catalog/entityRecord';
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

interface PlacedFilter {
  place: string;
  filter: FilterPredicate;
  /** For the filter of a check: kinds of the entities that the pack selects. */
  among?: string[];
}

/**
 * Warns about filters that cannot match any entity with a scorecard: for kinds without scorecards or that the pack does
 * not select, or with an unknown field. Also warns about kinds that look misspelt.
 */
export function emptyFilterWarnings(
  packs: ReadRulePack[],
  sources: RulePackSource[],
): string[] {
  const services = sources.find(({ wanted }) => wanted?.services)?.wanted
    ?.services;
  return [
    ...(services ? [{ place: filterKey, filter: services }] : []),
    ...packs.flatMap(pack => listFilters(pack, sources)),
  ].flatMap(listFilterWarnings);
}

/** The filters of a pack and its checks, except the filter that all packs get from the config. */
function listFilters(
  { source, parsed }: ReadRulePack,
  sources: RulePackSource[],
): PlacedFilter[] {
  const { metadata, spec } = parsed.pack;
  const pack = `Rule pack ${metadata.name} at ${source}`;
  const { wanted } = sources.find(other => other.source === source) ?? {};
  const kinds = selectedKinds(spec.filter);
  const followsServices = parsed.leavesFilter && wanted?.services;
  const own = wanted?.filter
    ? { place: `${wanted.key}.filter`, filter: wanted.filter }
    : { place: `${pack}: spec.filter`, filter: spec.filter };
  return [
    ...(followsServices && !wanted.filter ? [] : [own]),
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

function listFilterWarnings(placed: PlacedFilter): string[] {
  const { place, filter, among } = placed;
  const kinds = among ? matchingKinds(filter, among) : selectedKinds(filter);
  if (kinds.length === 0) {
    return [
      `${place}: no entity can match ${describeFilter(filter)}, because ${explainEmptyFilter(placed)}`,
    ];
  }
  // The kinds of a check's filter are the pack's, which are checked already.
  return among ? [] : kinds.flatMap(kind => listSpellingWarnings(place, kind));
}

function explainEmptyFilter({ filter, among }: PlacedFilter): string {
  const field = unknownField(filter);
  if (field) {
    return `no entity has a field ${field}; use a path such as kind, spec.type or metadata.tags`;
  }
  const unscored = namedKinds(filter).find(kind =>
    includesKind(unscoredKinds, kind),
  );
  if (unscored) {
    return `a ${unscored} has no scorecard`;
  }
  return among
    ? `the pack selects only ${among.join(' and ')}; name the kind in its spec.filter too`
    : 'it leaves no kind; name the kinds that it is for, such as API';
}

/** A catalog can have custom kinds, but few of them look like the common ones. */
function listSpellingWarnings(place: string, kind: string): string[] {
  const meant = nearestTo(kind, commonKinds);
  return meant && !includesKind(commonKinds, kind)
    ? [
        `${place}: ${kind} is not a common kind; unless it is a custom kind, did you mean kind ${meant}?`,
      ]
    : [];
}
