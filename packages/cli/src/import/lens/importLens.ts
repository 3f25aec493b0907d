import { InputError } from '@backstage/errors';
import {
  createModel,
  parseModelExtension,
} from '@paved-road/plugin-paved-road-common/advisor';
import { readTextFile } from '@paved-road/plugin-paved-road-node';
import { promises as fs } from 'node:fs';
import { resolve } from 'node:path';
import { Document } from 'yaml';
import { CliContext, importCodes } from '../../types';
import { writeNew } from '../../writeNew';
import { LensImport } from '../importCommand';
import { describeTranslation } from '../report';
import { sentence, toComment } from '../writePack';
import { mostLensBytes, parseLens } from './lens';
import { TranslatedLens, translateLens } from './translateLens';

/**
 * Translates a custom lens into a model extension, and stores the lens next to it, because the extension lacks some of
 * its fields.
 *
 * @throws Error if nothing is written
 */
export async function importLens(
  { files, output }: LensImport,
  { cwd, stdout }: CliContext,
): Promise<number> {
  const [file, another] = files;
  if (another !== undefined) {
    throw new InputError(`${another}: import one lens at a time`);
  }
  const json = await readTextFile(resolve(cwd, file), file, mostLensBytes);
  const lens = parseLens(json, file);
  const translated = translateLens(lens);
  if (translated.extension.questions.length === 0) {
    throw new InputError(
      [
        'No question could be translated:',
        ...translated.rules.map(
          ({ from, notes }) => `${from}: ${notes.join('; ')}`,
        ),
      ].join('\n'),
    );
  }
  const kept = `${output.replace(/\.ya?ml$/, '')}.lens.json`;
  const yaml = writeExtension(translated, lens.name, kept);
  createModel(parseModelExtension(yaml, output));
  await writeNew(resolve(cwd, kept), kept, json);
  try {
    await writeNew(resolve(cwd, output), output, yaml);
  } catch (error) {
    // Otherwise the next attempt would fail because this file exists.
    await fs.rm(resolve(cwd, kept));
    throw error;
  }
  stdout.write(
    describeTranslation(
      {
        rules: translated.rules,
        facts: [],
        notes: [
          `The lens is kept in ${kept}: resources, pillars and all that the model has no place for. paved-road export lens needs it.`,
          'Each choice becomes a yes-no question. A risk is shown once the answers decide it.',
        ],
      },
      output,
      'questions',
    ),
  );
  return translated.rules.some(({ fidelity }) => fidelity === 'none')
    ? importCodes.partial
    : importCodes.complete;
}

function writeExtension(
  { extension, rules }: TranslatedLens,
  name: string,
  kept: string,
): string {
  const document = new Document(extension, { aliasDuplicateObjects: false });
  const missing = rules.filter(({ fidelity }) => fidelity === 'none');
  document.commentBefore = toComment([
    `Imported by \`paved-road import lens\` from ${name}, which is kept in ${kept}.`,
    ...missing.map(
      ({ from, notes }) =>
        `Not translated: ${from}: ${sentence(notes.join('; '))}`,
    ),
  ]);
  return document.toString({ lineWidth: 100, singleQuote: true });
}
