import {
  GateResult,
  toJunit,
  toSarif,
  toTable,
} from '@paved-road/plugin-paved-road-common';

/** How a verdict is written, by media type; the first is what is sent to whom all are the same. */
export const gateFormats: Record<
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
