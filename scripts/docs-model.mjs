/*
 * Writes the reference pages of the decision model from the code, or, with --check, fails when they
 * are not what the code says.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { z } from 'zod';
import common from '../plugins/paved-road-common/src/index.ts';
import { modelTables } from './modelTables.mjs';

const pages = {
  'decision-model.md': modelTables(common.describeModel()),
  'model-extension.schema.json': JSON.stringify({
    title: 'Extension of the Paved Road decision model',
    ...z.toJSONSchema(common.modelExtensionSchema, { io: 'input' }),
  }),
};

const check = process.argv.includes('--check');
for (const [name, content] of Object.entries(pages)) {
  const path = fileURLToPath(
    new URL(`../docs/reference/${name}`, import.meta.url),
  );
  const formatted = await prettier.format(content, {
    ...(await prettier.resolveConfig(path)),
    filepath: path,
  });
  if (!check) {
    await writeFile(path, formatted);
  } else if ((await readFile(path, 'utf8').catch(() => '')) !== formatted) {
    console.error(
      `docs/reference/${name} is not what the code says; run ./dev docs:model`,
    );
    process.exitCode = 1;
  }
}
