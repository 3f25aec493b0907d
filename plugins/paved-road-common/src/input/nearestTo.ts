import leven from 'leven';

/**
 * The word that somebody may have meant.
 *
 * @param words - the ones that there are
 * @returns undefined if none is near
 * @public
 */
export function nearestTo(
  word: string,
  words: Iterable<string>,
): string | undefined {
  // A third of the letters may be wrong, and two of a short word.
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
