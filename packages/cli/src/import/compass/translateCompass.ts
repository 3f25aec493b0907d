import { FilterPredicate } from '@backstage/filter-predicates';
import { z } from 'zod';
import { number, text } from '../cel';
import { Facts } from '../Facts';
import { cut, toId } from '../ids';
import { Notes } from '../Notes';
import {
  CheckDraft,
  Named,
  SourceFile,
  TranslatedRule,
  Translation,
  TranslationOptions,
  notTranslated,
  UntranslatableError,
} from '../Translation';

const named = z.looseObject({ name: z.string().min(1) });

/**
 * A criterion as the GraphQL API answers it, with `__typename` and the fields of that type
 * (https://developer.atlassian.com/cloud/compass/graphql/).
 */
const criterionSchema = z.looseObject({
  __typename: z.string(),
  name: z.string().nullish(),
  description: z.string().nullish(),
  weight: z.number().min(0).max(100).optional(),
});

type Criterion = z.output<typeof criterionSchema>;

const scorecardSchema = z.looseObject({
  name: z.string().min(1),
  description: z.string().nullish(),
  componentTypeIds: z.array(z.string()).nullish(),
  criterias: z.array(criterionSchema).min(1),
});

/** Keys around a scorecard in an answer. */
const around = [
  'data',
  'compass',
  'scorecard',
  'scorecards',
  'nodes',
  'node',
  'edges',
];

/**
 * Scorecards of Compass, as JSON that the query `compass.scorecard` or `compass.scorecards` answers; each is a track.
 *
 * @throws Error if a file has none
 */
export function translateCompass(
  files: SourceFile[],
  options: TranslationOptions,
): Translation {
  const checks: CheckDraft[] = [];
  const rules: TranslatedRule[] = [];
  const tracks: Named[] = [];
  const facts = new Facts();
  const taken = new Set<string>();
  const trackIds = new Set<string>();
  for (const { name: file, value } of files) {
    for (const found of scorecardsIn(value, file)) {
      const parsed = scorecardSchema.safeParse(found);
      if (!parsed.success) {
        const [{ path, message }] = parsed.error.issues;
        throw new Error(
          `${file} is no scorecard of Compass: ${path.join('.')}: ${message}; ask for __typename and the fields of each criterion`,
        );
      }
      const { name, criterias, componentTypeIds } = parsed.data;
      const track = { id: toId(name, trackIds), title: cut(name, 100) };
      tracks.push(track);
      for (const criterion of criterias) {
        const title = criterionTitle(criterion);
        const from = `${name}, ${title}`;
        const notes = new Notes();
        try {
          const filter = selection(componentTypeIds ?? [], notes);
          const expression = toCel(criterion, facts, notes);
          const id = toId(title, taken);
          checks.push({
            id,
            title: cut(title, 100),
            description: cut(criterion.description || title, 2000),
            track: track.id,
            level: options.level,
            ...(criterion.weight !== undefined && { weight: criterion.weight }),
            ...(filter && { filter }),
            expression,
            remediation: {
              text: cut(criterion.description || `Pass ${title}.`, 2000),
            },
          });
          rules.push({ from, checkId: id, ...notes.outcome() });
        } catch (error) {
          rules.push(notTranslated(from, error));
        }
      }
    }
  }
  return {
    pack: {
      name: options.name ?? 'compass',
      title: 'Compass',
      description: 'Criteria of scorecards that Compass had.',
      levels: options.levels,
      tracks,
      checks,
    },
    rules,
    notes: [
      `Compass has a score and no levels, so all checks are required for ${options.level}; the weights stay.`,
      'Metrics and custom fields of Compass are facts here, which a collector or a pipeline has to supply under the names below.',
    ],
    facts: facts.list(),
  };
}

/** The components of some types. */
function selection(
  typeIds: string[],
  notes: Notes,
): FilterPredicate | undefined {
  const custom = typeIds.find(id => id.includes(':'));
  if (custom !== undefined) {
    throw new UntranslatableError(
      `its scorecard is for components of the type ${custom}, which is of your own and has its name in Compass only`,
    );
  }
  if (typeIds.length === 0) {
    return undefined;
  }
  const types = typeIds.map(id => id.toLocaleLowerCase('en-US'));
  notes.addDifference(
    `where Compass has the component type ${typeIds.join(' or ')}, the entity has to have the spec.type ${types.join(' or ')}`,
  );
  return { 'spec.type': { $in: types } } as unknown as FilterPredicate;
}

function scorecardsIn(value: unknown, file: string): unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap(item => scorecardsIn(item, file));
  }
  const object =
    typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : {};
  const key = around.find(name => typeof object[name] === 'object');
  if ('criterias' in object || key === undefined) {
    return [value];
  }
  return scorecardsIn(object[key], file);
}

/** Such as `HasDescription` for `CompassHasDescriptionScorecardCriteria`. */
function parseKind({ __typename }: Criterion): string {
  return __typename.replace(/^Compass/, '').replace(/Scorecard.*$/, '');
}

function criterionTitle(criterion: Criterion): string {
  return (
    criterion.name?.trim() ||
    parseKind(criterion).replace(/([a-z])([A-Z])/g, '$1 $2') ||
    'Criterion'
  );
}

const numberComparators: Record<string, string> = {
  EQUALS: '==',
  GREATER_THAN: '>',
  GREATER_THAN_OR_EQUAL_TO: '>=',
  LESS_THAN: '<',
  LESS_THAN_OR_EQUAL_TO: '<=',
};

function toCel(criterion: Criterion, facts: Facts, notes: Notes): string {
  const readFact = (name: string, what: string) =>
    facts.read(`compass ${name}`, `${what} ${name} of Compass`);
  switch (parseKind(criterion)) {
    case 'HasDescription':
      return "has(entity.metadata.description) && entity.metadata.description != ''";
    case 'HasOwner':
      return "relations.exists(r, r.type == 'ownedBy')";
    case 'HasLink':
      return link(criterion, notes);
    case 'HasField': {
      const { name } = definition(criterion, 'fieldDefinition');
      if (name.toLocaleLowerCase('en-US') !== 'lifecycle') {
        throw new UntranslatableError(
          `the field ${name} is not in the catalog`,
        );
      }
      return "has(entity.spec.lifecycle) && entity.spec.lifecycle != ''";
    }
    case 'HasMetricValue':
      return numeric(
        criterion,
        'comparator',
        readFact(definition(criterion, 'metricDefinition').name, 'the metric'),
      );
    case 'HasCustomNumberField':
      return numeric(
        criterion,
        'numberComparator',
        readFact(
          definition(criterion, 'customFieldDefinition').name,
          'the custom field',
        ),
      );
    case 'HasCustomBooleanField': {
      const { booleanComparator, booleanComparatorValue } = criterion;
      if (
        booleanComparator !== 'EQUALS' ||
        typeof booleanComparatorValue !== 'boolean'
      ) {
        throw new UntranslatableError(
          `the comparator ${String(booleanComparator)} has no counterpart`,
        );
      }
      const fact = readFact(
        definition(criterion, 'customFieldDefinition').name,
        'the custom field',
      );
      return booleanComparatorValue ? fact : `!${fact}`;
    }
    default:
      throw new UntranslatableError(
        `criteria of the type ${criterion.__typename} have no counterpart`,
      );
  }
}

function numeric(criterion: Criterion, key: string, fact: string): string {
  const comparator = String(criterion[key]);
  const value = criterion[`${key}Value`];
  if (
    !Object.hasOwn(numberComparators, comparator) ||
    typeof value !== 'number'
  ) {
    throw new UntranslatableError(
      `the comparator ${comparator} has no counterpart`,
    );
  }
  return `${fact} ${numberComparators[comparator]} ${number(value)}`;
}

function link(criterion: Criterion, notes: Notes): string {
  const { linkType, textComparator, textComparatorValue } = criterion;
  if (typeof linkType !== 'string') {
    throw new UntranslatableError('it names no linkType');
  }
  const type = linkType.toLocaleLowerCase('en-US').replaceAll('_', '-');
  notes.addDifference(
    `links of Compass have to be in metadata.links, with the type ${type}`,
  );
  const links = `links(entity, ${text(type)})`;
  if (textComparator === undefined || textComparator === null) {
    return `size(${links}) > 0`;
  }
  if (textComparator === 'REGEX' && typeof textComparatorValue === 'string') {
    notes.addDifference('regular expressions are those of RE2');
    return `${links}.exists(l, l.matches(${text(textComparatorValue)}))`;
  }
  if (textComparator === 'IS_SET') {
    return `size(${links}) > 0`;
  }
  throw new UntranslatableError(
    `the comparator ${String(textComparator)} has no counterpart`,
  );
}

function definition(criterion: Criterion, key: string) {
  const parsed = named.safeParse(criterion[key]);
  if (!parsed.success) {
    throw new UntranslatableError(`it has no ${key} with a name`);
  }
  return parsed.data;
}
