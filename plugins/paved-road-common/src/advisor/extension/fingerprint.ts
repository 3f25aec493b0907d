import stringify from 'safe-stable-stringify';

const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/** Eight hexadecimal digits that tell one value from another whatever the order of keys (FNV-1a of the JSON with sorted keys). */
export function fingerprint(value: unknown): string {
  let hash = offsetBasis;
  for (const character of stringify(value) ?? '') {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), prime);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
