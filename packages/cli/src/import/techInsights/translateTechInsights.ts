import { toFactName } from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { field, follow, Located } from '../cel';
import { toExpression } from '../conditions';
import { toPredicate } from '../entityFilter';
import { Facts } from '../Facts';
import { cut, slug, toId } from '../ids';
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

/** Where Tech Insights keeps its checks, as https://www.npmjs.com/package/@backstage-community/plugin-tech-insights-backend-module-jsonfc says. */
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

/** The facts of the retrievers that come with Tech Insights. */
const builtIn: Record<string, string[]> = {
  entityMetadataFactRetriever: ['hasTitle', 'hasDescription', 'hasTags'],
  entityOwnershipFactRetriever: ['hasOwner', 'hasGroupOwner'],
  techdocsFactRetriever: [
    'hasAnnotationBackstageIoTechdocsRef',
    'hasAnnotationBackstageIoTechdocsEntity',
  ],
};

/** What the metadata of its maturity plugin means here. */
const understood = ['category', 'rank', 'solution'];

/**
 * The checks of Tech Insights in an app-config, for json-rules-engine.
 *
 * @throws Error if the files have none
 */
export function translateTechInsights(
  files: SourceFile[],
  options: TranslationOptions,
): Translation {
  const checks: CheckDraft[] = [];
  const rules: TranslatedRule[] = [];
  const tracks = new Map<string, Named>();
  const facts = new Facts();
  const taken = new Set<string>();
  for (const { name: file, value } of files) {
    const config = configSchema.safeParse(value);
    if (!config.success) {
      throw new Error(
        `${file} has no ${place}; use the app-config that has the checks`,
      );
    }
    const { checks: found } = config.data.techInsights.factChecker;
    for (const [name, written] of Object.entries(found)) {
      const from = `${place}.${name}`;
      try {
        const check = parse(written);
        const notes = new Notes();
        const draft = translate(name, check, options, facts, notes);
        const track = toTrack(check);
        tracks.set(track.id, track);
        const id = toId(name, taken);
        checks.push({ ...draft, id, track: track.id });
        rules.push({ from, checkId: id, ...notes.outcome() });
      } catch (error) {
        rules.push(notTranslated(from, error));
      }
    }
  }
  return {
    pack: {
      name: options.name ?? 'tech-insights',
      title: 'Tech Insights',
      description: 'Checks that Tech Insights had in its config.',
      levels: options.levels,
      tracks: [...tracks.values()],
      checks,
    },
    rules,
    notes: [
      `Checks without a metadata.rank from 1 to ${options.levels.length} are required for ${options.level}; change level where another is meant.`,
      'Tech Insights skips a check whose facts are missing; here it is unknown, and blocks the level.',
    ],
    facts: facts.list(),
  };
}

function parse(written: unknown): Check {
  const parsed = checkSchema.safeParse(written);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new UntranslatableError(
      path[0] === 'type'
        ? 'it is not of the type json-rules-engine'
        : `${path.join('.') || 'the check'}: ${message}`,
    );
  }
  return parsed.data;
}

function translate(
  name: string,
  check: Check,
  { levels, level }: TranslationOptions,
  facts: Facts,
  notes: Notes,
): Omit<CheckDraft, 'id' | 'track'> {
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
      `not taken over: ${[
        ...left.map(key => `metadata.${key}`),
        ...(check.successMetadata ? ['successMetadata'] : []),
      ].join(', ')}`,
    );
  }
  return {
    title: cut(check.name, 100),
    description: cut(check.description, 2000),
    level: ranked ?? level,
    ...(filter && { filter }),
    expression,
    remediation: buildRemediation(name, check, notes),
  };
}

/** The value that a comparison is about. */
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
  const retriever = findRetriever(fact, factRetrieverId, factIds);
  // The module that runs retrievers names them so, and no other way.
  const collector = facts.readNamed(
    toFactName(retriever),
    `the retriever ${retriever}`,
  );
  const value = field(collector, fact);
  return typeof path === 'string'
    ? follow(value, path)
    : { text: value, guards: [] };
}

function findRetriever(
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
  // The value of the last one counts, if several have it.
  const [only, another] = others.length > 0 ? [...known, ...others] : known;
  if (only === undefined) {
    throw new UntranslatableError(`none of its factIds has the fact ${fact}`);
  }
  if (another !== undefined) {
    throw new UntranslatableError(
      `its factIds do not tell which retriever has the fact ${fact}; add params.factRetrieverId to its conditions, or leave one of factIds`,
    );
  }
  return only;
}

function toTrack({ metadata: data }: Check): Named {
  const category = data?.category;
  return typeof category === 'string' && category.trim() !== ''
    ? { id: slug(category), title: cut(category, 100) }
    : { id: 'tech-insights', title: 'Tech Insights' };
}

function buildRemediation(
  name: string,
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
    notes.add(
      `it says nowhere how to fix ${name}, so its description stands there`,
    );
  }
  const [link, ...more] = links.filter(({ url }) =>
    /^(https?:\/\/|\/(?![/\\\s]))/.test(url),
  );
  const unusable = links.filter(
    other => other !== link && !more.includes(other),
  );
  if (unusable.length > 0) {
    notes.add(
      `not taken over: links that are no http or https URL, ${unusable.map(({ url }) => url).join(', ')}`,
    );
  }
  return {
    text: cut(
      [
        ...(texts.length > 0 ? texts : [check.description]),
        ...more.map(({ title, url }) => `See also ${title}: ${url}`),
      ].join(' '),
      2000,
    ),
    ...(link && {
      link: { title: cut(link.title, 100) || 'More', url: link.url },
    }),
  };
}
