/* Each piece of config that people copy is what the schemas and the back end of Paved Road take. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { ConfigReader } from '@backstage/config';
import { loadConfigSchema } from '@backstage/config-loader';
import { parse } from 'yaml';
import { formatPlace, readBlocks, root } from './readBlocks.mjs';

// Reads TypeScript from here on.
await import('@backstage/cli/config/nodeTransform.cjs');
const read = async file => (await import(`${root}${file}`)).default;
const backEnd = 'plugins/paved-road-backend/src';
const catalogModule = 'plugins/catalog-backend-module-paved-road/src';
const [
  { parseModelExtension },
  { readFactsConfig },
  { readHttpFacts },
  { readForeignRulePack },
  { readRulePackSources },
  settings,
  { findUnknownKeys },
  { readPrometheusConfig },
  { readCollatorConfig },
  { readTemplateSettings },
  { readIngestionPolicy, readRepositoryConfig },
] = await Promise.all(
  [
    'plugins/paved-road-common/src/advisor.ts',
    `${backEnd}/facts/readFactsConfig.ts`,
    `${backEnd}/facts/http/readHttpFacts.ts`,
    `${backEnd}/rules/readRulePack.ts`,
    `${backEnd}/rules/readRulePackSources.ts`,
    `${backEnd}/wiring/config.ts`,
    `${backEnd}/wiring/unknownKeys.ts`,
    'plugins/paved-road-backend-module-prometheus/src/readPrometheusConfig.ts',
    'plugins/search-backend-module-paved-road/src/config.ts',
    `${catalogModule}/softwareTemplates/readTemplateSettings.ts`,
    'plugins/paved-road-node/src/index.ts',
  ].map(read),
);

const keysOfConfig = ['app', 'backend', 'pavedRoad', 'search'];
const blocks = (await readBlocks()).filter(
  ({ language, title = '', text }) =>
    language === 'yaml' &&
    (title.includes('app-config') ||
      keysOfConfig.some(key => text.startsWith(`${key}:`))),
);
assert.ok(blocks.length > 20);

/** What the plugins read at the start; each refuses what it cannot use. */
async function readAsPlugins(data, place) {
  const config = new ConfigReader(data);
  Object.values(settings).forEach(readSetting => readSetting(config));
  readFactsConfig(config);
  readHttpFacts(config);
  readRepositoryConfig(config);
  readIngestionPolicy(config);
  readTemplateSettings(config);
  readCollatorConfig(config);
  // An excerpt may be about one key.
  if (data.pavedRoad?.prometheus?.queries) {
    readPrometheusConfig(config);
  }
  const { file, ...model } = data.pavedRoad?.model ?? {};
  if (!file) {
    parseModelExtension(JSON.stringify(model), place);
  }
  for (const source of readRulePackSources(config)) {
    const content =
      source.origin === 'built-in'
        ? await readFile(source.file, 'utf8')
        : source.content;
    if (content !== undefined) {
      await readForeignRulePack(source, { text: content }, () => source.wanted);
    }
  }
  assert.deepEqual(findUnknownKeys(config), []);
}

const schema = await loadConfigSchema({
  dependencies: ['app', 'backend'],
  packagePaths: [`${root}package.json`],
});

/** @throws Error that names the keys which the schemas of all packages refuse, but for those that an excerpt leaves out */
function assertFitsSchemas(data, place) {
  try {
    schema.process([{ data, context: place }]);
  } catch (error) {
    const messages = error.messages ?? [error.message];
    assert.deepEqual(
      messages.filter(message => !/must have required property/.test(message)),
      [],
    );
  }
}

for (const block of blocks) {
  test(formatPlace(block), async () => {
    const data = parse(block.text);
    assertFitsSchemas(data, formatPlace(block));
    await readAsPlugins(data, formatPlace(block));
  });
}

test('config that the schemas or the plugins refuse is found', async () => {
  assert.throws(() =>
    assertFitsSchemas({ pavedRoad: { reviewers: 'group:default/a' } }, 'a.md'),
  );
  await assert.rejects(
    readAsPlugins(
      { pavedRoad: { scorecards: { targetLevl: 'gold' } } },
      'a.md',
    ),
    /targetLevel/,
  );
  await assert.rejects(
    readAsPlugins(
      {
        pavedRoad: {
          scorecards: {
            rulePacks: [
              { source: 'default', overrides: { 'has-dashbord': 'off' } },
            ],
          },
        },
      },
      'a.md',
    ),
    /has-dashboard/,
  );
});
