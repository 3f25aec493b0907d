/** The service does not accept the request; to send it again would not help. */
export class RequestRefusedError extends Error {
  override readonly name = 'RequestRefusedError';
}

/** The service gave no usable answer: not in time, not at all, or not the one that was agreed. */
export class RequestFailedError extends Error {
  override readonly name = 'RequestFailedError';
  /** HTTP status of the answer, undefined when there was none. */
  readonly status: number | undefined;
  /** How long the service asks to wait, in milliseconds; 0 without a Retry-After. */
  readonly retryAfterMs: number;

  constructor(
    message: string,
    options: { status?: number; retryAfterMs?: number; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs ?? 0;
  }

  /** Whether the same request may succeed in a moment. */
  get isTemporary(): boolean {
    return this.status === undefined || [429, 502, 503, 504].includes(this.status);
  }

  /** Whether the service itself is in trouble: one that answers 429 is well, only busy. */
  get isOutage(): boolean {
    return this.status === undefined || this.status >= 500;
  }
}
