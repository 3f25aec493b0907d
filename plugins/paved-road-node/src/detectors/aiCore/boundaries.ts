import { Finding } from '@paved-road/plugin-paved-road-common';
import { RepositoryFile } from '../RepositoryFile';
import { placeAt, readSource } from '../source/SourceText';

/** Tools that reject imports, with the text that shows a rule. */
const tools: { technology: string; file: RegExp; rule: RegExp }[] = [
  {
    technology: 'dependency-cruiser',
    file: /(^|\/)\.dependency-cruiser\.([cm]?[jt]s|json)$/,
    rule: /\bto\b["']?\s*:/,
  },
  {
    technology: 'Import Linter',
    file: /(^|\/)(\.importlinter|setup\.cfg|pyproject\.toml)$/,
    rule: /^[ \t]*(forbidden_modules|layers|(source_)?modules)[ \t]*=|importlinter[.:]contract/m,
  },
  {
    technology: 'Tach',
    file: /(^|\/)tach\.toml$/,
    rule: /^[ \t]*(modules\b|\[\[modules\]\])/m,
  },
  {
    technology: 'go-arch-lint',
    file: /(^|\/)\.go-arch-lint\.ya?ml$/,
    rule: /^[ \t]*(deps|components)[ \t]*:/m,
  },
  {
    technology: 'ArchUnit',
    file: /(Architecture|Arch|Modularity|Modulith|Module)\w{0,20}Tests?\.(java|kt|cs)$/,
    rule: /\b(ArchRule|archunit|ArchUnit|noClasses|layeredArchitecture|ApplicationModules|NetArchTest)\b/i,
  },
  {
    technology: 'ESLint',
    file: /(^|\/)(\.eslintrc(\.[\w]+)?|eslint\.config\.[cm]?[jt]s)$/,
    rule: /boundaries\/(element-types|dependencies|entry-point)|import(-x)?\/no-restricted-paths|enforce-module-boundaries/,
  },
  {
    technology: 'depguard',
    file: /(^|\/)\.golangci\.ya?ml$/,
    rule: /^[ \t]*depguard[ \t]*:/m,
  },
];

const aiCore = /\b(ports|adapters|inference|ai[-_]?core)\b/;

/** Whether a file may have rules for imports. */
export function mayHaveBoundaries(path: string): boolean {
  return tools.some(({ file }) => file.test(path));
}

/** Finds rules that keep modules apart. */
export function findBoundaries(file: RepositoryFile): Finding<'boundaries'>[] {
  const source = readSource(file);
  return tools.flatMap(({ technology, file: names, rule }) => {
    const isShared = /(setup\.cfg|pyproject\.toml)$/.test(file.path);
    const match =
      names.test(file.path) && (!isShared || /importlinter/.test(source.code))
        ? rule.exec(source.code)
        : undefined;
    return match
      ? [
          {
            ...placeAt(source, match.index, file.path),
            source: 'read' as const,
            technology,
            namesAiCore: aiCore.test(source.code),
          },
        ]
      : [];
  });
}
