import { FilterPredicate } from '@backstage/filter-predicates';
import { z } from 'zod';
import { follow, Located, text } from '../cel';
import { toExpression } from '../conditions';
import { both, toPredicate } from '../entityFilter';
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

const checkSchema = z.looseObject({
  id: z.string().min(1),
  name: z.string().optional(),
  description: z.string().optional(),
  rule: z.unknown(),
  passedMessage: z.string().optional(),
  failedMessage: z.string().optional(),
  pathResolver: z.string().optional(),
  filter: z.unknown().optional(),
  exclude: z.unknown().optional(),
});

type Check = z.output<typeof checkSchema>;

const trackSchema = z.looseObject({
  id: z.string().min(1),
  name: z.string().min(1),
  description: z.string().optional(),
  documentationURL: z.string().nullish(),
  filter: z.unknown().optional(),
  exclude: z.unknown().optional(),
  levels: z.array(
    z.looseObject({
      ordinal: z.int().min(1),
      name: z.string().optional(),
      checks: z.array(
        z.looseObject({
          id: z.string().min(1),
          name: z.string().optional(),
          description: z.string().optional(),
        }),
      ),
    }),
  ),
});

type Track = z.output<typeof trackSchema>;

/** A `collect` of the SCM fact collector. */
const collectSchema = z.looseObject({
  factName: z.string(),
  type: z.string(),
  data: z
    .array(z.looseObject({ name: z.string(), path: z.string().optional() }))
    .optional(),
});

/** Paths of files, by the fact and its value that show whether the file exists. */
type Files = Map<string, string>;

/** Keys that do not change the result of a check. */
const ignored = new Set([
  'id',
  'name',
  'description',
  'rule',
  'passedMessage',
  'failedMessage',
  'filter',
  'schedule',
  'ownerEntityRef',
]);

/**
 * Translates checks, and tracks (formerly programs) with their levels, from the YAML files of Soundcheck
 * (https://backstage.spotify.com/docs/plugins/soundcheck/core-concepts/checks and .../tracks).
 *
 * @throws Error if the files have no checks
 */
export function translateSoundcheck(
  files: SourceFile[],
  options: TranslationOptions,
): Translation {
  const { checks, tracks, existing } = collect(files);
  const levels = buildLevels(tracks, options.levels);
  const builder = new PackBuilder();
  const used = new Set<string>();
  const add = (
    from: string,
    checkId: string,
    placement: Placement,
    shown: { name?: string; description?: string },
  ) => {
    used.add(checkId);
    builder.add({ from, name: checkId }, notes => {
      const same = checks.get(checkId) ?? [];
      if (same.length > 1) {
        throw new UntranslatableError(
          `${same.length} checks have the id ${checkId}; keep one of them`,
        );
      }
      const [check] = same;
      if (!check) {
        throw new UntranslatableError(
          `the files have no check ${checkId}; add the file that has it`,
        );
      }
      return translate({ ...check, ...shown }, placement, {
        facts: builder.facts,
        existing,
        notes,
      });
    });
  };

  for (const track of tracks) {
    for (const level of track.levels) {
      for (const { id, name, description } of level.checks) {
        add(
          `track ${track.id}, level ${level.ordinal}, check ${id}`,
          id,
          {
            track: { id: slug(track.id), title: track.name },
            level: levels[level.ordinal - 1].id,
            source: track,
          },
          { ...(name && { name }), ...(description && { description }) },
        );
      }
    }
  }
  const level = (levels.find(({ id }) => id === options.level) ?? levels[0]).id;
  for (const [id, same] of checks) {
    for (const _ of used.has(id) ? [] : same) {
      add(
        `check ${id}`,
        id,
        { track: { id: 'soundcheck', title: 'Soundcheck' }, level },
        {},
      );
    }
  }
  return builder.build(
    {
      name: options.name ?? 'soundcheck',
      title: 'Soundcheck',
      description: 'Checks and tracks of Soundcheck.',
      levels,
    },
    notesOn(tracks, levels),
  );
}

/** Track and level of a check. */
interface Placement {
  track: Named;
  level: string;
  /** The track in Soundcheck; absent for a check without one. */
  source?: Track;
}

function collect(files: SourceFile[]) {
  const checks = new Map<string, Check[]>();
  const tracks: Track[] = [];
  const existing: Files = new Map();
  for (const { name: file, value } of files) {
    const outer = record(value);
    const inner = record(outer.soundcheck ?? outer);
    const items = Array.isArray(value)
      ? value
      : [inner.checks, inner.tracks, inner.programs].flatMap(part =>
          Array.isArray(part) ? part : [],
        );
    const scm = record(record(inner.collectors).scm ?? inner.scm ?? inner);
    for (const collected of Array.isArray(scm.collects) ? scm.collects : []) {
      addExisting(collected, existing);
    }
    for (const [index, item] of items.entries()) {
      const isTrack = Array.isArray(record(item).levels);
      const explain = (problem: string) =>
        `${file}: ${isTrack ? 'track' : 'check'} ${index + 1}: ${problem}`;
      if (isTrack) {
        tracks.push(parseWith(trackSchema, item, explain));
      } else {
        const check = parseWith(checkSchema, item, explain);
        checks.set(check.id, [...(checks.get(check.id) ?? []), check]);
      }
    }
  }
  if (checks.size === 0) {
    throw new Error(
      `${files.map(({ name }) => name).join(', ')}: no checks; add the file that lists them to the one with the tracks`,
    );
  }
  return { checks, tracks, existing };
}

/** The repository fact of Paved Road has the files whose existence the SCM fact collector checks. */
function addExisting(collected: unknown, existing: Files) {
  const parsed = collectSchema.safeParse(collected);
  if (!parsed.success || parsed.data.type !== 'exists') {
    return;
  }
  for (const { name, path } of parsed.data.data ?? []) {
    if (path !== undefined) {
      existing.set(
        `scm:default/${parsed.data.factName}#$.${name}`,
        path.replace(/^\.?\//, ''),
      );
    }
  }
}

function translate(
  check: Check,
  { track, level, source }: Placement,
  context: { facts: Facts; existing: Files; notes: Notes },
): Omit<CheckDraft, 'id' | 'track'> & { track: Named } {
  const { notes } = context;
  if (check.pathResolver && check.pathResolver !== 'JSONPath') {
    throw new UntranslatableError(
      `its paths use ${check.pathResolver}; only JSONPath is supported`,
    );
  }
  const rule = Array.isArray(check.rule) ? { all: check.rule } : check.rule;
  const expression = toExpression(rule, leaf => resolve(leaf, context));
  const filter = both(
    selection(source?.filter, source?.exclude),
    selection(check.filter, check.exclude),
  );
  const left = Object.keys(check).filter(
    key => !ignored.has(key) && key !== 'pathResolver' && key !== 'exclude',
  );
  if (left.length > 0) {
    notes.addDifference(`dropped: ${left.join(', ')}`);
  }
  const title = check.name ?? check.id;
  const failed = check.failedMessage?.trim();
  if (!failed) {
    notes.add('it has no failedMessage, so the remediation is its description');
  } else if (/\{[{%]/.test(failed)) {
    notes.add('the placeholders in its failedMessage stay as they are');
  }
  return {
    title,
    description: check.description ?? title,
    track,
    level,
    ...(filter && { filter }),
    expression,
    remediation: {
      text: failed || check.description || `Pass ${title}.`,
      ...(source?.documentationURL &&
        /^https?:\/\//.test(source.documentationURL) && {
          link: { title: source.name, url: source.documentationURL },
        }),
    },
  };
}

/** The compared value. */
function resolve(
  { factRef, path, fact, ...rest }: Record<string, unknown>,
  { existing, facts }: { existing: Files; facts: Facts },
): Located {
  if (fact !== undefined || rest.parameters !== undefined) {
    throw new UntranslatableError('a comparison reads a fact with parameters');
  }
  const reference =
    typeof factRef === 'string' ? factRef : formatFactReference(factRef);
  const steps = typeof path === 'string' ? path : '$';
  const file = existing.get(`${reference}#${steps}`);
  if (file !== undefined) {
    const known = `${text(file)} in facts.repository.files`;
    return { text: `(${known})`, guards: [] };
  }
  if (/^catalog:[^/]*\/entity_descriptor$/.test(reference)) {
    return follow('entity', steps);
  }
  return follow(facts.read(reference, reference), steps);
}

function formatFactReference(factRef: unknown): string {
  const parsed = z
    .object({
      source: z.string(),
      scope: z.string().default('default'),
      name: z.string(),
    })
    .safeParse(factRef);
  if (!parsed.success) {
    throw new UntranslatableError('a comparison has no factRef');
  }
  const { source, scope, name } = parsed.data;
  return `${source}:${scope}/${name}`;
}

/** The entities of a filter without the excluded ones. */
function selection(
  filter: unknown,
  exclude: unknown,
): FilterPredicate | undefined {
  const selected = toFilter(filter);
  const excluded = toFilter(exclude);
  return both(selected, excluded && { $not: excluded });
}

function toFilter(filter: unknown): FilterPredicate | undefined {
  if (filter === undefined || filter === null) {
    return undefined;
  }
  // Older versions of Soundcheck nest the filter under `catalog`.
  const { catalog, ...others } = record(filter);
  if (catalog !== undefined && Object.keys(others).length > 0) {
    throw new UntranslatableError(
      `its filter has ${Object.keys(others).join(', ')} beside catalog`,
    );
  }
  return toPredicate(catalog ?? filter);
}

/** The levels of the pack: the given ones if they suffice for the ordinals of all tracks. */
function buildLevels(tracks: Track[], given: Named[]): Named[] {
  const highest = Math.max(
    0,
    ...tracks.flatMap(({ levels }) => levels.map(({ ordinal }) => ordinal)),
  );
  if (highest > 10) {
    throw new Error(
      `there is a level ${highest}, and a rule pack has at most 10`,
    );
  }
  return highest <= given.length
    ? given
    : Array.from({ length: highest }, (_, index) => ({
        id: `level-${index + 1}`,
        title: `Level ${index + 1}`,
      }));
}

function notesOn(tracks: Track[], ladder: Named[]): string[] {
  const named = tracks.flatMap(({ id, levels }) =>
    levels.map(
      ({ ordinal, name }) =>
        `${name ?? `level ${ordinal}`} of ${id} is ${ladder[ordinal - 1].title}`,
    ),
  );
  return [
    ...(tracks.length > 1
      ? [
          'Soundcheck certifies each track separately; here an entity has a level if all tracks have it. Pages and figures still show each track.',
        ]
      : []),
    ...(named.length > 0 ? [`Levels: ${named.join('; ')}.`] : []),
    ...(tracks.length === 0
      ? ['There are no tracks, so all checks are required for one level.']
      : []),
  ];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
