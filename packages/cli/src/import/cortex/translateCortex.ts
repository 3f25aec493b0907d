import { FilterPredicate } from '@backstage/filter-predicates';
import { z } from 'zod';
import { all, any, field, hasField, not, number, text } from '../cel';
import { both } from '../entityFilter';
import { Facts } from '../Facts';
import { Notes, PackBuilder } from '../PackBuilder';
import {
  parseWith,
  SourceFile,
  Translation,
  TranslationOptions,
  UntranslatableError,
} from '../Translation';
import { Cql, parseCql, unquoted } from './cql';

/** A scorecard as code (https://docs.cortex.io/standardize/scorecards/scorecards-as-code). */
const scorecardSchema = z.looseObject({
  tag: z.string().min(1),
  name: z.string().min(1),
  description: z.string().optional(),
  ladder: z
    .looseObject({
      levels: z
        .array(z.looseObject({ name: z.string().min(1), rank: z.number() }))
        .min(1)
        .max(10),
    })
    .nullish(),
  rules: z.array(
    z.looseObject({
      title: z.string().min(1),
      description: z.string().optional(),
      expression: z.string().min(1),
      weight: z.number().min(0).max(100).optional(),
      level: z.string().optional(),
      failureMessage: z.string().optional(),
      filter: z.unknown().optional(),
    }),
  ),
  filter: z.unknown().optional(),
});

type Scorecard = z.output<typeof scorecardSchema>;
type Rule = Scorecard['rules'][number];

const filterSchema = z.looseObject({
  types: z
    .looseObject({
      include: z.array(z.string()).optional(),
      exclude: z.array(z.string()).optional(),
    })
    .nullish(),
});

/**
 * Translates scorecards of Cortex, one per file, each into a track.
 *
 * @throws Error if a file has none
 */
export function translateCortex(
  files: SourceFile[],
  options: TranslationOptions,
): Translation {
  const builder = new PackBuilder();
  const notes: string[] = [];
  for (const { name: file, value } of files) {
    const scorecard = parseWith(
      scorecardSchema,
      value,
      problem => `${file} is not a scorecard of Cortex: ${problem}`,
    );
    const track = builder.createTrack(scorecard.tag, scorecard.name);
    const findLevel = createLevelLookup(scorecard, options, notes);
    for (const rule of scorecard.rules) {
      const { title, description, expression, weight, failureMessage } = rule;
      builder.add(
        { from: `${scorecard.tag}, ${title}`, name: title, expression },
        differences => {
          const filter = both(
            selection(scorecard.filter),
            selection(rule.filter),
          );
          return {
            title,
            description,
            track,
            level: findLevel(rule),
            ...(weight !== undefined && { weight }),
            ...(filter && { filter }),
            expression: toCel(parseCql(expression), builder.facts, differences),
            remediation: {
              text: failureMessage || description || `Pass ${title}.`,
            },
          };
        },
      );
    }
  }
  return builder.build(
    {
      name: options.name ?? 'cortex',
      title: 'Cortex',
      description: 'Rules of Cortex scorecards.',
      levels: options.levels,
    },
    [
      'Values that Cortex computes become facts. A collector or a pipeline must supply them under the names below.',
      ...notes,
    ],
  );
}

/** Maps the levels of a scorecard to the pack's levels, by rank. */
function createLevelLookup(
  { tag, ladder, rules }: Scorecard,
  { levels, level }: TranslationOptions,
  notes: string[],
): (rule: Rule) => string {
  const ranked = (ladder?.levels ?? []).toSorted((a, b) => a.rank - b.rank);
  if (ranked.length > levels.length) {
    throw new Error(
      `${tag} has ${ranked.length} levels; pass as many with --levels, lowest first`,
    );
  }
  if (rules.some(rule => !ranked.some(({ name }) => name === rule.level))) {
    notes.push(
      `Rules of ${tag} without one of its levels are required for ${level}.`,
    );
  }
  return rule => {
    const index = ranked.findIndex(({ name }) => name === rule.level);
    return index === -1 ? level : levels[index].id;
  };
}

function selection(filter: unknown): FilterPredicate | undefined {
  if (filter === undefined || filter === null) {
    return undefined;
  }
  const parsed = filterSchema.safeParse(filter);
  const { kind, types, ...others } = parsed.success ? parsed.data : {};
  const unread = Object.entries(others).filter(
    ([, value]) => value !== null && JSON.stringify(value) !== '{}',
  );
  if (!parsed.success || (kind ?? 'GENERIC') !== 'GENERIC' || unread[0]) {
    throw new UntranslatableError(
      `its filter selects by ${unread[0]?.[0] ?? String(kind)}`,
    );
  }
  const list = (values: string[]): FilterPredicate =>
    ({ 'spec.type': { $in: values } }) as unknown as FilterPredicate;
  return both(
    types?.include?.length ? list(types.include) : undefined,
    types?.exclude?.length ? { $not: list(types.exclude) } : undefined,
  );
}

function toCel(cql: Cql, facts: Facts, notes: Notes): string {
  switch (cql.kind) {
    case 'and':
      return all(cql.parts.map(part => toCel(part, facts, notes)));
    case 'or':
      return any(cql.parts.map(part => toCel(part, facts, notes)));
    case 'not':
      return not(toCel(cql.part, facts, notes));
    case 'compare':
      return compare(cql, facts, notes);
    case 'value':
      return condition(cql.text, facts, notes);
    default:
      if (typeof cql.value !== 'boolean') {
        throw new UntranslatableError('a constant is not a condition');
      }
      return String(cql.value);
  }
}

function compare(
  { left, operator, right }: Extract<Cql, { kind: 'compare' }>,
  facts: Facts,
  notes: Notes,
): string {
  if (left.kind !== 'value' || right.kind !== 'literal') {
    throw new UntranslatableError(
      'only comparisons of a value with a constant are supported',
    );
  }
  const { value } = right;
  if (value === null) {
    const present = presence(left.text, facts, notes);
    return operator === '!=' ? present : not(present);
  }
  const length = /^(.*)\.length(\(\))?$/.exec(left.text);
  const listed = length && toListExpression(length[1], notes);
  if (listed) {
    if (typeof value !== 'number') {
      throw new UntranslatableError(
        'it compares a length with something other than a number',
      );
    }
    return `size(${listed}) ${operator} ${number(value)}`;
  }
  if (typeof value === 'boolean') {
    const known = condition(left.text, facts, notes);
    return value === (operator === '==') ? known : not(known);
  }
  const subject = toFactExpression(left.text, facts);
  return `${subject} ${operator} ${
    typeof value === 'number' ? number(value) : text(value)
  }`;
}

/** Whether a value exists. */
function presence(value: string, facts: Facts, notes: Notes): string {
  const custom = /^custom\(("[^"]*")\)$/.exec(value);
  if (custom) {
    return hasField(customData(facts), unquoted(custom[1]));
  }
  switch (value) {
    case 'entity.description()':
    case 'description':
      return "has(entity.metadata.description) && entity.metadata.description != ''";
    case 'ownership':
      notes.addDifference('every owner in the catalog counts');
      return "relations.exists(r, r.type == 'ownedBy')";
    case 'git':
      notes.addDifference(
        'instead of a repository in Cortex, the entity needs the annotation backstage.io/source-location',
      );
      return "annotation(entity, 'backstage.io/source-location') != ''";
    case 'oncall':
      notes.addDifference(
        'instead of a rotation in Cortex, the entity needs the annotation pagerduty.com/service-id',
      );
      return "annotation(entity, 'pagerduty.com/service-id') != ''";
    case 'slack':
      notes.addDifference(
        'instead of a channel in Cortex, the entity needs a link of the type slack',
      );
      return "size(links(entity, 'slack')) > 0";
    default:
      throw new UntranslatableError(`the value ${value} has no counterpart`);
  }
}

function toListExpression(value: string, notes: Notes): string | undefined {
  const links = /^links\(("[^"]*")\)$/.exec(value);
  if (links) {
    return `links(entity, ${text(unquoted(links[1]))})`;
  }
  if (/^ownership\.(allOwners|teams)\(\)$/.test(value)) {
    notes.addDifference('every owner in the catalog counts');
    return "relations.filter(r, r.type == 'ownedBy')";
  }
  return undefined;
}

function condition(value: string, facts: Facts, notes: Notes): string {
  const file = /^git\.fileExists\(("[^"]*")\)$/.exec(value);
  if (file) {
    const path = unquoted(file[1]).replace(/^\.?\/|\/$/g, '');
    if (/[*?[\]{}]/.test(path)) {
      return `size(glob(facts.repository.files, ${text(path)})) > 0`;
    }
    return `facts.repository.files.exists(f, f == ${text(path)} || f.startsWith(${text(`${path}/`)}))`;
  }
  const links = /^links\(("[^"]*")\)\.anyMatch\(("(?:[^"\\]|\\.)*")\)$/.exec(
    value,
  );
  if (links) {
    notes.addDifference('regular expressions use the syntax of RE2');
    return `links(entity, ${text(unquoted(links[1]))}).exists(l, l.matches(${text(unquoted(links[2]))}))`;
  }
  return toFactExpression(value, facts);
}

/** A value that Cortex computes, as a fact. */
function toFactExpression(value: string, facts: Facts): string {
  const custom = /^custom\(("[^"]*")\)$/.exec(value);
  if (custom) {
    return field(customData(facts), unquoted(custom[1]));
  }
  return facts.read(`cortex ${value}`, `the CQL ${value}`);
}

function customData(facts: Facts): string {
  return facts.read('cortex custom', 'custom data of Cortex, by its keys');
}
