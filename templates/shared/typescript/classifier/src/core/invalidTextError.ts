/** The text cannot be classified, and the caller can do something about it. */
export class InvalidTextError extends Error {
  override readonly name = 'InvalidTextError';
}
