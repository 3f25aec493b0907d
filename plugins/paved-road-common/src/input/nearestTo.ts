import leven from 'leven';

/**
 * The most similar word, for "did you mean".
 *
 * @param words - the valid ones
 * @returns undefined if none is similar
 * @public
 */
export function nearestTo(
  word: string,
  words: Iterable<string>,
): string | undefined {
  // A third of the letters may be wrong; in short words, two.
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  let nearest: string | undefined;
  for (const other of words) {
    const distance = leven(word.toLowerCase(), other.toLowerCase());
    if (distance < least && distance < other.length) {
      least = distance;
      nearest = other;
    }
  }
  return nearest;
}
