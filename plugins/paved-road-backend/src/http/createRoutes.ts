import { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CustomErrorBase, InputError, NotFoundError } from '@backstage/errors';
import { isDeeper, parseInput } from '@paved-road/plugin-paved-road-common';
import {
  Operation,
  OperationName,
  getOperation,
} from '@paved-road/plugin-paved-road-common/schemas';
import express, { Request, RequestHandler, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { Caller, createCallerReader } from './Caller';
import { demandIfMatch, parseIfMatch, Precondition } from './etag';

const namePart = z
  .string()
  .max(255)
  .regex(/^[\w.:-]+$/, 'not a part of an entity reference');

export const entityParamsSchema = z.object({
  kind: namePart,
  namespace: namePart,
  name: namePart,
});

type Declared<Name extends OperationName> = ReturnType<
  typeof getOperation<Name>
>;

type Parsed<O, Part extends string> =
  O extends Record<Part, infer Schema extends z.ZodType>
    ? z.output<Schema>
    : undefined;

/** A request, parsed as its operation declares it. */
export interface Received<Name extends OperationName> {
  caller: Caller;
  query: Parsed<Declared<Name>, 'query'>;
  /** Undefined if it has another accepted type; the handler reads it. */
  body:
    | Parsed<Declared<Name>, 'body'>
    | (Declared<Name> extends { accepts: readonly string[] }
        ? undefined
        : never);
  /** From `If-Match`. */
  precondition: Declared<Name> extends { ifMatch: 'required' }
    ? Precondition
    : Precondition | undefined;
  req: Request;
  res: Response;
}

/** Registers the handler of an operation, which returns the body of the response. */
type Register<Body> = <Name extends OperationName>(
  name: Name,
  answer: (received: Received<Name>) => Promise<Body> | Body,
) => void;

/** Registers handlers of operations. */
export interface Routes {
  /** Sends the body as JSON, unless the handler has sent the response. */
  on: Register<unknown>;
  /** Sends a body that must not be cached, because it depends on the caller or the day. */
  fresh: Register<object>;
  /** Sends a record that can be changed with `If-Match`. */
  tagged: Register<{ etag: string }>;
}

/** Also registers routes that are no operations, such as images. */
export interface RootRoutes extends Routes {
  router: Router;
}

/**
 * A router with the routes of operations. It authenticates a request before it reads it, and validates it before it
 * handles it.
 */
export function createRoutes(httpAuth: HttpAuthService): RootRoutes {
  const router = PromiseRouter();
  const readCaller = createCallerReader(httpAuth);

  const on: Routes['on'] = (name, answer) => {
    const operation: Operation = getOperation(name);
    const [method, path] = operation.route.split(' ');
    const { query, body, bodyName = 'request', maxBody, ifMatch } = operation;
    const { accepts = [] } = operation;
    const readBody = body && jsonBody(maxBody, accepts);
    router[method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete'](
      path,
      async (req, res) => {
        const caller = await readCaller(req);
        const isOther = accepts.some(type => req.is(type));
        if (isOther) {
          demandPlain(req);
        } else if (readBody) {
          await new Promise<void>((resolve, reject) => {
            readBody(req, res, error => (error ? reject(error) : resolve()));
          });
        }
        const received = {
          caller,
          precondition: ifMatch && parsePrecondition(req, ifMatch, path),
          query: query && parseInput(query, req.query, 'query'),
          body: isOther
            ? undefined
            : body && parseInput(body, req.body ?? {}, bodyName),
          req,
          res,
        };
        const answered = await answer(received as Received<typeof name>);
        if (answered !== undefined) {
          res.json(answered);
        }
      },
    );
  };
  return {
    router,
    on,
    fresh: (name, answer) =>
      on(name, async received =>
        sendFresh(received.res, await answer(received)),
      ),
    tagged: (name, answer) =>
      on(name, async received =>
        sendTagged(received.res, await answer(received)),
      ),
  };
}

function parsePrecondition(
  req: Request,
  ifMatch: 'required' | 'optional',
  path: string,
): Precondition | undefined {
  // `/waivers/:id` is about a waiver.
  const [, collection] = path.split('/');
  return ifMatch === 'required'
    ? demandIfMatch(req, collection.replace(/s$/, ''))
    : parseIfMatch(req.header('if-match'));
}

/** Sends a response that must not be cached, because it depends on the caller or the day. */
export function sendFresh(res: Response, body: unknown): void {
  res.set('Cache-Control', 'no-store').json(body);
}

/**
 * Sends a record that can be changed with `If-Match`. It must not be cached, because figures and flags change without a
 * new revision.
 */
function sendTagged(res: Response, record: { etag: string }): void {
  sendFresh(res.set('ETag', record.etag), record);
}

/** Like {@link sendTagged}, for a record created by this request or an earlier one with the same key. */
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

/** Answers unknown routes in the format of all errors. */
export const unknownRoute: RequestHandler = (req, _res, next) => {
  next(new NotFoundError(`No route ${req.method} ${req.path}`));
};

/**
 * The entity reference of a path with `/:kind/:namespace/:name`.
 *
 * @throws InputError if a part is invalid
 */
export function readEntityRef(req: Request): string {
  return stringifyEntityRef(
    parseInput(entityParamsSchema, req.params, 'entity'),
  );
}

/**
 * The id of a path with `/:id`.
 *
 * @throws NotFoundError if it cannot be an id, without a query
 */
export function readId(req: Request, what: string): string {
  const id = z.uuid().safeParse(req.params.id);
  if (!id.success) {
    throw new NotFoundError(`No ${what} ${req.params.id}`);
  }
  return id.data.toLocaleLowerCase('en-US');
}

/* @backstage/errors has no class for this; Backstage's error middleware takes the status from `statusCode`. */

/** The body is too large; the message explains what happened to the rest. */
export class PayloadTooLargeError extends CustomErrorBase {
  name = 'PayloadTooLargeError' as const;
  readonly statusCode = 413;
}

class UnsupportedMediaTypeError extends CustomErrorBase {
  name = 'UnsupportedMediaTypeError' as const;
  readonly statusCode = 415;
}

/** Twice the depth of repository facts, the deepest messages. */
const MAX_LEVELS = 200;

/**
 * Protects recursive code from running out of stack.
 *
 * @throws InputError if it is nested too deeply
 */
export function assertShallow(value: unknown, what: string): void {
  const problem = depthProblem(value, what);
  if (problem) {
    throw problem;
  }
}

/** The error of {@link assertShallow}; undefined if the value is shallow. */
function depthProblem(value: unknown, what: string): InputError | undefined {
  return isDeeper(value, MAX_LEVELS)
    ? new InputError(`${what}: it is nested deeper than ${MAX_LEVELS} levels`)
    : undefined;
}

/** Bytes; ten times a profile with all texts. */
const LIMIT = 100_000;

/**
 * Parses the JSON body of a request; a request without a body has the body `{}`.
 *
 * @throws PayloadTooLargeError, UnsupportedMediaTypeError or InputError, each with the remedy
 */
function jsonBody(
  limit: number = LIMIT,
  otherTypes: readonly string[] = [],
): RequestHandler {
  const parse = express.json({ limit });
  const others = otherTypes.map(type => ` or ${type}`).join('');
  return (req, res, next) => {
    const isEmpty = req.header('content-length') === '0';
    if (!isEmpty && req.is('application/json') === false) {
      next(
        new UnsupportedMediaTypeError(
          `The body must be JSON; send it with the header Content-Type: application/json${others}`,
        ),
      );
      return;
    }
    parse(req, res, error =>
      next(error ? explain(error, limit) : depthProblem(req.body, 'The body')),
    );
  };
}

/** @throws UnsupportedMediaTypeError if a streamed body is compressed */
function demandPlain(req: Request): void {
  const encoding = req.header('content-encoding') ?? 'identity';
  if (encoding !== 'identity') {
    throw new UnsupportedMediaTypeError(
      `The body must not be encoded as ${encoding}; send it as it is, or as application/json`,
    );
  }
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
