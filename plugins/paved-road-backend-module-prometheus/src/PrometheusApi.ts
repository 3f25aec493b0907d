import { requestJson } from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { isErrorWithName } from '@paved-road/plugin-paved-road-common';
import { PrometheusInstance } from './readPrometheusConfig';

/** The history of a hundred services has about half a megabyte. */
const LARGEST_BODY = 10_000_000;

const sample = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());

const responseSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('success'),
    data: z.discriminatedUnion('resultType', [
      z.object({
        resultType: z.literal('vector'),
        // Series of native histograms have no value.
        result: z.array(z.object({ metric: labels, value: sample.optional() })),
      }),
      z.object({
        resultType: z.literal('matrix'),
        result: z.array(
          z.object({ metric: labels, values: z.array(sample).optional() }),
        ),
      }),
      z.object({ resultType: z.literal('scalar'), result: sample }),
      z.object({ resultType: z.literal('string'), result: sample }),
    ]),
  }),
  z.object({
    status: z.literal('error'),
    errorType: z.string(),
    error: z.string(),
  }),
]);

export interface Series {
  labels: Record<string, string>;
  /** Oldest first, finite numbers only. */
  points: Array<{ at: Date; value: number }>;
}

/** A number of days up to `end`. */
export interface Period {
  end: Date;
  days: number;
}

export interface QueryOptions {
  signal: AbortSignal;
  /** Runs the query for each day of the period. Default: now. */
  period?: Period;
  /** Evaluation limit of the server. Default: the limit of the server. */
  timeoutSeconds?: number;
}

export class PrometheusApi {
  constructor(private readonly instance: PrometheusInstance) {}

  /**
   * Sends the query in a form, because the names of services may make a URL too long.
   *
   * @throws SourceLimitedError if the server limits the rate of requests
   * @throws NotAllowedError if it refuses the credentials
   * @throws SourceError with the reason that it gives
   */
  async query(
    query: string,
    { period, signal, timeoutSeconds }: QueryOptions,
  ): Promise<Series[]> {
    const { url, headers } = this.instance;
    const body = new URLSearchParams({
      query,
      ...(timeoutSeconds && { timeout: `${timeoutSeconds}s` }),
      ...(period && {
        start: formatUnixSeconds(period.end, period.days),
        end: formatUnixSeconds(period.end, 0),
        step: '1d',
      }),
    });
    try {
      const response = await requestJson(
        `${url}/api/v1/${period ? 'query_range' : 'query'}`,
        {
          method: 'POST',
          headers,
          body,
          schema: responseSchema,
          signal,
          largestBody: LARGEST_BODY,
        },
      );
      return parseSeries(response.body);
    } catch (error) {
      // Not an answer about the service, whose last value stays during the grace.
      throw isErrorWithName(error, 'NotFoundError')
        ? new Error(`${error.message}; correct the URL of the instance`)
        : error;
    }
  }
}

function formatUnixSeconds(end: Date, daysBefore: number): string {
  return String(Math.floor(end.getTime() / 1_000) - daysBefore * 86_400);
}

function parseSeries(response: z.output<typeof responseSchema>): Series[] {
  if (response.status === 'error') {
    throw new Error(`${response.errorType}: ${response.error}`);
  }
  const { data } = response;
  switch (data.resultType) {
    case 'vector':
      return data.result.map(({ metric, value }) => ({
        labels: metric,
        points: parsePoints(value ? [value] : []),
      }));
    case 'matrix':
      return data.result.map(({ metric, values = [] }) => ({
        labels: metric,
        points: parsePoints(values),
      }));
    case 'scalar':
      return [{ labels: {}, points: parsePoints([data.result]) }];
    default:
      throw new Error('the query returns text instead of a number');
  }
}

function parsePoints(samples: z.output<typeof sample>[]): Series['points'] {
  return samples.flatMap(([seconds, text]) => {
    // Infinity, "+Inf" in Prometheus, becomes NaN.
    const value = Number(text);
    return Number.isFinite(value)
      ? [{ at: new Date(seconds * 1_000), value }]
      : [];
  });
}
