import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const { forbidden, options } = createRequire(import.meta.url)(
  path.join(root, '.dependency-cruiser.cjs'),
);

/** Names of the rules that a tree of the given files breaks. */
async function violationsIn(files) {
  const directory = await mkdtemp(path.join(tmpdir(), 'boundaries-'));
  try {
    await symlink(
      path.join(root, 'node_modules'),
      path.join(directory, 'node_modules'),
    );
    for (const [name, content] of Object.entries(files)) {
      await mkdir(path.join(directory, path.dirname(name)), {
        recursive: true,
      });
      await writeFile(path.join(directory, name), content);
    }
    const { tsConfig, ...rest } = options;
    const { output } = await cruise(Object.keys(files), {
      ...rest,
      baseDir: directory,
      validate: true,
      ruleSet: { forbidden },
    });
    return [...new Set(output.summary.violations.map(v => v.rule.name))].sort();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const common = 'plugins/paved-road-common/src/x.ts';

const planted = [
  ['React in the core', 'common-is-pure', { [common]: "import 'react';" }],
  ['knex in the core', 'common-is-pure', { [common]: "import 'knex';" }],
  ['express in the core', 'common-is-pure', { [common]: "import 'express';" }],
  [
    'the back-end API in the core',
    'common-is-pure',
    { [common]: "import '@backstage/backend-plugin-api';" },
  ],
  [
    'a Node built-in in the core',
    'common-uses-no-built-ins',
    { [common]: "import { readFileSync } from 'node:fs';" },
  ],
  [
    'a type-only import of a Node built-in in the core',
    'common-uses-no-built-ins',
    { [common]: "import type { Stats } from 'fs';" },
  ],
  [
    'a plugin that imports a package',
    'plugins-never-import-packages',
    {
      'plugins/paved-road-backend/src/x.ts':
        "import '../../../packages/backend/src/y';",
      'packages/backend/src/y.ts': 'export {};',
    },
  ],
  [
    'the pipeline of records importing a kind of record',
    'records-know-no-kind',
    {
      'plugins/paved-road-backend/src/records/x.ts': "import '../waivers/y';",
      'plugins/paved-road-backend/src/waivers/y.ts': 'export {};',
    },
  ],
  [
    'a quantity of the advisor that imports the choice',
    'advisor-quantities-imports-no-higher-floor',
    {
      'plugins/paved-road-common/src/advisor/quantities/x.ts':
        "import '../choice/y';",
      'plugins/paved-road-common/src/advisor/choice/y.ts': 'export {};',
    },
  ],
  [
    'an explanation of the advisor that imports the top floor',
    'advisor-explain-imports-no-higher-floor',
    {
      'plugins/paved-road-common/src/advisor/explain/x.ts':
        "import '../advise';",
      'plugins/paved-road-common/src/advisor/advise.ts': 'export {};',
    },
  ],
  [
    'a component of the front end that imports a request',
    'front-end-ui-imports-no-higher-floor',
    {
      'plugins/paved-road/src/ui/x.ts': "import '../data/y';",
      'plugins/paved-road/src/data/y.ts': 'export {};',
    },
  ],
  [
    'a feature of the front end that imports a page',
    'front-end-features-imports-no-higher-floor',
    {
      'plugins/paved-road/src/features/x/x.ts': "import '../../pages/y/y';",
      'plugins/paved-road/src/pages/y/y.ts': 'export {};',
    },
  ],
  [
    'a page that imports another page',
    'pages-import-no-page',
    {
      'plugins/paved-road/src/pages/x/x.ts': "import '../y/y'; import './z';",
      'plugins/paved-road/src/pages/x/z.ts': 'export {};',
      'plugins/paved-road/src/pages/y/y.ts': 'export {};',
    },
  ],
  [
    'the core importing a plugin',
    'common-imports-no-plugin',
    {
      [common]: "import '../../paved-road-backend/src/y';",
      'plugins/paved-road-backend/src/y.ts': 'export {};',
    },
  ],
  [
    'the front end importing the back end',
    'front-end-and-back-end-stay-apart',
    {
      'plugins/paved-road/src/x.ts': "import '../../paved-road-backend/src/y';",
      'plugins/paved-road-backend/src/y.ts': 'export {};',
    },
  ],
];

for (const [what, rule, files] of planted) {
  test(`${what} is refused`, async () => {
    assert.deepEqual(await violationsIn(files), [rule]);
  });
}

test('what the core may import is accepted', async () => {
  assert.deepEqual(
    await violationsIn({
      [common]:
        "import 'zod'; import '@backstage/errors'; import '@backstage/plugin-permission-common';",
    }),
    [],
  );
});
