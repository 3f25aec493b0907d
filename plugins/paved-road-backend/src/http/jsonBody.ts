import { CustomErrorBase, InputError } from '@backstage/errors';
import express, { RequestHandler } from 'express';

/* @backstage/errors has no class for this; Backstage's error middleware takes the status from `statusCode`. */

class PayloadTooLargeError extends CustomErrorBase {
  name = 'PayloadTooLargeError' as const;
  readonly statusCode = 413;
}

class UnsupportedMediaTypeError extends CustomErrorBase {
  name = 'UnsupportedMediaTypeError' as const;
  readonly statusCode = 415;
}

/** Twice as deep as what is found in a repository, which is the deepest that anybody sends. */
const MAX_LEVELS = 200;

/**
 * Makes sure that code which goes through a value part by part does not run out of stack.
 *
 * @param what - the value is, for the message
 * @throws InputError when it is nested too deeply
 */
export function assertShallow(value: unknown, what: string): void {
  const problem = depthProblem(value, what);
  if (problem) {
    throw problem;
  }
}

/** The error of {@link assertShallow}; undefined when the value is shallow. */
function depthProblem(value: unknown, what: string): InputError | undefined {
  return isDeeper(value, MAX_LEVELS)
    ? new InputError(`${what}: it is nested deeper than ${MAX_LEVELS} levels`)
    : undefined;
}

function isDeeper(value: unknown, levels: number): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (levels === 0 ||
      Object.values(value).some(child => isDeeper(child, levels - 1)))
  );
}

/** Bytes; an order of magnitude more than a profile with every text filled in. */
const LIMIT = 100_000;

/**
 * Parses the JSON body of a request; a request without a body has the body `{}`.
 *
 * @throws PayloadTooLargeError, UnsupportedMediaTypeError or InputError, each with the remedy
 */
export function jsonBody(limit: number = LIMIT): RequestHandler {
  const parse = express.json({ limit });
  return (req, res, next) => {
    const isEmpty = req.header('content-length') === '0';
    if (!isEmpty && req.is('application/json') === false) {
      next(
        new UnsupportedMediaTypeError(
          'The body must be JSON; send it with the header Content-Type: application/json',
        ),
      );
      return;
    }
    parse(req, res, error =>
      next(error ? explain(error, limit) : depthProblem(req.body, 'The body')),
    );
  };
}

function explain(error: Error & { type?: string }, limit: number): Error {
  switch (error.type) {
    case 'entity.too.large':
      return new PayloadTooLargeError(
        `The body is larger than the limit of ${limit / 1000} kB`,
      );
    case 'entity.parse.failed':
      return new InputError(`The body is not valid JSON: ${error.message}`);
    default:
      return error;
  }
}
