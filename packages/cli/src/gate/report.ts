import { LocatedVerdict } from '@paved-road/plugin-paved-road-common';
import {
  toGithubAnnotations,
  toJunit,
  toMarkdown,
  toSarif,
  toTable,
} from '@paved-road/plugin-paved-road-common/rules';
import { randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { version } from '../../package.json';
import { CliContext, UndecidedError } from '../types';
import { Format, GateOptions } from './gateCommand';

const inGithub = ({ env }: Pick<CliContext, 'env'>) =>
  env.GITHUB_ACTIONS === 'true';

const renderers: Record<
  Format,
  (
    verdicts: LocatedVerdict[],
    options: { colour: boolean; onlyOpen?: boolean },
  ) => string
> = {
  table: (verdicts, { colour }) =>
    verdicts.map(({ result }) => toTable(result, { colour })).join('\n\n'),
  // For one entity, the same as the response of a portal.
  json: verdicts => {
    const results = verdicts.map(({ result }) => result);
    const value = results.length === 1 ? results[0] : results;
    return JSON.stringify(value, undefined, 2);
  },
  sarif: (verdicts, { onlyOpen }) => toSarif(verdicts, { version, onlyOpen }),
  junit: verdicts => toJunit(verdicts.map(({ result }) => result)).trimEnd(),
  github: toGithubAnnotations,
};

/**
 * Writes the verdicts to the requested places.
 *
 * @throws UndecidedError if the file cannot be written
 */
export async function report(
  verdicts: LocatedVerdict[],
  notes: string[],
  options: Pick<GateOptions, 'format' | 'output' | 'onlyOpen'>,
  context: CliContext,
): Promise<void> {
  const { output, format } = options;
  const usual: Format = inGithub(context) ? 'github' : 'table';
  const render = (as: Format, colour: boolean) =>
    `${renderers[as](verdicts, { colour, onlyOpen: options.onlyOpen })}\n`;
  if (output !== undefined) {
    await write(output, render(format!, false), context);
  }
  const shown = output === undefined ? (format ?? usual) : usual;
  context.stdout.write(render(shown, hasColours(context)));
  notes.forEach(note => context.stderr.write(`${note}\n`));
  await summarize(verdicts, notes, context);
}

function hasColours({ env, stdout }: CliContext): boolean {
  return Boolean(stdout.isTTY) && !env.NO_COLOR;
}

/** Writes the file atomically. */
export async function write(
  output: string,
  text: string,
  { cwd }: CliContext,
): Promise<void> {
  const file = resolve(cwd, output);
  if (relative(cwd, file).startsWith('..')) {
    throw new UndecidedError(
      `--output ${output}: is outside the working directory, use a file in it`,
    );
  }
  const part = `${file}.${randomUUID()}.tmp`;
  try {
    await fs.mkdir(dirname(file), { recursive: true });
    await fs.writeFile(part, text);
    await fs.rename(part, file);
  } catch (error) {
    await fs.rm(part, { force: true });
    throw new UndecidedError(
      `--output ${output}: cannot write it (${(error as NodeJS.ErrnoException).code}), use another file`,
    );
  }
}

/** Writes the summary for the page of a GitHub run. A failure is not fatal. */
async function summarize(
  verdicts: LocatedVerdict[],
  notes: string[],
  { env, stderr }: CliContext,
): Promise<void> {
  const file = env.GITHUB_STEP_SUMMARY;
  if (!file) {
    return;
  }
  const parts = [
    ...verdicts.map(({ result }) => toMarkdown(result)),
    ...notes.map(note => `${note}\n`),
  ];
  try {
    await fs.appendFile(file, `${parts.join('\n')}\n`);
  } catch (error) {
    stderr.write(
      `GITHUB_STEP_SUMMARY: it cannot be written (${(error as NodeJS.ErrnoException).code})\n`,
    );
  }
}
