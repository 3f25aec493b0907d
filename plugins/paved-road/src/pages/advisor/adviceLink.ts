import {
  AdviceRequest,
  parseInput,
} from '@paved-road/plugin-paved-road-common';
import { adviceRequestSchema } from '@paved-road/plugin-paved-road-common/schemas';

/** Version of the encoding; raise it when the meaning of a request changes. */
const version = '1';

/** Enough for answers to a hundred questions; longer input is rejected. */
const maxLength = 8_000;

export type LinkedRequest =
  | { kind: 'none' }
  | { kind: 'request'; request: AdviceRequest }
  | { kind: 'outdated' }
  | { kind: 'broken'; reason?: string };

/** Encodes a request for a URL: the version, then the JSON as base64url. */
export function encodeRequest(request: AdviceRequest): string {
  const bytes = new TextEncoder().encode(JSON.stringify(request));
  const base64 = btoa(String.fromCharCode(...bytes));
  return `${version}.${base64
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')}`;
}

/** Decodes the output of `encodeRequest`; other input is reported as broken. */
export function decodeRequest(encoded: string | undefined): LinkedRequest {
  if (!encoded) {
    return { kind: 'none' };
  }
  const [writtenVersion, ...rest] = encoded.split('.');
  if (rest.length !== 1 || encoded.length > maxLength) {
    return { kind: 'broken' };
  }
  if (writtenVersion !== version) {
    return { kind: 'outdated' };
  }
  const written = parseBase64Json(rest[0]);
  if (written === undefined) {
    return { kind: 'broken' };
  }
  try {
    const request = parseInput(adviceRequestSchema, written, 'link');
    return { kind: 'request', request };
  } catch (error) {
    return { kind: 'broken', reason: (error as Error).message };
  }
}

/** @returns undefined if it contains no JSON */
function parseBase64Json(base64url: string): unknown {
  try {
    const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, char => char.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
