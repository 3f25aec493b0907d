// The wiring that the docs give for Red Hat Developer Hub, by Red Hat's reference and by what the plugin exports.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';

/* https://github.com/redhat-developer/rhdh/blob/main/docs/dynamic-plugins/frontend-plugin-wiring.md */
const layout = z.record(z.string(), z.string());
const frontEnd = z.strictObject({
  dynamicRoutes: z.array(
    z.strictObject({
      path: z.string().startsWith('/'),
      importName: z.string(),
      menuItem: z.strictObject({ icon: z.string(), text: z.string() }),
    }),
  ),
  entityTabs: z.array(
    z.strictObject({
      path: z.string().startsWith('/'),
      title: z.string(),
      mountPoint: z.string().startsWith('entity.page.'),
    }),
  ),
  mountPoints: z.array(
    z.strictObject({
      mountPoint: z.string(),
      importName: z.string(),
      config: z
        .strictObject({
          layout,
          if: z.strictObject({ anyOf: z.array(z.string()) }),
        })
        .optional(),
    }),
  ),
  scaffolderFieldExtensions: z.array(
    z.strictObject({ importName: z.string() }),
  ),
});
const plugins = z.strictObject({
  plugins: z.tuple([
    z.strictObject({
      package: z.url(),
      integrity: z.string().startsWith('sha512-'),
      disabled: z.literal(false),
      pluginConfig: z.strictObject({
        dynamicPlugins: z.strictObject({
          frontend: z.strictObject({
            'paved-road.plugin-paved-road': frontEnd,
          }),
        }),
      }),
    }),
  ]),
});

const docs = await readFile('docs/install/red-hat-developer-hub.md', 'utf8');
const [, yaml] = docs.match(
  /```yaml title="dynamic-plugins\.yaml"\n([^]*?)```/,
);
const {
  plugins: [{ pluginConfig }],
} = plugins.parse(parse(yaml));
const wiring =
  pluginConfig.dynamicPlugins.frontend['paved-road.plugin-paved-road'];

test('imports only what the plugin exports', async () => {
  const index = await readFile('plugins/paved-road/src/index.ts', 'utf8');
  const exported = new Set(index.match(/\b\w+\b/g));
  const imported = [
    ...wiring.dynamicRoutes,
    ...wiring.mountPoints,
    ...wiring.scaffolderFieldExtensions,
  ].map(({ importName }) => importName);
  const conditions = wiring.mountPoints.flatMap(
    ({ config }) => config?.if.anyOf ?? [],
  );
  assert.deepEqual(
    [...imported, ...conditions].filter(name => !exported.has(name)),
    [],
  );
});

test('mounts each tab of an entity at a point that a tab has', () => {
  const points = wiring.entityTabs.map(
    ({ mountPoint }) => `${mountPoint}/cards`,
  );
  assert.deepEqual(
    wiring.mountPoints
      .map(({ mountPoint }) => mountPoint)
      .filter(point => !points.includes(point)),
    ['entity.page.overview/cards', 'search.page.results'],
  );
});

test('names the front end as the export does', async () => {
  const { name } = JSON.parse(
    await readFile('plugins/paved-road/package.json', 'utf8'),
  );
  assert.ok(
    name.replace('@', '').replace('/', '.') in
      pluginConfig.dynamicPlugins.frontend,
  );
});
