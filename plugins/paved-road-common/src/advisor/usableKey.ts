/**
 * Whether a name can be the key of an answer or a weight. Every object already has some names, such as `constructor`,
 * so an open answer would be found there.
 */
export function isUsableKey(name: string): boolean {
  return !(name in Object.prototype);
}

export const usableKeyMessage = 'is a reserved name, use another one';
