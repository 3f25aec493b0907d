import { InvalidTextError } from '../../core/index.js';
import type { Classification } from '../../core/index.js';

/**
 * Classifies texts one after the other, so that a batch takes the place of one request, and answers in
 * their order. All or nothing: a caller has no half-done batch to take care of.
 *
 * @throws InvalidTextError that names the text, when one cannot be classified
 */
export async function classifyBatch(
  texts: readonly string[],
  classify: (text: string) => Promise<Classification>,
  signal: AbortSignal,
): Promise<Classification[]> {
  const classifications = [];
  for (const [index, text] of texts.entries()) {
    signal.throwIfAborted();
    try {
      classifications.push(await classify(text));
    } catch (error) {
      throw error instanceof InvalidTextError
        ? new InvalidTextError(`texts/${index}: ${error.message}`, { cause: error })
        : error;
    }
  }
  return classifications;
}
