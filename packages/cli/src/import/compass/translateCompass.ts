import { FilterPredicate } from '@backstage/filter-predicates';
import { z } from 'zod';
import { number, text } from '../cel';
import { Facts } from '../Facts';
import { Notes, PackBuilder } from '../PackBuilder';
import {
  parseWith,
  SourceFile,
  Translation,
  TranslationOptions,
  UntranslatableError,
} from '../Translation';

const named = z.looseObject({ name: z.string().min(1) });

/**
 * A criterion in a response of the GraphQL API, with `__typename` and the fields of that type
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
 * Translates scorecards of Compass, each into a track. The files are responses to the query `compass.scorecard` or
 * `compass.scorecards`.
 *
 * @throws Error if a file has none
 */
export function translateCompass(
  files: SourceFile[],
  options: TranslationOptions,
): Translation {
  const builder = new PackBuilder();
  for (const { name: file, value } of files) {
    for (const found of scorecardsIn(value, file)) {
      const { name, criterias, componentTypeIds } = parseWith(
        scorecardSchema,
        found,
        problem =>
          `${file} is not a scorecard of Compass: ${problem}; ask for __typename and the fields of each criterion`,
      );
      const track = builder.createTrack(name, name);
      for (const criterion of criterias) {
        const title = criterionTitle(criterion);
        builder.add({ from: `${name}, ${title}`, name: title }, notes => {
          const { description, weight } = criterion;
          const filter = selection(componentTypeIds ?? [], notes);
          return {
            title,
            description,
            track,
            level: options.level,
            ...(weight !== undefined && { weight }),
            ...(filter && { filter }),
            expression: toCel(criterion, builder.facts, notes),
            remediation: { text: description || `Pass ${title}.` },
          };
        });
      }
    }
  }
  return builder.build(
    {
      name: options.name ?? 'compass',
      title: 'Compass',
      description: 'Criteria of Compass scorecards.',
      levels: options.levels,
    },
    [
      `Compass has a score but no levels, so all checks are required for ${options.level}; weights are kept.`,
      'Metrics and custom fields of Compass become facts. A collector or a pipeline must supply them under the names below.',
    ],
  );
}

function selection(
  typeIds: string[],
  notes: Notes,
): FilterPredicate | undefined {
  const custom = typeIds.find(id => id.includes(':'));
  if (custom !== undefined) {
    throw new UntranslatableError(
      `its scorecard is for components of the custom type ${custom}, whose name is only in Compass`,
    );
  }
  if (typeIds.length === 0) {
    return undefined;
  }
  const types = typeIds.map(id => id.toLocaleLowerCase('en-US'));
  notes.addDifference(
    `the component type ${typeIds.join(' or ')} of Compass becomes the spec.type ${types.join(' or ')}`,
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
function parseCriterionKind({ __typename }: Criterion): string {
  return __typename.replace(/^Compass/, '').replace(/Scorecard.*$/, '');
}

function criterionTitle(criterion: Criterion): string {
  return (
    criterion.name?.trim() ||
    parseCriterionKind(criterion).replace(/([a-z])([A-Z])/g, '$1 $2') ||
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
  const toFactExpression = (name: string, what: string) =>
    facts.read(`compass ${name}`, `${what} ${name} of Compass`);
  switch (parseCriterionKind(criterion)) {
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
        toFactExpression(
          definition(criterion, 'metricDefinition').name,
          'the metric',
        ),
      );
    case 'HasCustomNumberField':
      return numeric(
        criterion,
        'numberComparator',
        toFactExpression(
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
      const fact = toFactExpression(
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
    `links of Compass must be in metadata.links, with the type ${type}`,
  );
  const links = `links(entity, ${text(type)})`;
  if (textComparator === undefined || textComparator === null) {
    return `size(${links}) > 0`;
  }
  if (textComparator === 'REGEX' && typeof textComparatorValue === 'string') {
    notes.addDifference('regular expressions use the syntax of RE2');
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
