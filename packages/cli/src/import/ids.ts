const longest = 63;

/**
 * An id of a rule pack for a name of another tool: lower case letters, digits and single dashes.
 *
 * @param taken - ids that there are; the new one is added
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

/** The same for each use of a name. */
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

/** A text that fits, on one line; `…` marks what is left out. */
export function cut(text: string, most: number): string {
  // Half of a character cannot be written to a file.
  const line = text
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line.length <= most
    ? line
    : `${line.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
