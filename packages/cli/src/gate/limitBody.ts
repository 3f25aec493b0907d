/** Bytes; a thousand checks with all their evidence need less. */
const LIMIT = 20_000_000;

/**
 * An answer whose body is only read up to the limit.
 *
 * @throws Error if it is too large
 */
export async function limitBody(
  response: Response,
  limit: number = LIMIT,
): Promise<Response> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) {
      throw new Error(`the answer has more than ${limit} bytes`);
    }
    chunks.push(chunk);
  }
  const { status, statusText, headers } = response;
  return new Response(chunks.length > 0 ? new Blob(chunks) : null, {
    status,
    statusText,
    headers,
  });
}
