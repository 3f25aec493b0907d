import { CustomErrorBase } from '@backstage/errors';
import { GateResult } from '@paved-road/plugin-paved-road-common';
import {
  toJunit,
  toSarif,
  toTable,
} from '@paved-road/plugin-paved-road-common/rules';
import { Request } from 'express';
import { version } from '../../package.json';
import { Routes } from '../http/createRoutes';
import { GateService } from './GateService';

/* @backstage/errors has no class for this; Backstage's error middleware takes the status from `statusCode`. */

/** The caller accepts none of the formats. */
class NotAcceptableError extends CustomErrorBase {
  name = 'NotAcceptableError' as const;
  readonly statusCode = 406;
}

/** Formats of a verdict by media type; the first is the default. */
const gateFormats: Record<
  string,
  (result: GateResult, catalogInfoPath: string) => string
> = {
  'application/json': result => JSON.stringify(result),
  'application/sarif+json': (result, path) =>
    toSarif([{ result, file: { path } }], { version }),
  'application/junit+xml': result => toJunit([result]),
  'application/xml': result => toJunit([result]),
  'text/xml': result => toJunit([result]),
  'text/plain': result => `${toTable(result)}\n`,
};

/** The gate over HTTP: call, render. */
export function addGateRoutes({ on }: Routes, service: GateService): void {
  on('checkGate', async ({ query, body, caller, req, res }) => {
    const mediaType = acceptedType(req);
    const result = await service.check(body, caller);
    res
      .set('Cache-Control', 'no-store')
      .vary('Accept')
      .type(mediaType)
      .send(gateFormats[mediaType](result, query.file));
  });
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
