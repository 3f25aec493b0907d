/** A service that did something reads no notifications. */
export function isPerson(actor: string): boolean {
  return actor.startsWith('user:');
}
