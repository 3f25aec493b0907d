import { toFactName } from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { field, follow, Located } from '../cel';
import { toExpression } from '../conditions';
import { toPredicate } from '../entityFilter';
import { Facts } from '../Facts';
import { slug } from '../ids';
import { Notes, PackBuilder } from '../PackBuilder';
import {
  CheckDraft,
  Named,
  parseWith,
  SourceFile,
  Translation,
  TranslationOptions,
  UntranslatableError,
} from '../Translation';

/** Config key of the checks, see https://www.npmjs.com/package/@backstage-community/plugin-tech-insights-backend-module-jsonfc. */
const place = 'techInsights.factChecker.checks';

const metadata = z.record(z.string(), z.unknown()).optional();

const checkSchema = z.looseObject({
  type: z.literal('json-rules-engine'),
  name: z.string().min(1),
  description: z.string().min(1),
  factIds: z.array(z.string()).min(1),
  rule: z.looseObject({ conditions: z.unknown() }),
  metadata,
  successMetadata: metadata,
  failureMetadata: metadata,
  links: z
    .array(z.looseObject({ title: z.string(), url: z.string() }))
    .optional(),
  filter: z.unknown().optional(),
});

type Check = z.output<typeof checkSchema>;

const configSchema = z.looseObject({
  techInsights: z.looseObject({
    factChecker: z.looseObject({
      checks: z.record(z.string(), z.unknown()),
    }),
  }),
});

/** Facts of the built-in retrievers of Tech Insights. */
const builtIn: Record<string, string[]> = {
  entityMetadataFactRetriever: ['hasTitle', 'hasDescription', 'hasTags'],
  entityOwnershipFactRetriever: ['hasOwner', 'hasGroupOwner'],
  techdocsFactRetriever: [
    'hasAnnotationBackstageIoTechdocsRef',
    'hasAnnotationBackstageIoTechdocsEntity',
  ],
};

/** Supported metadata keys of its maturity plugin. */
const understood = ['category', 'rank', 'solution'];

/**
 * Translates the checks for json-rules-engine in an app-config with Tech Insights.
 *
 * @throws Error if the files have none
 */
export function translateTechInsights(
  files: SourceFile[],
  options: TranslationOptions,
): Translation {
  const builder = new PackBuilder();
  for (const { name: file, value } of files) {
    const { techInsights } = parseWith(
      configSchema,
      value,
      () => `${file} has no ${place}; use the app-config with the checks`,
    );
    for (const [name, written] of Object.entries(
      techInsights.factChecker.checks,
    )) {
      builder.add({ from: `${place}.${name}`, name }, notes =>
        translate(parse(written), options, builder.facts, notes),
      );
    }
  }
  return builder.build(
    {
      name: options.name ?? 'tech-insights',
      title: 'Tech Insights',
      description: 'Checks from the config of Tech Insights.',
      levels: options.levels,
    },
    [
      `Checks without a metadata.rank from 1 to ${options.levels.length} are required for ${options.level}; change their level if needed.`,
      'Tech Insights skips a check whose facts are missing; here it is unknown, and blocks the level.',
    ],
  );
}

function parse(written: unknown): Check {
  const parsed = checkSchema.safeParse(written);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new UntranslatableError(
      path[0] === 'type'
        ? 'its type is not json-rules-engine'
        : `${path.join('.') || 'the check'}: ${message}`,
    );
  }
  return parsed.data;
}

function translate(
  check: Check,
  { levels, level }: TranslationOptions,
  facts: Facts,
  notes: Notes,
): Omit<CheckDraft, 'id' | 'track'> & { track: Named } {
  const expression = toExpression(check.rule.conditions, leaf =>
    resolve(leaf, check, facts),
  );
  const filter =
    check.filter === undefined ? undefined : toPredicate(check.filter);
  const rank = check.metadata?.rank;
  const ranked =
    typeof rank === 'number' ? levels[Math.max(0, rank - 1)]?.id : undefined;
  const left = Object.keys(check.metadata ?? {}).filter(
    key => !understood.includes(key),
  );
  if (left.length > 0 || check.successMetadata) {
    notes.add(
      `dropped: ${[
        ...left.map(key => `metadata.${key}`),
        ...(check.successMetadata ? ['successMetadata'] : []),
      ].join(', ')}`,
    );
  }
  return {
    title: check.name,
    description: check.description,
    track: toTrack(check),
    level: ranked ?? level,
    ...(filter && { filter }),
    expression,
    remediation: buildRemediation(check, notes),
  };
}

/** The compared value. */
function resolve(
  leaf: Record<string, unknown>,
  { factIds }: Check,
  facts: Facts,
): Located {
  const { fact, params, path } = leaf;
  if (typeof fact !== 'string') {
    throw new UntranslatableError('a comparison names no fact');
  }
  const { factRetrieverId, ...others } = {
    ...(params as Record<string, unknown> | undefined),
  };
  if (Object.keys(others).length > 0) {
    throw new UntranslatableError(
      `the fact ${fact} takes parameters: ${Object.keys(others).join(', ')}`,
    );
  }
  const retriever = chooseRetrieverId(fact, factRetrieverId, factIds);
  // The module that runs retrievers uses the same names.
  const collector = facts.readNamed(
    toFactName(retriever),
    `the retriever ${retriever}`,
  );
  const value = field(collector, fact);
  return typeof path === 'string'
    ? follow(value, path)
    : { text: value, guards: [] };
}

function chooseRetrieverId(
  fact: string,
  named: unknown,
  factIds: string[],
): string {
  if (typeof named === 'string') {
    if (!factIds.includes(named)) {
      throw new UntranslatableError(
        `params.factRetrieverId names ${named}, which is not one of its factIds`,
      );
    }
    return named;
  }
  if (factIds.length === 1) {
    return factIds[0];
  }
  const known = factIds.filter(
    id => Object.hasOwn(builtIn, id) && builtIn[id].includes(fact),
  );
  const others = factIds.filter(id => !Object.hasOwn(builtIn, id));
  // If several have the fact, Tech Insights uses the last one.
  const [only, another] = others.length > 0 ? [...known, ...others] : known;
  if (only === undefined) {
    throw new UntranslatableError(`none of its factIds has the fact ${fact}`);
  }
  if (another !== undefined) {
    throw new UntranslatableError(
      `several of its factIds may have the fact ${fact}; add params.factRetrieverId to its conditions, or keep one of factIds`,
    );
  }
  return only;
}

function toTrack({ metadata: data }: Check): Named {
  const category = data?.category;
  return typeof category === 'string' && category.trim() !== ''
    ? { id: slug(category), title: category }
    : { id: 'tech-insights', title: 'Tech Insights' };
}

function buildRemediation(
  check: Check,
  notes: Notes,
): CheckDraft['remediation'] {
  const { links = [], failureMetadata } = check;
  const texts = [
    check.metadata?.solution,
    ...Object.values(failureMetadata ?? {}),
  ]
    .filter((value): value is string => typeof value === 'string')
    .filter(value => value.trim() !== '');
  if (texts.length === 0) {
    notes.add('it has no solution, so the remediation is its description');
  }
  const [link, ...more] = links.filter(({ url }) =>
    /^(https?:\/\/|\/(?![/\\\s]))/.test(url),
  );
  const unusable = links.filter(
    other => other !== link && !more.includes(other),
  );
  if (unusable.length > 0) {
    notes.add(
      `dropped: links without an http or https URL, ${unusable.map(({ url }) => url).join(', ')}`,
    );
  }
  return {
    text: [
      ...(texts.length > 0 ? texts : [check.description]),
      ...more.map(({ title, url }) => `See also ${title}: ${url}`),
    ].join(' '),
    ...(link && { link: { title: link.title, url: link.url } }),
  };
}
