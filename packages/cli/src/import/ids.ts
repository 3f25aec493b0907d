const longest = 63;

/**
 * Derives an unused id from a name: lower case letters, digits and single dashes.
 *
 * @param taken - the used ids; the new one is added
 */
export function toId(name: string, taken: Set<string>): string {
  const base = slug(name);
  let id = base;
  for (let count = 2; taken.has(id); count += 1) {
    const end = `-${count}`;
    id = `${base.slice(0, longest - end.length).replace(/-$/, '')}${end}`;
  }
  taken.add(id);
  return id;
}

/** Derives an id from a name; the same name always has the same id. */
export function slug(name: string): string {
  const id = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
  return id || 'unnamed';
}

/** Shortens a text to one line with `…`. */
export function cut(text: string, most: number): string {
  // Half a surrogate pair cannot be written to a file.
  const line = text
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line.length <= most
    ? line
    : `${line.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
