/** There can be no draft for the text, and the caller can do something about it. */
export class InvalidTextError extends Error {
  override readonly name = 'InvalidTextError';
}

/** What the model answered is not for the caller. */
export class DraftRefusedError extends Error {
  override readonly name = 'DraftRefusedError';
}

/** The model cannot answer now; the same request may succeed later. */
export class ModelUnavailableError extends Error {
  override readonly name = 'ModelUnavailableError';
  /** Tokens of output that came before it failed; undefined when the model has not begun, so that nothing is paid. */
  readonly outputTokens: number | undefined;

  constructor(
    message: string,
    options: { outputTokens?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.outputTokens = options.outputTokens;
  }
}
