import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import satisfies from 'spdx-satisfies';

/** Licences that allow use in any product, with attribution. */
const permissive = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PSF-2.0',
  'Python-2.0',
  'Unicode-3.0',
  'Unlicense',
  'W3C-20150513',
  'WTFPL',
  'Zlib',
];

/** Whether an SPDX expression is permissive: for `A OR B`, one must be; for `A AND B`, both. */
export function isPermissive(expression) {
  try {
    return satisfies(expression.replace(/\*$/, ''), permissive);
  } catch {
    // Not an SPDX expression, such as "SEE LICENSE IN LICENSE".
    return false;
  }
}

export const noneStated = 'none stated';

/** The licence of a manifest, in any current or former format. */
export function formatLicence({ license, licenses }) {
  const named = license ?? licenses;
  if (Array.isArray(named)) {
    return `(${named.map(each => each.type ?? each).join(' OR ')})`;
  }
  return named?.type ?? named ?? noneStated;
}

/** Concatenates the licence texts of the packages that own these files. */
export async function readLicenceTexts(files) {
  const folders = new Set(files.map(packageFolder).filter(Boolean));
  const texts = new Map();
  for (const folder of folders) {
    const manifest = JSON.parse(
      await readFile(path.join(folder, 'package.json'), 'utf8'),
    );
    const licence = formatLicence(manifest);
    if (!isPermissive(licence)) {
      throw new Error(
        `${manifest.name} is licensed under ${licence}, which is not permissive: do without it`,
      );
    }
    texts.set(
      `${manifest.name} ${manifest.version}`,
      `${manifest.name} ${manifest.version}, ${licence}\n\n${await licenceText(folder)}`,
    );
  }
  return [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, text]) => `${text.trim()}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** The folder of the innermost package that contains a file. */
function packageFolder(file) {
  return file.match(/^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/)?.[0];
}

async function licenceText(folder) {
  const files = (await readdir(folder)).filter(name =>
    /^(licen[cs]e|notice|copying)(\b|$)/i.test(name),
  );
  const texts = await Promise.all(
    files
      .sort()
      .map(name => readFile(path.join(folder, name), 'utf8').catch(() => '')),
  );
  return texts.map(text => text.trim()).join('\n\n');
}
