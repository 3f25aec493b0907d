/* What GitHub and the plugin directory of Backstage read. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';

const read = file => readFile(new URL(`../${file}`, import.meta.url), 'utf8');
const repository = 'https://github.com/paved-road/paved-road';

/*
 * The fields of microsite/src/pluginDirectory in https://github.com/backstage/backstage, as strict as there, and the
 * longest description of https://backstage.io/docs/plugins/add-to-directory.
 */
const entrySchema = z.strictObject({
  title: z.string(),
  author: z.string(),
  authorUrl: z.url(),
  category: z.string(),
  description: z.string().max(170),
  documentation: z.url(),
  iconUrl: z.url(),
  npmPackageName: z.string(),
  addedDate: z.iso.date(),
  status: z.enum(['active', 'inactive', 'archived']),
  capabilities: z.array(
    z.enum([
      ...['entity-card', 'entity-content', 'standalone-page', 'home-page'],
      ...['search-result', 'techdocs-addon', 'catalog-processor'],
      ...['catalog-provider', 'scaffolder-actions', 'search-collator'],
      ...['backend-module', 'permissions', 'signals'],
    ]),
  ),
  setup: z.strictObject({
    packages: z.array(
      z.strictObject({
        name: z.string(),
        role: z.enum(['frontend', 'backend']),
      }),
    ),
  }),
});

/** The file that an address of the repository leads to. */
const fileAt = url =>
  url
    .replace(`${repository}/blob/main/`, '')
    .replace(
      'https://raw.githubusercontent.com/paved-road/paved-road/main/',
      '',
    );

test('the entry for the plugin directory is complete, and leads to files that are there', async () => {
  const [document, ...others] = parseAllDocuments(
    await read('.github/plugin-directory/paved-road.yaml'),
  );
  assert.deepEqual(others, []);
  const entry = entrySchema.parse(document.toJS());
  const { name, homepage } = JSON.parse(
    await read('plugins/paved-road/package.json'),
  );
  assert.equal(entry.npmPackageName, name);
  assert.ok(homepage.startsWith(`${repository}/`));
  assert.match(await read(fileAt(entry.iconUrl)), /^<svg /);
  assert.ok((await read(fileAt(entry.documentation))).startsWith(`# ${name}`));
  for (const { name: needed } of entry.setup.packages) {
    const folder = needed.replace('@paved-road/plugin-', 'plugins/');
    assert.equal(JSON.parse(await read(`${folder}/package.json`)).name, needed);
  }
});

const field = z.strictObject({
  type: z.enum(['textarea', 'input', 'dropdown', 'checkboxes', 'markdown']),
  id: z.string().regex(/^[a-z-]+$/),
  attributes: z
    .object({ label: z.string(), options: z.array(z.unknown()).min(1) })
    .partial({ options: true }),
  validations: z.strictObject({ required: z.boolean() }).optional(),
});
const formSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  labels: z.array(z.string()),
  body: z.array(field).min(1),
});

for (const name of ['bug', 'feature']) {
  test(`GitHub takes the form for issues: ${name}`, async () => {
    const { body } = formSchema.parse(
      parse(await read(`.github/ISSUE_TEMPLATE/${name}.yml`)),
    );
    const ids = body.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const { type, attributes } of body) {
      assert.equal(
        ['dropdown', 'checkboxes'].includes(type),
        attributes.options !== undefined,
      );
    }
  });
}

test('vulnerabilities are reported privately, wherever people look', async () => {
  const form = `${repository}/security/advisories/new`;
  const { contact_links: links } = parse(
    await read('.github/ISSUE_TEMPLATE/config.yml'),
  );
  assert.ok(links.some(({ url }) => url === form));
  const policy = await read('SECURITY.md');
  assert.ok(policy.includes(form));
  // Fixes are made for the version that people install.
  const { version } = JSON.parse(await read('plugins/paved-road/package.json'));
  const [minor] = /^\d+\.\d+/.exec(version);
  assert.match(policy, new RegExp(`\\| ${minor} +\\| yes`));
});
