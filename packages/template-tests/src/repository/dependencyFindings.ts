import satisfies from 'spdx-satisfies';

/** The part of npm's lock file that the policy reads. */
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

/** Licences that require only attribution. */
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

/** A range of versions, as opposed to a URL, a tag, a folder or `*`. */
const range = /^[\^~]?\d+\.\d+\.\d+(-[\w.]+)?$/;

/** Finds unapproved packages in a lock file, offline. */
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
