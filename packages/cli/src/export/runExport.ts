import { InputError } from '@backstage/errors';
import { Profile } from '@paved-road/plugin-paved-road-common';
import { parseModelExtension } from '@paved-road/plugin-paved-road-common/advisor';
import { profileSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { printable } from '@paved-road/plugin-paved-road-common/rules';
import { readTextFile } from '@paved-road/plugin-paved-road-node';
import { resolve } from 'node:path';
import { z } from 'zod';
import { mostLensBytes, parseLens } from '../import/lens/lens';
import { translateLens } from '../import/lens/translateLens';
import { CliContext } from '../types';
import { writeNew } from '../writeNew';
import { ExportOptions } from './exportCommand';
import { toLensReview } from './lensReview';
import { toLens } from './toLens';

/** Bytes. */
const limit = 1_000_000;

/**
 * Writes a lens or a lens review.
 *
 * @throws Error if nothing is written
 */
export async function runExport(
  { lens: file, model, assessment, output }: ExportOptions,
  { cwd, stdout, stderr }: CliContext,
): Promise<void> {
  const read = (name: string, most: number) =>
    readTextFile(resolve(cwd, name), name, most);
  const kept = parseLens(await read(file, mostLensBytes), file);
  const translated = translateLens(kept);
  const { lens, notes } =
    model === undefined
      ? { lens: kept, notes: [] }
      : toLens(
          kept,
          translated,
          parseModelExtension(await read(model, limit), model),
        );
  const content =
    assessment === undefined
      ? lens
      : toLensReview(
          lens,
          translated,
          parseProfile(await read(assessment, limit), assessment),
        );
  const json = `${JSON.stringify(content, undefined, 2)}\n`;
  stderr.write(notes.map(note => `${printable(note)}\n`).join(''));
  if (output === undefined) {
    stdout.write(json);
  } else {
    await writeNew(resolve(cwd, output), output, json);
    stdout.write(`Written to ${printable(output)}.\n`);
  }
}

function parseProfile(json: string, name: string): Profile {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new InputError(`${name} is not JSON`);
  }
  const parsed = z.looseObject({ profile: profileSchema }).safeParse(value);
  if (!parsed.success) {
    throw new InputError(
      `${name} is not an assessment: ${parsed.error.issues
        .map(({ path, message }) => `${path.join('.')}: ${message}`)
        .join('; ')}`,
    );
  }
  return parsed.data.profile;
}
