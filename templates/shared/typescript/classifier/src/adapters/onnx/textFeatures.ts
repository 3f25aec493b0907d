/**
 * Turns a text into the input of the model: lower-case words and pairs of neighbouring words,
 * hashed into a fixed number of buckets, scaled to length 1. Training and serving share this
 * function, so that they cannot drift apart.
 */
export function textFeatures(text: string, buckets: number): Float32Array {
  const words =
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const features = new Float32Array(buckets);
  words.forEach((word, index) => {
    count(features, word);
    const next = words[index + 1];
    if (next !== undefined) {
      count(features, `${word} ${next}`);
    }
  });
  const length = Math.hypot(...features);
  return length === 0 ? features : features.map(value => value / length);
}

function count(features: Float32Array, term: string): void {
  const bucket = fnv1a(term) % features.length;
  features[bucket] = (features[bucket] ?? 0) + 1;
}

/** FNV-1a, 32 bits, over UTF-8. */
function fnv1a(term: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(term)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash;
}
