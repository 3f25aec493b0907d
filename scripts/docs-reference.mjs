/*
 * Writes the reference pages that are derived from the code and the rule packs. With --check, fails if they are out of
 * date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { z } from 'zod';
import advisor from '../plugins/paved-road-common/src/advisor.ts';
import rules from '../plugins/paved-road-common/src/rules.ts';
import schemas from '../plugins/paved-road-common/src/schemas.ts';
import frontEnd from '../plugins/paved-road/src/plugin/translation.ts';
import openApi from '../plugins/paved-road-backend/src/openapi/createOpenApiDocument.ts';
import detectors from '../plugins/paved-road-node/src/detectors/builtInDetectors.ts';
import { detectorTables } from './detectorTables.mjs';
import { modelTables } from './modelTables.mjs';
import { rulePackTables } from './rulePackTables.mjs';

const root = new URL('../', import.meta.url);
async function readPack(name) {
  const packPath = `plugins/paved-road-node/rule-packs/${name}.yaml`;
  const text = await readFile(new URL(packPath, root), 'utf8');
  return rules.parseRulePack(text, packPath).pack;
}

function textsPage(translationRef) {
  const messages = Object.entries(translationRef.getDefaultMessages());
  return [
    '# Texts',
    'Each line is a key of `pavedRoadTranslationRef` with its English text. [Translate or replace](../install/front-end.md#texts) any of them.',
    '```text',
    ...messages.map(([key, text]) => `${key}: ${text}`).sort(),
    '```',
  ].join('\n');
}

const pages = {
  'decision-model.md': modelTables(advisor.describeModel()),
  'default-rule-pack.md': rulePackTables(await readPack('ai-services'), {
    title: 'Default rule pack',
    use: 'It is active unless `pavedRoad.scorecards.rulePacks` lists others, and applies to the [AI services](../guides/stay.md#which-services) of the portal.',
  }),
  'language-model-rule-pack.md': rulePackTables(
    await readPack('language-models'),
    {
      title: 'Rule pack for language models',
      use: 'It is active if `pavedRoad.scorecards.rulePacks` lists `language-models`, and applies to Components with the tag `llm`. [Declare language models](../guides/declare-language-models.md) shows the file that it reads.',
    },
  ),
  'api-and-model-rule-pack.md': rulePackTables(
    await readPack('apis-and-models'),
    {
      title: 'Rule pack for APIs, models and MCP servers',
      use: 'It is active if `pavedRoad.scorecards.rulePacks` lists `apis-and-models`, and applies to APIs, and to Resources and AiResources that are models by their type. It reads only the catalog. [Scorecards of other kinds](../guides/stay.md#apis-models-and-other-kinds) shows how it is switched on.',
    },
  ),
  'detectors.md': detectorTables(
    detectors.builtInDetectors,
    rules.findingKinds,
  ),
  'model-extension.schema.json': JSON.stringify({
    title: 'Extension of the Paved Road decision model',
    ...z.toJSONSchema(schemas.modelExtensionSchema, { io: 'input' }),
  }),
  'openapi.json': JSON.stringify(openApi.createOpenApiDocument()),
  'texts.md': textsPage(frontEnd.pavedRoadTranslationRef),
  'rule-pack.schema.json': JSON.stringify(rules.rulePackJsonSchema()),
};

const check = process.argv.includes('--check');
for (const [name, content] of Object.entries(pages)) {
  const path = fileURLToPath(new URL(`docs/reference/${name}`, root));
  const formatted = await prettier.format(content, {
    ...(await prettier.resolveConfig(path)),
    filepath: path,
  });
  if (!check) {
    await writeFile(path, formatted);
  } else if ((await readFile(path, 'utf8').catch(() => '')) !== formatted) {
    console.error(
      `docs/reference/${name} is out of date; run ./dev docs:reference`,
    );
    process.exitCode = 1;
  }
}
