import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ErrorLike,
  isError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { ErrorRequestHandler, RequestHandler } from 'express';

/** Seconds until it is worth to ask again. */
const RETRY_AFTER = 10;

/**
 * Makes the error of a request that failed because a database or another part of the portal is away a
 * ServiceUnavailableError, and says in the header `Retry-After` when to ask again, for each of those. What is away is
 * for the log only.
 */
export function answerOutages(logger: LoggerService): RequestHandler {
  const handler: ErrorRequestHandler = (error, _req, res, next) => {
    const answer = explain(error, logger);
    if (answer.name === 'ServiceUnavailableError' && !res.headersSent) {
      res.setHeader('Retry-After', RETRY_AFTER);
    }
    next(answer);
  };
  // Backstage's router takes handlers of errors too, which Express tells by their number of parameters.
  return handler as unknown as RequestHandler;
}

function explain(error: Error, logger: LoggerService): Error {
  if (!isOutage(error) && !isAnswerOfBrokenPlugin(error)) {
    return error;
  }
  logger.warn('A request fails because something that it needs is away', error);
  return new ServiceUnavailableError(
    `The database or another part of the portal does not answer; try again in ${RETRY_AFTER} seconds`,
  );
}

/** The catalog, for example, answers so when its database is away. */
function isAnswerOfBrokenPlugin(error: unknown): boolean {
  return (
    ResponseError.is(error) && [500, 502, 503, 504].includes(error.statusCode)
  );
}

/** How deep a cause is looked for. */
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

/** What the drivers say without a code; knex puts the query before it. */
const TEXTS =
  /(^|- )(Connection terminated|Client has encountered a connection error|Client was closed|timeout expired|Unable to acquire a connection|aborted$|The database connection is not open)/;

/** Whether an error says that a database cannot be reached or used now, rather than what is wrong with a query. */
export function isOutage(error: unknown): boolean {
  let current: unknown = error;
  for (let depth = 0; isError(current) && depth < MOST_CAUSES; depth++) {
    if (saysOutage(current)) {
      return true;
    }
    // What is said of another error, such as that an input is not valid, counts more than why.
    current = isUnnamed(current) ? current.cause : undefined;
  }
  return false;
}

function saysOutage(error: ErrorLike): boolean {
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
