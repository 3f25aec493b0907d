import { Document, isNode, isScalar, visit } from 'yaml';

/**
 * Finds repeated keys of maps. The parser finds them too, but compares each key with every other one, which takes
 * minutes for a large map.
 *
 * @public
 */
export function findRepeatedKeys(
  document: Document,
): { offset: number; message: string }[] {
  const repeated: { offset: number; message: string }[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        const name = isScalar(key) ? key.value : key;
        if (seen.has(name)) {
          repeated.push({
            offset: (isNode(key) && key.range?.[0]) || 0,
            message: `Map keys must be unique, ${String(name)} stands in this map before`,
          });
        }
        seen.add(name);
      }
    },
  });
  return repeated;
}
