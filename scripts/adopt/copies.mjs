/** The versions of each package in a yarn.lock. */
export function readVersions(lock) {
  const versions = new Map();
  for (const [, name, version] of lock.matchAll(
    /^"(@?[^@"\n]+)@npm:.*\n {2}version: (\S+)/gm,
  )) {
    versions.set(name, [...(versions.get(name) ?? []), version]);
  }
  return versions;
}

/** The packages of Backstage that Paved Road uses and a portal has more than once because of it. */
export function findNewCopies(before, after) {
  const earlier = readVersions(before);
  const own = after
    .split('\n\n')
    .filter(entry => /^"@paved-road\//.test(entry));
  const names = own.flatMap(entry =>
    [...entry.matchAll(/^ {4}"(@backstage\/[^"]+)": "?npm:/gm)].map(
      match => match[1],
    ),
  );
  const later = readVersions(after);
  return [...new Set(names)]
    .filter(name => later.get(name).length > (earlier.get(name)?.length || 1))
    .map(name => `${name} ${later.get(name).join(', ')}`);
}
