/** A key that nobody else uses, with which a request that is sent twice is one request. */
export function newIdempotencyKey(): string {
  // Unlike crypto.randomUUID, it is there without TLS.
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
