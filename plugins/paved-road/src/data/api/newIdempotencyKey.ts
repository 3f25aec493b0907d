/** A unique key, so that a repeated request has no effect. */
export function newIdempotencyKey(): string {
  // Unlike crypto.randomUUID, this works without TLS.
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
