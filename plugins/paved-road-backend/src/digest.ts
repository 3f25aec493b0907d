import { hash } from 'node:crypto';

/** A short digest of a value of JSON, whatever the order of its keys. */
export function digestOf(value: unknown): string {
  // 96 bits: no two of a fleet are the same by chance.
  return hash(
    'sha256',
    JSON.stringify(toCanonical(value)) ?? '',
    'base64url',
  ).slice(0, 16);
}

function toCanonical(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(toCanonical);
  }
  const record = value as Record<string, unknown>;
  // Without a prototype, so that `__proto__` is a key like others.
  const sorted: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(record).sort()) {
    sorted[key] = toCanonical(record[key]);
  }
  return sorted;
}
