/** The longest line of a stream, in characters, and the most bytes in all. */
const maxLineLength = 64 * 1024;
const maxBytes = 1024 * 1024;

/**
 * Reads the data of server-sent events as they come. Ending the iteration cancels the stream.
 *
 * @throws Error when a line or the stream is longer than any answer
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let rest = '';
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = lines.pop() ?? '';
    if (bytes > maxBytes || rest.length > maxLineLength) {
      throw new Error('the answer does not end');
    }
    for (const line of lines) {
      if (line.startsWith('data:')) {
        yield line.slice('data:'.length).trim();
      }
    }
  }
}
