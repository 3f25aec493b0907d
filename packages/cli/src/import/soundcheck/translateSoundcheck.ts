import { FilterPredicate } from '@backstage/filter-predicates';
import { z } from 'zod';
import { follow, Located, text } from '../cel';
import { toExpression } from '../conditions';
import { both, toPredicate } from '../entityFilter';
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

/** One `collect` of the SCM fact collector. */
const collectSchema = z.looseObject({
  factName: z.string(),
  type: z.string(),
  data: z
    .array(z.looseObject({ name: z.string(), path: z.string().optional() }))
    .optional(),
});

/** A value of a fact that says whether a file exists, by the reference of the fact and the path to the value. */
type Files = Map<string, string>;

/** Keys that say when and for whom a check runs, or how it is shown, and not what it finds. */
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
 * Checks, and tracks (formerly programs) with their levels, as Soundcheck reads them from YAML
 * (https://backstage.spotify.com/docs/plugins/soundcheck/core-concepts/checks and .../tracks).
 *
 * @throws Error if the files have no checks
 */
export function translateSoundcheck(
  files: SourceFile[],
  options: TranslationOptions,
): Translation {
  const { checks, tracks, existing } = collect(files);
  const ladder = buildLevels(tracks, options.levels);
  const drafts: CheckDraft[] = [];
  const rules: TranslatedRule[] = [];
  const facts = new Facts();
  const subjects = new Map<string, Named>();
  const taken = new Set<string>();
  const used = new Set<string>();

  const add = (
    from: string,
    checkId: string,
    where: Placement,
    shown: { name?: string; description?: string },
  ) => {
    const notes = new Notes();
    try {
      const [check, another] = checks.get(checkId) ?? [];
      if (another) {
        throw new UntranslatableError(
          `${checks.get(checkId)?.length} checks have the id ${checkId}; leave one of them`,
        );
      }
      if (!check) {
        throw new UntranslatableError(
          `the files have no check ${checkId}; give the file that has it too`,
        );
      }
      const draft = translate({ ...check, ...shown }, where, {
        facts,
        existing,
        notes,
      });
      const id = toId(checkId, taken);
      if (slug(checkId) !== id) {
        notes.add(`it stands in several tracks, so it is ${id} in this one`);
      }
      subjects.set(where.track.id, where.track);
      drafts.push({ ...draft, id });
      rules.push({ from, checkId: id, ...notes.outcome() });
    } catch (error) {
      rules.push(notTranslated(from, error));
    }
    used.add(checkId);
  };

  for (const track of tracks) {
    for (const level of track.levels) {
      for (const { id, name, description } of level.checks) {
        add(
          `track ${track.id}, level ${level.ordinal}, check ${id}`,
          id,
          {
            track: { id: slug(track.id), title: cut(track.name, 100) },
            level: ladder[level.ordinal - 1].id,
            of: track,
          },
          { ...(name && { name }), ...(description && { description }) },
        );
      }
    }
  }
  for (const [id, same] of checks) {
    for (const _ of used.has(id) ? [] : same) {
      add(
        `check ${id}`,
        id,
        {
          track: { id: 'soundcheck', title: 'Soundcheck' },
          level: (ladder.find(rung => rung.id === options.level) ?? ladder[0])
            .id,
        },
        {},
      );
    }
  }
  return {
    pack: {
      name: options.name ?? 'soundcheck',
      title: 'Soundcheck',
      description: 'Checks and tracks that Soundcheck had.',
      levels: ladder,
      tracks: [...subjects.values()],
      checks: drafts,
    },
    rules,
    notes: notesOn(tracks, ladder),
    facts: facts.list(),
  };
}

/** Where a check stands. */
interface Placement {
  track: Named;
  level: string;
  /** Absent for a check of no track. */
  of?: Track;
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
      const parsed = (isTrack ? trackSchema : checkSchema).safeParse(item);
      if (!parsed.success) {
        const [{ path, message }] = parsed.error.issues;
        throw new Error(
          `${file}: ${isTrack ? 'track' : 'check'} ${index + 1}: ${path.join('.')}: ${message}`,
        );
      }
      if (isTrack) {
        tracks.push(parsed.data as Track);
      } else {
        const { id } = parsed.data;
        checks.set(id, [...(checks.get(id) ?? []), parsed.data as Check]);
      }
    }
  }
  if (checks.size === 0) {
    throw new Error(
      `${files.map(({ name }) => name).join(', ')}: no checks; give the file that lists them, with the one of the tracks`,
    );
  }
  return { checks, tracks, existing };
}

/** Files whose existence the SCM fact collector looks up are in the repository fact of Paved Road. */
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
  { track, level, of }: Placement,
  context: { facts: Facts; existing: Files; notes: Notes },
): Omit<CheckDraft, 'id'> {
  const { notes } = context;
  if (check.pathResolver && check.pathResolver !== 'JSONPath') {
    throw new UntranslatableError(
      `its paths are ${check.pathResolver}; only JSONPath is read`,
    );
  }
  const rule = Array.isArray(check.rule) ? { all: check.rule } : check.rule;
  const expression = toExpression(rule, leaf => resolve(leaf, context));
  const filter = both(
    selection(of?.filter, of?.exclude),
    selection(check.filter, check.exclude),
  );
  const left = Object.keys(check).filter(
    key => !ignored.has(key) && key !== 'pathResolver' && key !== 'exclude',
  );
  if (left.length > 0) {
    notes.addDifference(`not taken over: ${left.join(', ')}`);
  }
  const title = check.name ?? check.id;
  const failed = check.failedMessage?.trim();
  if (!failed) {
    notes.add('it has no failedMessage, so its description says what to do');
  } else if (/\{[{%]/.test(failed)) {
    notes.add('its failedMessage has placeholders that nothing fills in here');
  }
  return {
    title: cut(title, 100),
    description: cut(check.description ?? title, 2000) || title,
    track: track.id,
    level,
    ...(filter && { filter }),
    expression,
    remediation: {
      text: cut(failed || check.description || `Pass ${title}.`, 2000),
      ...(of?.documentationURL &&
        /^https?:\/\//.test(of.documentationURL) && {
          link: { title: cut(of.name, 100), url: of.documentationURL },
        }),
    },
  };
}

/** The value that a comparison is about. */
function resolve(
  { factRef, path, fact, ...rest }: Record<string, unknown>,
  { existing, facts }: { existing: Files; facts: Facts },
): Located {
  if (fact !== undefined || rest.parameters !== undefined) {
    throw new UntranslatableError('a comparison reads a fact with parameters');
  }
  const reference =
    typeof factRef === 'string' ? factRef : parseReference(factRef);
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

function parseReference(factRef: unknown): string {
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

/** Which entities a filter selects that an exclusion does not. */
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
  // Older versions have the filter of the catalog below a key of this name.
  const { catalog, ...others } = record(filter);
  if (catalog !== undefined && Object.keys(others).length > 0) {
    throw new UntranslatableError(
      `its filter has ${Object.keys(others).join(', ')} beside catalog`,
    );
  }
  return toPredicate(catalog ?? filter);
}

/** The levels that the ordinals of all tracks stand for. */
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
          'Soundcheck certifies each track by itself; here an entity has a level if all tracks have it. Tracks stay apart on pages and in figures.',
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
