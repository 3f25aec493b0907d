import { LoggerService } from '@backstage/backend-plugin-api';
import { ResponseError, ServiceUnavailableError } from '@backstage/errors';
import { ErrorRequestHandler, RequestHandler } from 'express';
import { isOutage } from '../database/isOutage';

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
