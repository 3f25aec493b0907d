import satisfies from 'spdx-satisfies';

/** The lock file of npm, as far as the policy reads it. */
export interface LockFile {
  lockfileVersion: number;
  packages: Record<
    string,
    {
      version?: string;
      resolved?: string;
      integrity?: string;
      license?: string;
      deprecated?: string;
      link?: boolean;
      dependencies?: Record<string, string>;
      devDependencies?: Record<string, string>;
    }
  >;
}

/** Licences that ask for no more than a notice. */
const licences = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
];

/** A range of versions; everything else, such as a URL, a tag, a folder or `*`, is not held to a version. */
const range = /^[\^~]?\d+\.\d+\.\d+(-[\w.]+)?$/;

/** What a lock file lets in that nobody has agreed to; like `npm audit`, but without a network. */
export function dependencyFindings({
  lockfileVersion,
  packages,
}: LockFile): string[] {
  const { '': root, ...installed } = packages;
  const direct = Object.entries({
    ...root.dependencies,
    ...root.devDependencies,
  });
  return [
    ...(lockfileVersion === 3 ? [] : ['the lock file is not of version 3']),
    ...direct
      .filter(([, wanted]) => !range.test(wanted))
      .map(([name, wanted]) => `${name}: "${wanted}" is no range of versions`),
    ...Object.entries(installed).flatMap(([path, locked]) =>
      Object.entries({
        'comes from the registry': !locked.resolved && !locked.link,
        'has a checksum': /^sha512-/.test(locked.integrity ?? ''),
        'is not deprecated': !locked.deprecated,
        [`has a licence of the list, not ${locked.license}`]: isAllowed(
          locked.license,
        ),
      })
        .filter(([, isKept]) => !isKept)
        .map(([rule]) => `${path.replace(/^node_modules\//, '')}: ${rule}`),
    ),
  ];
}

function isAllowed(licence: string | undefined): boolean {
  try {
    return satisfies(licence ?? '', licences);
  } catch {
    // Not an expression of SPDX, such as "SEE LICENSE IN README".
    return false;
  }
}
