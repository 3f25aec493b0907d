import {
  checkPackage,
  createPackageFromTarballData,
} from '@arethetypeswrong/core';
import { readFile } from 'node:fs/promises';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/* Rules that are off: every package that the Backstage CLI builds breaks them, and portals expect such packages. */
const off = {
  // The CLI writes the conditions of "exports" in its own order, with the types last.
  EXPORTS_TYPES_SHOULD_BE_FIRST: 'publint',
  TYPES_NOT_EXPORTED: 'publint',
  FallbackCondition: 'attw',
  // The condition "backstage" names the kind of feature for the CLI.
  EXPORTS_VALUE_INVALID: 'publint',
  // ES modules are named .esm.js: bundlers take them, and Node.js recognises their syntax since version 22.
  FILE_INVALID_FORMAT: 'publint',
  UnexpectedModuleSyntax: 'attw',
  // `backend.add(import('...'))` takes the default export of a CommonJS module.
  CJS_WITH_ESMODULE_DEFAULT_EXPORT: 'publint',
  CJSOnlyExportsDefault: 'attw',
};

/**
 * Checks the entry points of a package with publint and arethetypeswrong.
 *
 * @returns problems, each a sentence
 */
export async function checkTypes(archive, manifest) {
  const tarball = new Uint8Array(await readFile(archive));
  const { messages } = await publint({
    pack: { tarball: tarball.buffer },
    strict: true,
  });
  const ofPublint = messages
    .filter(({ type, code }) => type !== 'suggestion' && !(code in off))
    .map(
      message =>
        `has entry points that do not work everywhere (publint ${message.code}): ${formatMessage(message, manifest, { color: false })}`,
    );
  if (!manifest.types && !manifest.exports) {
    return ofPublint;
  }
  const analysis = await checkPackage(createPackageFromTarballData(tarball));
  const found = (analysis.problems ?? []).filter(({ kind }) => !(kind in off));
  return [
    ...ofPublint,
    ...found.map(
      ({ kind, entrypoint, resolutionKind, ...details }) =>
        `has types that not every TypeScript finds (${[kind, entrypoint, resolutionKind].filter(Boolean).join(', ')}): see https://github.com/arethetypeswrong/arethetypeswrong.github.io/blob/main/docs/problems/${kind}.md ${JSON.stringify(details)}`,
    ),
  ];
}
