import path from 'node:path';
import ts from 'typescript';
import { formatPlace, root } from './readBlocks.mjs';

const folder = path.join(root, 'docs');
const preludeFile = path.join(folder, '.prelude.d.ts');

/** What a portal has already in the file that a snippet is part of. */
const around = {
  '@backstage/core-app-api': ['FlatRoutes'],
  '@material-ui/core': ['Grid'],
  '@backstage/plugin-catalog': ['CatalogIndexPage', 'EntityLayout'],
  '@backstage/plugin-catalog-react': ['DefaultFilters'],
  '@backstage/plugin-scaffolder': ['ScaffolderPage'],
  'react-router-dom': ['Route'],
};
const prelude = `export {};
declare global {
  const backend: ReturnType<
    typeof import('@backstage/backend-defaults').createBackend
  >;
${Object.entries(around)
  .flatMap(([from, names]) =>
    names.map(name => `  const ${name}: typeof import('${from}').${name};`),
  )
  .join('\n')}
}
`;

/** Whether a module belongs to readers: to their organisation, or to another snippet of the page. */
function isTheirs(module, { page, title = '' }, blocks) {
  const file = path.join(path.dirname(title), module);
  return (
    module.startsWith('@acme/') ||
    (module.startsWith('./') &&
      blocks.some(
        other =>
          other.page === page && other.title?.replace(/\.tsx?$/, '') === file,
      ))
  );
}

function readOptions() {
  const file = path.join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(file, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, include: [], files: [preludeFile] },
    ts.sys,
    root,
  );
  return {
    ...options,
    noEmit: true,
    incremental: false,
    composite: false,
    skipLibCheck: true,
    types: ['node', 'jest'],
    // An example shows how to get a value, not what somebody does with it.
    noUnusedLocals: false,
    noUnusedParameters: false,
  };
}

/** The imports of what a diff adds, at their lines; only ./dev adopt checks the rest. */
function importsIn(diff) {
  const added = diff
    .split('\n')
    .map(line => (line.startsWith('+') ? line.slice(1) : ''))
    .join('\n');
  return added
    .split(/(^import [^;]*;|import\('[^']+'\))/m)
    .map((part, index) =>
      index % 2 === 1
        ? part.replace(/^(?=import\()/, 'void ').concat(';')
        : part.replace(/[^\n]/g, ''),
    )
    .join('');
}

/**
 * Type-checks blocks of TypeScript against the packages of this repository, all in one program.
 *
 * @returns a line for each mistake, with its place in the page
 */
export function checkTypes(blocks) {
  const files = new Map(
    blocks.map((block, index) => {
      const isTsx = block.language === 'tsx' || block.title?.endsWith('.tsx');
      return [
        path.join(folder, `.snippet-${index}.${isTsx ? 'tsx' : 'ts'}`),
        block,
      ];
    }),
  );
  const contents = new Map([
    [preludeFile, prelude],
    ...[...files].map(([file, { language, text }]) => [
      file,
      `${language === 'diff' ? importsIn(text) : text}\nexport {};\n`,
    ]),
  ]);
  const options = readOptions();
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  Object.assign(host, {
    readFile: file => contents.get(file) ?? readFile(file),
    fileExists: file => contents.has(file) || fileExists(file),
    getSourceFile: (file, target, ...rest) =>
      contents.has(file)
        ? ts.createSourceFile(file, contents.get(file), target, true)
        : getSourceFile.call(host, file, target, ...rest),
  });
  const program = ts.createProgram([...contents.keys()], options, host);
  return [...files].flatMap(([file, block]) => {
    const source = program.getSourceFile(file);
    return [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ].flatMap(({ start = 0, length = 0, messageText }) => {
      const module = /^'(.*)'$/.exec(source.text.slice(start, start + length));
      if (module && isTheirs(module[1], block, blocks)) {
        return [];
      }
      const { line } = source.getLineAndCharacterOfPosition(start);
      return `${formatPlace(block, line)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  });
}
