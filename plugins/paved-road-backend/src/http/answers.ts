import { NotFoundError } from '@backstage/errors';
import { Request, RequestHandler, Response } from 'express';

/** Sends what must not be stored, because it depends on the caller or on the day. */
export function sendFresh(res: Response, body: unknown): void {
  res.set('Cache-Control', 'no-store').json(body);
}

/**
 * Sends what can be changed with `If-Match`. Not to be stored, because figures and flags change without a new
 * revision, and a cache would take the entity tag for the whole truth.
 */
export function sendTagged(res: Response, record: { etag: string }): void {
  sendFresh(res.set('ETag', record.etag), record);
}

/** As {@link sendTagged}, of what was created now, or by an earlier request with the same key. */
export function sendCreated(
  req: Request,
  res: Response,
  collection: string,
  {
    created,
    record,
  }: { created: boolean; record: { id: string; etag: string } },
): void {
  res
    .status(created ? 201 : 200)
    .location(`${req.baseUrl}/${collection}/${record.id}`);
  sendTagged(res, record);
}

/** Answers what no router answered, in the format of all errors. */
export const unknownRoute: RequestHandler = (req, _res, next) => {
  next(new NotFoundError(`No route ${req.method} ${req.path}`));
};
