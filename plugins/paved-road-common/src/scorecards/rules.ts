import { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { z } from 'zod';
import { CompiledExpression, compileExpression } from './expression';
import { ParsedRulePack } from './parseRulePack';
import { Probe, RulePackCheck } from './rulePack';
import { Scorecard } from './schemas';

type Named = Scorecard['levels'][number];
type PackReference = Scorecard['packs'][number];

/** A check that is ready to be evaluated. */
export interface CompiledCheck {
  definition: RulePackCheck;
  applies(entity: Entity): boolean;
  expression: CompiledExpression;
  evidence: { name: string; expression: CompiledExpression }[];
}

/** A rule pack that is ready to be evaluated. */
export interface CompiledPack {
  reference: PackReference;
  applies(entity: Entity): boolean;
  checks: CompiledCheck[];
}

/**
 * All active rule packs as one, checked and compiled.
 *
 * @public
 */
export interface Rules {
  /** Lowest first. */
  levels: Named[];
  tracks: Named[];
  /** The definitions of all checks, in the order of packs and files. */
  checks: RulePackCheck[];
  /** All probes, once each. */
  probes: Probe[];
  /** Whether a result can change though nothing but the time does. */
  timeDependent: boolean;
  /** @internal */
  packs: CompiledPack[];
}

/**
 * The schema of the value of each fact, by the name of its collector.
 *
 * @public
 */
export type FactSchemas = Record<string, z.ZodType>;

const everything = () => true;

/** Collects what is wrong with expressions, so that an author sees all of it at once. */
function compilePack(
  { pack, locate }: ParsedRulePack,
  problems: string[],
): CompiledPack {
  const compile = (
    check: RulePackCheck,
    type: 'bool' | 'any',
    expression: string,
    path: PropertyKey[],
  ) => {
    const compilation = compileExpression(expression, type);
    if (compilation.status === 'compiled') {
      return [compilation.expression];
    }
    const what = type === 'bool' ? 'expression' : 'evidence expression';
    problems.push(
      `${locate(path)}: check ${check.id}: ${what}: ${compilation.reason}`,
    );
    return [];
  };

  const checks = pack.spec.checks.flatMap((definition, index) => {
    const path = ['spec', 'checks', index];
    const evidence = definition.evidence.flatMap((item, position) =>
      compile(definition, 'any', item.expression, [
        ...path,
        'evidence',
        position,
        'expression',
      ]).map(expression => ({ name: item.name, expression })),
    );
    const applies = definition.filter
      ? filterPredicateToFilterFunction<Entity>(definition.filter)
      : everything;
    return compile(definition, 'bool', definition.expression, [
      ...path,
      'expression',
    ]).map(expression => ({ definition, applies, expression, evidence }));
  });

  return {
    reference: { name: pack.metadata.name, version: pack.metadata.version },
    applies: filterPredicateToFilterFunction<Entity>(pack.spec.filter),
    checks,
  };
}

const show = (items: Named[]) =>
  items.map(({ id, title }) => `${id} (${title})`).join(', ');

function findConflicts(packs: ParsedRulePack[]): string[] {
  const conflicts: string[] = [];
  const names = new Map<string, string>();
  const checks = new Map<string, string>();
  const tracks = new Map<string, { title: string; at: string }>();
  const [first, ...others] = packs;

  for (const { pack, locate } of others) {
    const levels = show(pack.spec.levels);
    const expected = show(first.pack.spec.levels);
    if (levels !== expected) {
      conflicts.push(
        `${locate(['spec', 'levels'])}: the levels ${levels} differ from ` +
          `${expected} at ${first.locate(['spec', 'levels'])}`,
      );
    }
  }

  for (const { pack, locate } of packs) {
    const { name } = pack.metadata;
    const nameAt = locate(['metadata', 'name']);
    const otherName = names.get(name);
    if (otherName) {
      conflicts.push(`${nameAt}: rule pack ${name} is also at ${otherName}`);
    }
    names.set(name, nameAt);

    pack.spec.checks.forEach(({ id }, index) => {
      const at = locate(['spec', 'checks', index, 'id']);
      const other = checks.get(id);
      if (other) {
        conflicts.push(`${at}: check ${id} is also declared at ${other}`);
      }
      checks.set(id, at);
    });

    pack.spec.tracks.forEach(({ id, title }, index) => {
      const at = locate(['spec', 'tracks', index, 'title']);
      const other = tracks.get(id);
      if (other && other.title !== title) {
        conflicts.push(
          `${at}: track ${id} has the title "${title}", and ` +
            `"${other.title}" at ${other.at}`,
        );
      }
      tracks.set(id, other ?? { title, at });
    });
  }
  return conflicts;
}

/**
 * Merges rule packs, and parses and type-checks all their expressions.
 *
 * The packs must have the same levels; checks are unique across packs; tracks of the same id are
 * one.
 *
 * @throws InputError that names every problem with file, line, column and check; the position within
 *   an expression is given as `at line:column`
 * @public
 */
export function compileRules(
  packs: ParsedRulePack[],
  _facts: FactSchemas = {},
): Rules {
  if (!packs.length) {
    throw new InputError('There is no rule pack; at least one is needed');
  }
  const problems = findConflicts(packs);
  const compiled = packs.map(pack => compilePack(pack, problems));
  if (problems.length) {
    throw new InputError(
      `Invalid rule packs:\n${problems
        .map(problem => `  ${problem}`)
        .join('\n')}`,
    );
  }
  const tracks = new Map(
    packs.flatMap(({ pack }) => pack.spec.tracks).map(t => [t.id, t]),
  );
  return {
    levels: packs[0].pack.spec.levels,
    tracks: [...tracks.values()],
    checks: packs.flatMap(({ pack }) => pack.spec.checks),
    probes: packs.flatMap(({ pack }) => pack.spec.probes),
    timeDependent: true,
    packs: compiled,
  };
}
