/** The parts of an entity reference; a principal that is no entity has none of them. */
const REFERENCE = /^([^:/]+):(?:[^:/]+\/)?([^:/]+)$/;

/**
 * What an entity is called where nobody knows its name: the name part of its reference, and for people as
 * they would write it, `Sam Owner` for `user:default/sam.owner`.
 */
export function nameInRef(ref: string): string {
  const [, kind, name] = REFERENCE.exec(ref) ?? [];
  if (name === undefined) {
    return ref;
  }
  return kind.toLowerCase() === 'user'
    ? name
        .split(/[-._]+/)
        .filter(part => part !== '')
        .map(part => part[0].toUpperCase() + part.slice(1))
        .join(' ') || name
    : name;
}
