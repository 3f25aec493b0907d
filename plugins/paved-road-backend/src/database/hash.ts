import { hash } from 'node:crypto';
import stringify from 'safe-stable-stringify';

/** A short hash of a text: 96 bits, which makes collisions within a fleet practically impossible. */
export function hashText(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 16);
}

/** A short hash of a JSON value, independent of the order of keys; empty for undefined. */
export function hashJson(value: unknown): string {
  const json = stringify(value);
  return json === undefined ? '' : hashText(json);
}
