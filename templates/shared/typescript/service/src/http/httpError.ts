/** An answer other than success, for modules to throw; the shell gives every error the same form. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly statusCode: number;
  readonly retryAfterSeconds: number | undefined;

  /** @param options.retryAfterSeconds - when the same request may succeed, as the header Retry-After */
  constructor(
    statusCode: number,
    message: string,
    options: { retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.statusCode = statusCode;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
