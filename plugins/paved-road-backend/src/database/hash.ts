import { hash } from 'node:crypto';
import stringify from 'safe-stable-stringify';

/** A short hash of a text: 96 bits, so that no two of a fleet are the same by chance. */
export function hashOfText(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 16);
}

/** A short hash of a value of JSON, whatever the order of its keys; empty for undefined. */
export function hashOf(value: unknown): string {
  const json = stringify(value);
  return json === undefined ? '' : hashOfText(json);
}
