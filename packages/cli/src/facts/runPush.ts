import { printable } from '@paved-road/plugin-paved-road-common/rules';
import { pushResultsSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { createPortal } from '../createPortal';
import { CliContext, pushCodes, UndecidedError } from '../types';
import { PushOptions } from './factsCommand';
import { readReport } from './readReport';
import { ReportKind, reportKinds } from './reportKinds';

/** Maximum file size in bytes; reports of large repositories have up to some ten megabytes. */
const LARGEST_FILE = 100_000_000;
/** Limits of a request, below the portal's limits. */
const REQUEST = { items: 2_000, bytes: 8_000_000 };
/** Maximum number of printed refused items. */
const MOST_PRINTED = 50;

type Item = Record<string, unknown>;

/**
 * Pushes facts and prints the results.
 *
 * @throws Error for a problem with the portal, a file or an argument
 */
export async function runPush(
  options: PushOptions,
  context: CliContext,
): Promise<number> {
  const items = await readItems(options, context);
  const ask = createPortal({
    url: options.portal,
    token: context.env.PAVED_ROAD_TOKEN,
    signal: AbortSignal.timeout(options.timeout * 1_000),
  });
  const counts = { stored: 0, unchanged: 0, outdated: 0, refused: 0 };
  let printed = 0;
  for (const { start, part } of partsOf(items)) {
    const results = await ask(pushResultsSchema, api =>
      api.pushFacts({ items: part }),
    ).catch(error => {
      throw start > 0
        ? new UndecidedError(`After ${start} items: ${error.message}`)
        : error;
    });
    for (const name of Object.keys(counts) as Array<keyof typeof counts>) {
      counts[name] += results.counts[name];
    }
    for (const item of results.results) {
      if (item.result === 'refused' && printed < MOST_PRINTED) {
        printed += 1;
        context.stderr.write(
          `refused: ${describe(part[item.index], start + item.index)}: ${printable(item.problem)}\n`,
        );
      }
    }
  }
  if (counts.refused > printed) {
    context.stderr.write(`and ${counts.refused - printed} more\n`);
  }
  context.stdout.write(
    `${counts.stored} stored, ${counts.unchanged} unchanged, ${counts.outdated} outdated, ${counts.refused} refused\n`,
  );
  return counts.refused > 0 ? pushCodes.refused : pushCodes.stored;
}

function describe(item: unknown, index: number): string {
  const { entityRef, fact } = (item ?? {}) as Item;
  return typeof entityRef === 'string' && typeof fact === 'string'
    ? printable(`${fact} of ${entityRef}`)
    : `item ${index}`;
}

function* partsOf(
  items: unknown[],
): Generator<{ start: number; part: unknown[] }> {
  let part: unknown[] = [];
  let bytes = 0;
  let start = 0;
  for (const [index, item] of items.entries()) {
    const size = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (
      part.length === REQUEST.items ||
      (part.length > 0 && bytes + size > REQUEST.bytes)
    ) {
      yield { start, part };
      part = [];
      bytes = 0;
      start = index;
    }
    part.push(item);
    bytes += size;
  }
  yield { start, part };
}

async function readItems(
  options: PushOptions,
  { cwd, env }: CliContext,
): Promise<unknown[]> {
  const observed = {
    observedAt: options.observedAt ?? new Date().toISOString(),
    ...(options.expiresAt !== undefined && { expiresAt: options.expiresAt }),
  };
  const source = options.source ?? findPipelineUrl(env);
  const withSource = () => {
    if (source === undefined) {
      throw new UndecidedError(
        'Enter --source, a URL or a name: this is neither GitHub Actions nor GitLab CI',
      );
    }
    return { ...observed, source };
  };
  if (options.file !== undefined) {
    const text = await readText(path.resolve(cwd, options.file), options.file);
    const items = parseItems(text, options.file);
    return items.map(item =>
      isObject(item)
        ? {
            ...('source' in item ? observed : withSource()),
            ...(options.entity !== undefined && { entityRef: options.entity }),
            ...item,
          }
        : item,
    );
  }
  const kinds = (Object.keys(reportKinds) as ReportKind[]).filter(
    kind => options[kind] !== undefined,
  );
  if (kinds.length === 0 && options.value === undefined) {
    throw new UndecidedError(
      `Nothing to push: use --value, --file, ${Object.keys(reportKinds)
        .map(kind => `--${kind}`)
        .join(' or ')}`,
    );
  }
  const { entity } = options;
  if (entity === undefined) {
    throw new UndecidedError(
      'Enter --entity, such as component:default/search',
    );
  }
  if (options.value !== undefined) {
    if (options.fact === undefined) {
      throw new UndecidedError('Enter --fact for the value');
    }
    const value = parseValue(options.value);
    return [{ entityRef: entity, fact: options.fact, value, ...withSource() }];
  }
  if (options.fact !== undefined && kinds.length > 1) {
    throw new UndecidedError(
      `--fact ${options.fact}: push one report at a time under a custom name`,
    );
  }
  return await Promise.all(
    kinds.map(async kind => {
      const file = options[kind]!;
      const text = await readText(path.resolve(cwd, file), file);
      return {
        entityRef: entity,
        fact: options.fact ?? reportKinds[kind].fact,
        value: parseReport(kind, text, file),
        ...withSource(),
      };
    }),
  );
}

function parseReport(kind: ReportKind, text: string, file: string): object {
  try {
    return readReport(kind, text);
  } catch (error) {
    throw error instanceof UndecidedError
      ? new UndecidedError(`${file}: ${error.message}`)
      : error;
  }
}

function findPipelineUrl(env: CliContext['env']): string | undefined {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = env;
  return GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID
    ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`
    : env.CI_JOB_URL || undefined;
}

function parseValue(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Parses a list, an object with `items`, or one item per line. */
function parseItems(text: string, file: string): unknown[] {
  const items = parseWhole(text) ?? parseLines(text, file);
  if (items.length === 0) {
    throw new UndecidedError(`${file}: there are no items`);
  }
  return items;
}

function parseWhole(text: string): unknown[] | undefined {
  try {
    const json: unknown = JSON.parse(text);
    if (Array.isArray(json)) {
      return json;
    }
    return isObject(json) && Array.isArray(json.items) ? json.items : [json];
  } catch {
    return undefined;
  }
}

function parseLines(text: string, file: string): unknown[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') {
      return [];
    }
    try {
      return [JSON.parse(line)];
    } catch (error) {
      throw new UndecidedError(
        `${file}: line ${index + 1} is not JSON: ${(error as Error).message}`,
      );
    }
  });
}

function isObject(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function readText(absolute: string, file: string): Promise<string> {
  try {
    await using handle = await open(absolute);
    const { size } = await handle.stat();
    if (size > LARGEST_FILE) {
      throw new UndecidedError(
        `${file}: it has ${size} bytes, at most ${LARGEST_FILE} are read`,
      );
    }
    return await handle.readFile('utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined
      ? error
      : new UndecidedError(`${file}: it cannot be read (${code})`);
  }
}
