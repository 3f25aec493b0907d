import { CustomErrorBase } from '@backstage/errors';

/*
 * Answers that @backstage/errors has no class for. Backstage's error middleware takes the status
 * from `statusCode`, so that the body stays in its format.
 */

/** There is no answer in a format that the caller takes. */
export class NotAcceptableError extends CustomErrorBase {
  name = 'NotAcceptableError' as const;
  readonly statusCode = 406;
}

/** What the caller wants to change was changed since they read it. */
export class PreconditionFailedError extends CustomErrorBase {
  name = 'PreconditionFailedError' as const;
  readonly statusCode = 412;
}

/** The caller has to say which version they want to change. */
export class PreconditionRequiredError extends CustomErrorBase {
  name = 'PreconditionRequiredError' as const;
  readonly statusCode = 428;
}

export class PayloadTooLargeError extends CustomErrorBase {
  name = 'PayloadTooLargeError' as const;
  readonly statusCode = 413;
}

export class UnsupportedMediaTypeError extends CustomErrorBase {
  name = 'UnsupportedMediaTypeError' as const;
  readonly statusCode = 415;
}
