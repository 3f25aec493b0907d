import { code, table } from './markdown.mjs';

/** Patterns such as `*_test.go` are no emphasis. */
const plain = text => text.replace(/[*_]/g, '\\$&');

/** The detectors and the kinds of findings as Markdown. */
export function detectorTables(detectors, kinds) {
  return [
    '# Detectors',
    '<!-- Written by `yarn docs:reference` from the detectors; changes here are lost. -->',
    'A detector reads one technology in a repository and reports findings with file and line. [Rule packs](rule-packs.md#findings) explains how findings decide checks.',
    'Vendored and generated folders are left out, and files that Git ignores. Tests and examples count only where a detector names them. A file above 1 MB, or beyond 32 MB of all files, is not read; checks that may depend on it are unknown and name it.',
    '## What is read',
    table(
      ['detector', 'searches', 'reads', 'does not read', 'findings'],
      detectors.map(({ id, title, searched, reads, ignores, kinds: found }) => [
        `${title} (${code(id)})`,
        plain(searched),
        plain(reads),
        plain(ignores),
        found.map(code).join(', '),
      ]),
    ),
    '## Kinds of findings',
    table(
      ['variable', 'what', 'rule', 'fields'],
      Object.entries(kinds).map(([name, { title, rule, fields }]) => [
        code(name),
        title,
        rule,
        Object.entries(fields)
          .map(([field, { type }]) => `${code(field)} (${type})`)
          .join(', '),
      ]),
    ),
    '## Add a detector',
    'Copy a folder of `plugins/paved-road-node/src/detectors`. A detector has an id, a version, texts for this page, `recognises` for paths and `detect` for contents. Raise the version with each change: repositories are then read again. Add it in a back-end module with `detectorsExtensionPoint`.',
  ].join('\n\n');
}
