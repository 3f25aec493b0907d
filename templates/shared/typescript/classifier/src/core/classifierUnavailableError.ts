/** The model cannot answer now; the same request may succeed later. */
export class ClassifierUnavailableError extends Error {
  override readonly name = 'ClassifierUnavailableError';
}
