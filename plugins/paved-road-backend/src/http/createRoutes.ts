import { HttpAuthService } from '@backstage/backend-plugin-api';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import {
  Operation,
  OperationName,
  operationOf,
} from '@paved-road/plugin-paved-road-common/schemas';
import { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { Caller, createCallerOf } from './Caller';
import { demandIfMatch, parseIfMatch, Precondition } from './etag';
import { jsonBody } from './jsonBody';

type Declared<Name extends OperationName> = ReturnType<
  typeof operationOf<Name>
>;

type Parsed<O, Part extends string> =
  O extends Record<Part, infer Schema extends z.ZodType>
    ? z.output<Schema>
    : undefined;

/** A request for an operation, as the operation declares it. */
export interface Received<Name extends OperationName> {
  caller: Caller;
  query: Parsed<Declared<Name>, 'query'>;
  body: Parsed<Declared<Name>, 'body'>;
  /** From `If-Match`. */
  precondition: Declared<Name> extends { ifMatch: 'required' }
    ? Precondition
    : Precondition | undefined;
  req: Request;
  res: Response;
}

/** Registers what answers an operation. */
export type On = <Name extends OperationName>(
  name: Name,
  answer: (received: Received<Name>) => Promise<void> | void,
) => void;

/**
 * A router whose routes are those of operations. A request is read only when its sender is known, and answered only when
 * it is one that the operation allows.
 */
export function createRoutes(httpAuth: HttpAuthService): {
  router: Router;
  on: On;
} {
  const router = PromiseRouter();
  const callerOf = createCallerOf(httpAuth);

  const on: On = (name, answer) => {
    const operation: Operation = operationOf(name);
    const [method, path] = operation.route.split(' ');
    const { query, body, bodyName = 'request', maxBody, ifMatch } = operation;
    const readBody = body && jsonBody(maxBody);
    router[method.toLowerCase() as 'get' | 'post' | 'patch' | 'delete'](
      path,
      async (req, res) => {
        const caller = await callerOf(req);
        if (readBody) {
          await new Promise<void>((resolve, reject) => {
            readBody(req, res, error => (error ? reject(error) : resolve()));
          });
        }
        const received = {
          caller,
          precondition: ifMatch && preconditionOf(req, ifMatch, path),
          query: query && parseInput(query, req.query, 'query'),
          body: body && parseInput(body, req.body ?? {}, bodyName),
          req,
          res,
        };
        await answer(received as Received<typeof name>);
      },
    );
  };
  return { router, on };
}

function preconditionOf(
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
