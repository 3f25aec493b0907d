import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ErrorLike,
  InputError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { isErrorWithName } from '@paved-road/plugin-paved-road-common';
import { ErrorRequestHandler, RequestHandler } from 'express';

/** In seconds. */
const RETRY_AFTER = 10;

/**
 * Turns the error of a request that failed because a database or another part of the portal is down into a
 * ServiceUnavailableError with the header `Retry-After`. The log names the cause. A request whose client has
 * disconnected is no outage, although its error looks like one.
 */
export function answerOutages(logger: LoggerService): RequestHandler {
  const handler: ErrorRequestHandler = (error, req, res, next) => {
    if (req.destroyed && !req.complete) {
      logger.debug(`The client disconnected during ${req.method} ${req.path}`);
      next(new InputError('The request was not sent completely'));
      return;
    }
    const answer = explain(error, logger);
    if (answer.name === 'ServiceUnavailableError' && !res.headersSent) {
      res.setHeader('Retry-After', RETRY_AFTER);
    }
    next(answer);
  };
  // Backstage's router accepts error handlers too; Express recognises them by their number of parameters.
  return handler as unknown as RequestHandler;
}

function explain(error: Error, logger: LoggerService): Error {
  if (!isOutage(error) && !isErrorOfBrokenPlugin(error)) {
    return error;
  }
  logger.warn('A request failed because a dependency is down', error);
  return new ServiceUnavailableError(
    `The database or another part of the portal does not answer; try again in ${RETRY_AFTER} seconds`,
  );
}

/** For example of the catalog while its database is down. */
function isErrorOfBrokenPlugin(error: unknown): boolean {
  return (
    isErrorWithName(error, 'ResponseError') &&
    [500, 502, 503, 504].some(status => status === error.statusCode)
  );
}

const MOST_CAUSES = 5;

/** SQLSTATE of PostgreSQL: no connection, no resources, shut down, taken over by another server, or a deadlock. */
const POSTGRES = /^(08...|53...|57P0.|25006|40P01)$/;
const SQLITE = /^SQLITE_(BUSY|LOCKED|IOERR|CANTOPEN|FULL)/;
const NETWORK = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Messages of drivers for errors without a code; knex puts the query before them. */
const TEXTS =
  /(^|- )(Connection terminated|Client has encountered a connection error|Client was closed|timeout expired|Unable to acquire a connection|aborted$|The database connection is not open)/;

/** Whether a database cannot be reached or used now, as opposed to an error in a query. */
export function isOutage(error: unknown): boolean {
  let current: unknown = error;
  for (let depth = 0; isError(current) && depth < MOST_CAUSES; depth++) {
    if (isOutageItself(current)) {
      return true;
    }
    // A named error, such as InputError, counts more than its cause.
    current = isUnnamed(current) ? current.cause : undefined;
  }
  return false;
}

function isOutageItself(error: ErrorLike): boolean {
  const code = String(error.code ?? '');
  return (
    error.name === 'KnexTimeoutError' ||
    POSTGRES.test(code) ||
    SQLITE.test(code) ||
    NETWORK.has(code) ||
    (isUnnamed(error) && TEXTS.test(error.message))
  );
}

function isUnnamed({ name }: ErrorLike): boolean {
  // SQLite's driver and `fetch` throw type errors.
  return name === 'Error' || name === 'TypeError';
}
