/*
 * ./dev adopt: installs Paved Road in a new portal as the docs describe, and proves that it works. Creates the portal with
 * @backstage/create-app in a temporary folder, installs the tarballs of ./dev pack, applies the code blocks of docs/, then
 * checks, tests, builds and starts the portal and uses it with Chromium. A portal that fails is kept.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { applySnippet } from './adopt/applySnippet.mjs';
import { findNewCopies } from './adopt/copies.mjs';
import { installPages, mostLines, policyPage } from './adopt/docs.mjs';
import { service, takeJourneys } from './adopt/journeys.mjs';
import { addTarballs, makePortal, newest, strip } from './adopt/makePortal.mjs';
import { choosePortals } from './adopt/portals.mjs';
import { runPortal } from './adopt/runPortal.mjs';
import { readSnippets, snippetsFor } from './adopt/snippets.mjs';
import { parseOptions } from './dev/commands.mjs';
import { run } from './pack/run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const choices = {
  database: ['sqlite', 'pg'],
  permissions: ['allow-all', 'off', 'policy'],
};
const options = parseOptions('adopt');
// The output of the failed program is enough.
process.on('uncaughtException', error => {
  console.error(`FAILED: ${error.message}`);
  process.exit(1);
});

const packs = path.resolve(root, options.packs);
if (!existsSync(path.join(packs, 'SHA256SUMS'))) {
  throw new Error(`${options.packs} has no tarballs: run ./dev pack first.`);
}
const seed = process.env.ADOPT_SEED;
const portals = choosePortals(options, seed);
for (const [index, portal] of portals.entries()) {
  const parent = await mkdtemp(path.join(tmpdir(), 'adopt-'));
  const folder = path.join(parent, 'portal');
  try {
    await adopt(folder, {
      ...portal,
      // Lint, format and tests of the portal find the same in each.
      isQuick: seed && index > 0,
      chosen: Object.fromEntries(
        Object.entries(choices).map(([name, values]) => [
          name,
          chooseValues(name, values, portal),
        ]),
      ),
    });
  } catch (error) {
    throw new Error(`${error.message}\nThe portal is in ${folder}`);
  }
  if (options.keep) {
    console.log(`The portal is in ${folder}`);
  } else {
    await rm(parent, { recursive: true, force: true });
  }
}

function chooseValues(name, values, { backstage }) {
  const value = options[name];
  if (value === undefined) {
    return options.all && backstage === newest ? values : values.slice(0, 1);
  }
  if (!values.includes(value)) {
    throw new Error(
      `--${name} is one of ${values.join(', ')}, not "${value}".`,
    );
  }
  return [value];
}

/** One portal, and in it each combination of database and permissions. */
async function adopt(folder, { frontend, backstage, isQuick, chosen }) {
  const rows = [];
  const step = async (name, action) => {
    const started = Date.now();
    try {
      return await action();
    } finally {
      const seconds = Math.round((Date.now() - started) / 100) / 10;
      console.log(`${seconds.toFixed(1).padStart(6)} s  ${name}`);
      rows.push({ step: name, seconds });
    }
  };
  const yarn = (...args) =>
    run('yarn', args, {
      cwd: folder,
      // Yarn 4.13, which the portal brings, crashes on this Node.js.
      env: { ...process.env, YARN_IGNORE_PATH: '1', CI: 'true' },
    });
  console.log(`Backstage ${backstage}, ${frontend} frontend system`);

  await step('make the portal', () =>
    makePortal(folder, { frontend, release: backstage, yarn }),
  );
  if (options.bare) {
    await strip(folder);
  }
  let hasPolicy = chosen.permissions[0] === 'policy';
  const sections = [frontend, backstage];
  const added = await step('add the lines of the docs', async () => {
    await addTarballs(folder, packs, backstage);
    if (hasPolicy) {
      await addPolicy(folder, sections);
    }
    return await addLines(folder, installPages, sections);
  });
  const readLock = () => readFile(path.join(folder, 'yarn.lock'), 'utf8');
  const before = await readLock();
  await step('install', () => yarn('install', '--no-immutable'));
  const copies = findNewCopies(before, await readLock());
  if (copies.length > 0) {
    throw new Error(`Installed more than once:\n${copies.join('\n')}`);
  }
  await step('check types', () => yarn('tsc'));
  if (!isQuick) {
    await step('lint', () => yarn('lint:all'));
    await step('check the format of what was added', () =>
      yarn('prettier', '--check', ...added.files),
    );
    await step('test', () => yarn('backstage-cli', 'repo', 'test'));
  }
  await step('build', () => yarn('build:all'));
  for (const permissions of chosen.permissions) {
    if (permissions === 'policy' && !hasPolicy) {
      hasPolicy = true;
      await step('add the policy of the docs', () =>
        addPolicy(folder, sections),
      );
      await step('install it', () => yarn('install', '--no-immutable'));
      await step('check its types', () => yarn('tsc'));
      await step('build the back end', () =>
        yarn('workspace', 'backend', 'build'),
      );
    }
    for (const database of chosen.database) {
      await prove(folder, { database, permissions }, step);
    }
  }
  console.table(rows);
  console.table(added.lines);
  const total = added.lines.reduce((sum, { lines }) => sum + lines, 0);
  console.log(
    `Backstage ${backstage}, ${frontend} frontend system: ${total} lines of code and config, and ${added.manifests} of manifests`,
  );
  if (total > mostLines[frontend]) {
    throw new Error(
      `docs/install takes ${total} lines, at most ${mostLines[frontend]} are allowed`,
    );
  }
}

/** Applies the snippets of pages and counts the lines that they add to each file. */
async function addLines(folder, markdownPages, sections) {
  const lines = new Map();
  let manifests = 0;
  for (const page of markdownPages) {
    const snippets = snippetsFor(
      readSnippets(page, await readFile(path.join(root, page), 'utf8')),
      sections,
    );
    for (const snippet of snippets) {
      const file = path.join(folder, snippet.file);
      const applied = applySnippet(await readFile(file, 'utf8'), snippet);
      await writeFile(file, applied.content);
      if (snippet.language === 'json') {
        manifests += applied.lines;
      } else {
        const before = lines.get(snippet.file) ?? 0;
        lines.set(snippet.file, before + applied.lines);
      }
    }
  }
  return {
    files: [...lines.keys()],
    lines: [...lines].map(([file, count]) => ({ file, lines: count })),
    manifests,
  };
}

/** Adds the policy file of the docs and the lines that install it. */
async function addPolicy(folder, sections) {
  const markdown = await readFile(path.join(root, policyPage), 'utf8');
  for (const { language, file, text } of readSnippets(policyPage, markdown)) {
    if (language === 'ts') {
      await writeFile(path.join(folder, file), `${text}\n`);
    }
  }
  await addLines(folder, [policyPage], sections);
}

/** Starts the portal and goes through it. */
async function prove(folder, { database, permissions }, step) {
  const entities = path.join(folder, 'examples/entities.yaml');
  const stock = await readFile(entities, 'utf8');
  const name = `${database}, permissions ${permissions}`;
  const portal = await step(`start: ${name}`, () =>
    runPortal(folder, {
      database,
      permissions,
      log: path.join(folder, `${database}-${permissions}.log`),
    }),
  );
  try {
    await takeJourneys(
      {
        url: portal.url,
        hasGroups: !options.bare,
        addService: () => writeFile(entities, `${stock}${service}`),
      },
      { step, picture: path.join(tmpdir(), 'adopt-failed.png') },
    );
  } finally {
    await portal.stop();
    await writeFile(entities, stock);
  }
}
