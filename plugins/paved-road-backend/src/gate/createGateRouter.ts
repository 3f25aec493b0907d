import { HttpAuthService } from '@backstage/backend-plugin-api';
import { GateResult, parseInput } from '@paved-road/plugin-paved-road-common';
import {
  gateQuerySchema,
  gateRequestSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createCallerOf } from '../http/Caller';
import { NotAcceptableError } from '../http/errors';
import { jsonBody } from '../http/jsonBody';
import { GateService } from './GateService';
import {
  toJunit,
  toSarif,
  toTable,
} from '@paved-road/plugin-paved-road-common/rules';

/** Formats of a verdict by media type; the first is the default. */
const gateFormats: Record<
  string,
  (result: GateResult, catalogInfoPath: string) => string
> = {
  'application/json': result => JSON.stringify(result),
  'application/sarif+json': (result, path) =>
    toSarif([{ result, file: { path } }]),
  'application/junit+xml': result => toJunit([result]),
  'application/xml': result => toJunit([result]),
  'text/xml': result => toJunit([result]),
  'text/plain': result => `${toTable(result)}\n`,
};

/** Bytes; twice the facts of the largest repository that is read. */
const LIMIT = 4_000_000;

/** The gate over HTTP: parse, call, render. */
export function createGateRouter(options: {
  service: GateService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const router = PromiseRouter();
  const callerOf = createCallerOf(httpAuth);

  router.post('/gate', jsonBody(LIMIT), async (req, res) => {
    const caller = await callerOf(req);
    const mediaType = acceptedType(req);
    const { file } = parseInput(gateQuerySchema, req.query, 'query');
    const request = parseInput(gateRequestSchema, req.body, 'request');
    const result = await service.check(request, caller);
    res
      .set('Cache-Control', 'no-store')
      .vary('Accept')
      .type(mediaType)
      .send(gateFormats[mediaType](result, file));
  });

  return router;
}

/** @throws NotAcceptableError if the caller accepts none of the formats */
function acceptedType(req: Request): string {
  const types = Object.keys(gateFormats);
  const accepted = req.accepts(types);
  if (!accepted) {
    throw new NotAcceptableError(
      `Accept: ${JSON.stringify(req.get('accept'))} is not a format of verdicts, use one of ${types.join(', ')}`,
    );
  }
  return accepted as string;
}
