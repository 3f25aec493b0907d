/*
 * Bundles the command line tool with its libraries, so that an install fetches one package. The gate is a separate file,
 * which help does not load. Next to it are the default rules, and the libraries and grammars that parse foreign text in
 * a separate process.
 */
import { build } from 'esbuild';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readLicenceTexts } from './licences.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cli = path.join(root, 'packages/cli');
const dist = path.join(cli, 'dist');
const node = path.join(root, 'plugins/paved-road-node');
const requireOfNode = createRequire(path.join(node, 'package.json'));

/** The bundle finds these files next to itself instead of in packages. */
const replacements = [
  {
    file: path.join(node, 'src/reading/readApart.ts'),
    texts: {
      "require.resolve('yaml')":
        "require('node:path').join(__dirname, 'yaml.cjs.js')",
      "require.resolve('dockerfile-ast')":
        "require('node:path').join(__dirname, 'dockerfile-ast.cjs.js')",
      "require.resolve('web-tree-sitter')":
        "require('node:path').join(__dirname, 'web-tree-sitter.cjs.js')",
      "require.resolve('web-tree-sitter/web-tree-sitter.wasm')":
        "require('node:path').join(__dirname, 'web-tree-sitter.wasm')",
      "require.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm')":
        "require('node:path').join(__dirname, 'tree-sitter-hcl.wasm')",
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
      // A moved file would be bundled unchanged, and fail.
      for (const file of unread) {
        throw new Error(
          `The bundle no longer reads ${file}: name its new path in scripts/pack/bundleCli.mjs`,
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
              `${file} no longer contains ${text}: adapt the replacements in scripts/pack/bundleCli.mjs`,
            );
          }
          contents = contents.replace(text, replacement);
        }
        return { contents, loader: 'ts' };
      });
    }
  },
};

/** Modules that runCli.ts imports lazily. */
const later = {
  name: 'later',
  setup({ onResolve }) {
    onResolve(
      {
        filter:
          /^\.\/(gate\/(runGate|explainError)|facts\/runPush|import\/runImport|export\/runExport|template\/runTemplateTest)$/,
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
  // Keep names: errors are distinguished by them.
  minifyWhitespace: true,
  minifySyntax: true,
  // They are in a separate file.
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
        export { runExport } from './src/export/runExport';
        export { runTemplateTest, serveScaffolder } from './src/template/runTemplateTest';`,
      resolveDir: cli,
    },
    outfile: 'dist/gate.cjs.js',
    plugins: [besideItself],
  }),
  ...(await Promise.all(
    ['yaml', 'dockerfile-ast', 'web-tree-sitter'].map(library =>
      build({
        ...common,
        entryPoints: [requireOfNode.resolve(library)],
        outfile: `dist/${library}.cjs.js`,
      }),
    ),
  )),
];
/** Grammars, loaded when a file needs them. */
const grammars = [
  'web-tree-sitter/web-tree-sitter.wasm',
  '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm',
];
for (const grammar of grammars) {
  await cp(
    requireOfNode.resolve(grammar),
    path.join(dist, path.basename(grammar)),
  );
}
await cp(path.join(node, 'rule-packs'), path.join(dist, 'rule-packs'), {
  recursive: true,
});
await writeFile(
  path.join(dist, 'THIRD_PARTY_LICENSES.txt'),
  await readLicenceTexts([
    ...builds.flatMap(({ metafile }) =>
      Object.values(metafile.outputs).flatMap(({ inputs }) =>
        Object.keys(inputs).map(file => path.resolve(cli, file)),
      ),
    ),
    ...grammars.map(grammar => requireOfNode.resolve(grammar)),
  ]),
);
