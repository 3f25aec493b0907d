/*
 * Builds the command with all of its libraries, so that an install fetches one package. What judges is a file apart, which
 * help does not load. Beside are the default rules, and the two libraries that read foreign text in a process of their
 * own.
 */
import { build } from 'esbuild';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readLicences } from './licences.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cli = path.join(root, 'packages/cli');
const dist = path.join(cli, 'dist');
const node = path.join(root, 'plugins/paved-road-node');
const requireOfNode = createRequire(path.join(node, 'package.json'));

/** What the sources find in their packages, the bundle finds beside itself. */
const replacements = [
  {
    file: path.join(node, 'src/reading/readApart.ts'),
    texts: {
      "require.resolve('yaml')":
        "require('node:path').join(__dirname, 'yaml.cjs.js')",
      "require.resolve('dockerfile-ast')":
        "require('node:path').join(__dirname, 'dockerfile-ast.cjs.js')",
    },
  },
  {
    file: path.join(node, 'src/rulePacks.ts'),
    texts: {
      "import { dirname, join } from 'node:path';":
        "import { join } from 'node:path';",
      "dirname(require.resolve('@paved-road/plugin-paved-road-node/package.json'))":
        '__dirname',
    },
  },
];

const besideItself = {
  name: 'beside-itself',
  setup({ onLoad, onEnd }) {
    const unread = new Set(replacements.map(({ file }) => file));
    onEnd(() => {
      // A file that moved would be bundled as it is, and find nothing beside itself.
      for (const file of unread) {
        throw new Error(
          `The bundle reads no ${file} any more: say in scripts/pack/bundleCli.mjs which file took its place`,
        );
      }
    });
    for (const { file, texts } of replacements) {
      onLoad({ filter: new RegExp(`${path.basename(file)}$`) }, async args => {
        if (args.path !== file) {
          return undefined;
        }
        unread.delete(file);
        let contents = await readFile(file, 'utf8');
        for (const [text, replacement] of Object.entries(texts)) {
          if (!contents.includes(text)) {
            throw new Error(
              `${file} has no ${text} any more: say in scripts/pack/bundleCli.mjs how the bundle finds that file`,
            );
          }
          contents = contents.replace(text, replacement);
        }
        return { contents, loader: 'ts' };
      });
    }
  },
};

/** What runCli.ts imports when it is needed. */
const later = {
  name: 'later',
  setup({ onResolve }) {
    onResolve(
      {
        filter:
          /^\.\/(gate\/(runGate|explainError)|facts\/runPush|import\/runImport|export\/runExport)$/,
      },
      () => ({
        path: './gate.cjs.js',
        external: true,
      }),
    );
  },
};

const common = {
  absWorkingDir: cli,
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  mainFields: ['module', 'main'],
  // Names stay: errors are told apart by them.
  minifyWhitespace: true,
  minifySyntax: true,
  // They stand in a file of their own.
  legalComments: 'none',
  metafile: true,
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist);
const builds = [
  await build({
    ...common,
    entryPoints: ['src/index.ts'],
    outfile: 'dist/index.cjs.js',
    plugins: [later],
  }),
  await build({
    ...common,
    stdin: {
      contents: `
        export { runGate } from './src/gate/runGate';
        export { explainError } from './src/gate/explainError';
        export { runPush } from './src/facts/runPush';
        export { runImport } from './src/import/runImport';
        export { runExport } from './src/export/runExport';`,
      resolveDir: cli,
    },
    outfile: 'dist/gate.cjs.js',
    plugins: [besideItself],
  }),
  ...(await Promise.all(
    ['yaml', 'dockerfile-ast'].map(library =>
      build({
        ...common,
        entryPoints: [requireOfNode.resolve(library)],
        outfile: `dist/${library}.cjs.js`,
      }),
    ),
  )),
];
await cp(path.join(node, 'rule-packs'), path.join(dist, 'rule-packs'), {
  recursive: true,
});
await writeFile(
  path.join(dist, 'THIRD_PARTY_LICENSES.txt'),
  await readLicences(
    builds.flatMap(({ metafile }) =>
      Object.values(metafile.outputs).flatMap(({ inputs }) =>
        Object.keys(inputs).map(file => path.resolve(cli, file)),
      ),
    ),
  ),
);
