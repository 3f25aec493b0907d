/**
 * Reads the header Retry-After: seconds, or a date (RFC 9110, section 10.2.3).
 *
 * @returns milliseconds from now, 0 when the header is missing, past or neither of the two
 */
export function retryAfterMs(header: string | null, now = Date.now()): number {
  if (header === null) {
    return 0;
  }
  const text = header.trim();
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return ms > 0 ? ms : 0;
}
