import { GateResult } from '@paved-road/plugin-paved-road-common';
import {
  toJunit,
  toSarif,
  toTable,
} from '@paved-road/plugin-paved-road-common/rules';

/** Formats of a verdict by media type; the first is the default. */
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
