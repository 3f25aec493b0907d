import { Finding } from '@paved-road/plugin-paved-road-common';
import { Detector } from '../Detector';
import { RepositoryFile } from '../RepositoryFile';
import { isOwn, isSupporting } from '../inventory';

const guide =
  /(^|\/)(AGENTS|CLAUDE|GEMINI)\.md$|^\.github\/copilot-instructions\.md$/;

const makefile = /(^|\/)(GNUm|m|M)akefile$|\.mk$/;

const packageFile = /(^|\/)package\.json$/;

/** Code in Markdown: a fenced block, or a span in a line. */
const codeBlock =
  /^ {0,3}```[^\n]*\n([\s\S]{1,10000}?)^ {0,3}```|`([^`\n]{1,200})`/gm;

/** A command with the name of a script or target. Options with a value, as in `make -C web test`, do not match. */
const command =
  /(?:^|[;&|$>]|\s)((?:npm|pnpm|yarn|bun) run|make) ([A-Za-z][\w:-]*)(?![\w:.=/-])/gm;

/** Finds commands in guides for coding agents, and whether the repository has them. */
export const agentGuidesDetector: Detector = {
  id: 'agent-guides',
  version: 1,
  title: 'Guides for coding agents',
  kinds: ['agentCommands'],
  searched: 'AGENTS.md, CLAUDE.md, GEMINI.md, copilot-instructions.md',
  reads:
    'scripts of npm, pnpm, Yarn and Bun, and targets of make, that the guide names as code; any package.json or Makefile may have them',
  ignores: 'other commands, and whether a command succeeds',
  recognises: path =>
    guide.test(path) || makefile.test(path) || packageFile.test(path),
  // One guide is often a link to another.
  isLikely: () => false,
  priority: 1,
  async detect(files, { folder }) {
    const scripts = await readScripts(files);
    const targets = readTargets(files);
    const agentCommands = files
      .filter(
        ({ path }) =>
          guide.test(path) &&
          // One of the root also names commands of other services.
          isOwn(path, folder) &&
          !isSupporting(path, folder),
      )
      .flatMap(file =>
        listCommands(file).map(
          ({ program, name, offset }): Finding<'agentCommands'> => ({
            subject: `${program} ${name}`,
            file: file.path,
            line: file.lineAt(offset),
            source: 'read',
            exists: (program === 'make' ? targets : scripts)(name),
          }),
        ),
      );
    return { found: { agentCommands } };
  },
};

/** Each command once. */
function listCommands({ text }: RepositoryFile) {
  const commands = new Map<
    string,
    { program: string; name: string; offset: number }
  >();
  for (const block of text.matchAll(codeBlock)) {
    for (const match of block[0].replaceAll('`', ' ').matchAll(command)) {
      const [, program, name] = match;
      const key = `${program} ${name}`;
      if (!commands.has(key)) {
        commands.set(key, {
          program,
          name,
          offset: block.index + match.index + match[0].indexOf(program),
        });
      }
    }
  }
  return [...commands.values()];
}

type Lookup = (name: string) => boolean;

async function readScripts(files: RepositoryFile[]): Promise<Lookup> {
  const names = new Set<string>();
  let isComplete = true;
  for (const file of files.filter(({ path }) => packageFile.test(path))) {
    for (const { part } of await file.readDocuments()) {
      isComplete &&= part !== undefined;
      part
        ?.at('scripts')
        ?.entries()
        .forEach(([name]) => names.add(name));
    }
  }
  return name => !isComplete || names.has(name);
}

function readTargets(files: RepositoryFile[]): Lookup {
  const texts = files
    .filter(({ path }) => makefile.test(path))
    .map(({ text }) => text);
  const names = new Set(
    texts.flatMap(text =>
      [...text.matchAll(/^([\w.\-/ ]{1,200}?) *::?(?!=)/gm)].flatMap(
        ([, targets]) => targets.split(' '),
      ),
    ),
  );
  // Targets with variables or patterns may have any name.
  const hasOthers = texts.some(text =>
    /^[^\t#:=\n]{0,200}[%$][^:=\n]{0,200}:(?!=)|^include\b/m.test(text),
  );
  return name => hasOthers || names.has(name);
}
