import { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  FilterPredicate,
  filterPredicateToFilterFunction,
} from '@backstage/filter-predicates';
import { InvalidFileError } from '../yaml/InvalidFileError';
import { CompiledCheck, compileCheck } from './compileCheck';
import { createCheckingEnvironment } from './expressions/environment';
import { FactSchemas } from './expressions/factTypes';
import { FindingKindName } from './findings/kinds';
import { findConflicts } from './findConflicts';
import { ParsedRulePack } from './parseRulePack';
import { Probe, RulePackCheck } from './rulePack';
import { Scorecard } from './schemas';
import { createSelector, isSameKind, selectedKinds } from './selectedKinds';

type Named = Scorecard['levels'][number];

export interface CompiledPack {
  reference: Scorecard['packs'][number];
  filter: FilterPredicate;
  /** The kinds of the entities that it can apply to. */
  kinds: string[];
  applies(entity: Entity): boolean;
}

/** A check, with the positions of its pack and filter. */
export interface PlacedCheck {
  check: CompiledCheck;
  pack: number;
  /** Index of its filter; undefined if it applies to all entities of the pack. */
  filter?: number;
}

/** All active rule packs as one, checked and compiled. @public */
export interface Rules {
  /** Lowest first. */
  levels: Named[];
  tracks: Named[];
  /** The definitions of all checks, in the order of packs and files. */
  checks: RulePackCheck[];
  /** All probes, once each. */
  probes: Probe[];
  /** Kinds of entities that can have a scorecard. */
  kinds: string[];
  /** Whether a result depends on the current time. */
  timeDependent: boolean;
  /** @internal */
  packs: CompiledPack[];
  /**
   * Lowest level first, then in the order of packs and files.
   *
   * @internal
   */
  order: PlacedCheck[];
  /**
   * The distinct filters of checks: many checks share one.
   *
   * @internal
   */
  filters: ((entity: Entity) => boolean)[];
  /**
   * Names of the facts in expressions.
   *
   * @internal
   */
  facts: string[];
  /**
   * Kinds of findings in expressions.
   *
   * @internal
   */
  findings: FindingKindName[];
}

const uniqueById = <T extends { id: string }>(items: T[]): T[] => [
  ...new Map(items.map(item => [item.id, item])).values(),
];

function findingsIn(checks: CompiledCheck[]): FindingKindName[] {
  return [
    ...new Set(checks.flatMap(({ expression }) => [...expression.findings])),
  ];
}

class Filters {
  readonly functions: ((entity: Entity) => boolean)[] = [];
  readonly #indexes = new Map<string, number>();

  indexOf(filter: FilterPredicate | undefined): number | undefined {
    if (!filter) {
      return undefined;
    }
    const key = JSON.stringify(filter);
    const known = this.#indexes.get(key);
    if (known !== undefined) {
      return known;
    }
    this.#indexes.set(key, this.functions.length);
    return this.functions.push(filterPredicateToFilterFunction(filter)) - 1;
  }
}

function compilePack({
  pack: {
    metadata: { name, version },
    spec: { filter },
  },
}: ParsedRulePack): CompiledPack {
  return {
    reference: { name, version },
    filter,
    kinds: selectedKinds(filter),
    applies: createSelector(filter),
  };
}

/**
 * Merges rule packs, and parses and type-checks all their expressions.
 *
 * The packs must have the same levels. Check ids are unique across packs; tracks with the same id are one, and so are
 * probes.
 *
 * @param facts - schemas of the facts that expressions can read, by their names
 * @throws InvalidFileError with every problem, its file, line, column and check; the position within an expression is
 * given as `at line:column`
 * @public
 */
export function compileRules(
  packs: ParsedRulePack[],
  facts: FactSchemas = {},
): Rules {
  if (!packs.length) {
    throw new InputError('There is no rule pack; at least one is needed');
  }
  const problems = findConflicts(packs);
  const [{ levels }] = packs.map(({ pack }) => pack.spec);
  const tracks = uniqueById(packs.flatMap(({ pack }) => pack.spec.tracks));
  const probes = uniqueById(packs.flatMap(({ pack }) => pack.spec.probes));
  const checking = createCheckingEnvironment(facts, probes);
  const filters = new Filters();
  const placed = packs.flatMap(({ pack, locate }, packIndex) =>
    pack.spec.checks.flatMap((definition, index): PlacedCheck[] => {
      const check = compileCheck(definition, checking, (path, message) =>
        problems.push({
          place: locate(['spec', 'checks', index, ...path]),
          message,
        }),
      );
      const filter = filters.indexOf(definition.filter);
      return check ? [{ check, pack: packIndex, filter }] : [];
    }),
  );
  if (problems.length) {
    throw new InvalidFileError('Invalid rule packs:', problems);
  }

  const compiled = packs.map(compilePack);
  const rank = new Map(levels.map(({ id }, index) => [id, index]));
  const levelRank = ({ check }: PlacedCheck) =>
    rank.get(check.definition.level)!;
  const checks = placed.map(({ check }) => check);
  return {
    levels,
    tracks,
    probes,
    checks: checks.map(({ definition }) => definition),
    kinds: compiled
      .flatMap(({ kinds }) => kinds)
      .filter(
        (kind, index, all) =>
          all.findIndex(other => isSameKind(other, kind)) === index,
      ),
    timeDependent: checks.some(({ timeDependent }) => timeDependent),
    packs: compiled,
    order: placed.toSorted((a, b) => levelRank(a) - levelRank(b)),
    filters: filters.functions,
    facts: [...new Set(checks.flatMap(check => check.facts))],
    findings: findingsIn(checks),
  };
}

/**
 * Restricts rules to some of their checks.
 *
 * @param checkIds - ids of the remaining checks
 * @public
 */
export function limitRules(rules: Rules, checkIds: ReadonlySet<string>): Rules {
  const order = rules.order.filter(({ check }) =>
    checkIds.has(check.definition.id),
  );
  return {
    ...rules,
    order,
    checks: rules.checks.filter(({ id }) => checkIds.has(id)),
    timeDependent: order.some(({ check }) => check.timeDependent),
    facts: [...new Set(order.flatMap(({ check }) => check.facts))],
    findings: findingsIn(order.map(({ check }) => check)),
  };
}
