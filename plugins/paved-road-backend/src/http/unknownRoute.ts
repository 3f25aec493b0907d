import { NotFoundError } from '@backstage/errors';
import { RequestHandler } from 'express';

/** Answers what no router answered, in the format of all errors. */
export const unknownRoute: RequestHandler = (req, _res, next) => {
  next(new NotFoundError(`No route ${req.method} ${req.path}`));
};
