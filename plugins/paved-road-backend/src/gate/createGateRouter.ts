import { HttpAuthService } from '@backstage/backend-plugin-api';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import {
  gateQuerySchema,
  gateRequestSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { createCallerOf } from '../http/Caller';
import { NotAcceptableError } from '../http/errors';
import { jsonBody } from '../http/jsonBody';
import { gateFormats } from './gateFormats';
import { GateService } from './GateService';

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
