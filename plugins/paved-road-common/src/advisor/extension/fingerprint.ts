const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/** The value as JSON with sorted keys, so that formatting does not matter. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}

/** Eight hexadecimal digits that tell one value from another (FNV-1a of its canonical JSON). */
export function fingerprint(value: unknown): string {
  let hash = offsetBasis;
  for (const character of canonicalJson(value)) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), prime);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
