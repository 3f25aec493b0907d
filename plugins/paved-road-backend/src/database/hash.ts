import { hash } from 'node:crypto';

/** A short hash of a text: 96 bits, so that no two of a fleet are the same by chance. */
export function hashOfText(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 16);
}

/** A short hash of a value of JSON, whatever the order of its keys; empty for undefined. */
export function hashOf(value: unknown): string {
  return value === undefined
    ? ''
    : hashOfText(JSON.stringify(toCanonical(value)));
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
