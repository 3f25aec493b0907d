/**
 * Whether a name can be the key of an answer or a weight. Every object has some names already, such as
 * `constructor`, so what is open would be found there.
 */
export function isUsableKey(name: string): boolean {
  return !(name in Object.prototype);
}

export const usableKeyMessage = 'is a reserved name, use another one';
