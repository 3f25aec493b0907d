import { InputError } from '@backstage/errors';
import { parseRulePack } from '@paved-road/plugin-paved-road-common/rules';
import { resolve } from 'node:path';
import { readFilter } from '../readFilter';
import { CliContext, importCodes } from '../types';
import { writeNew } from '../writeNew';
import { ImportOptions, PackFormat } from './importCommand';
import { translateCompass } from './compass/translateCompass';
import { translateCortex } from './cortex/translateCortex';
import { importLens } from './lens/importLens';
import { readSource } from './readSource';
import { describeTranslation } from './report';
import { translateSoundcheck } from './soundcheck/translateSoundcheck';
import { translateTechInsights } from './techInsights/translateTechInsights';
import { SourceFile, Translation, TranslationOptions } from './Translation';
import { keepValid, writePack } from './writePack';

const noFilter =
  "The pack has no filter, so it is for the entities that the portal counts as AI services; with --filter 'kind: Component' it is for all components.";

const translators: Record<
  PackFormat,
  (files: SourceFile[], options: TranslationOptions) => Translation
> = {
  'tech-insights': translateTechInsights,
  soundcheck: translateSoundcheck,
  cortex: translateCortex,
  compass: translateCompass,
};

/**
 * Translates the rules of another tool into a rule pack.
 *
 * @throws Error if nothing is written
 */
export async function runImport(
  options: ImportOptions,
  context: CliContext,
): Promise<number> {
  if (options.format === 'lens') {
    return await importLens(options, context);
  }
  const { format, files, output, levels, level, name } = options;
  const ladder = levels.map(id => ({ id, title: toTitle(id) }));
  if (level !== undefined && !levels.includes(level)) {
    throw new InputError(
      `--level ${level}: it is not one of --levels ${levels.join(',')}`,
    );
  }
  const sources = await readSource(files, context.cwd);
  const translation = translators[format](sources, {
    name,
    levels: ladder,
    level: level ?? levels[0],
  });
  const filter =
    options.filter === undefined ? undefined : readFilter(options.filter);
  const valid = keepValid({
    ...translation,
    notes: [...translation.notes, ...(filter ? [] : [noFilter])],
    pack: { ...translation.pack, ...(filter && { filter }) },
  });
  if (valid.pack.checks.length === 0) {
    throw new InputError(
      ['No rule could be translated:', ...reasons(valid)].join('\n'),
    );
  }
  const pack = writePack(valid);
  parseRulePack(pack, output ?? 'the pack');
  if (output === undefined) {
    context.stdout.write(pack);
    context.stderr.write(describeTranslation(valid, 'a rule pack'));
  } else {
    await writeNew(resolve(context.cwd, output), output, pack);
    context.stdout.write(describeTranslation(valid, output));
  }
  return valid.rules.some(({ fidelity }) => fidelity === 'none')
    ? importCodes.partial
    : importCodes.complete;
}

function toTitle(id: string): string {
  return `${id[0].toLocaleUpperCase('en-US')}${id.slice(1).replaceAll('-', ' ')}`;
}

function reasons({ rules }: Translation): string[] {
  return rules.map(({ from, notes }) => `${from}: ${notes.join('; ')}`);
}
