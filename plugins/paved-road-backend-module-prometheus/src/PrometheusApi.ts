import { isErrorWithName } from '@backstage/errors';
import { requestJson } from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { PrometheusInstance } from './readPrometheusConfig';

/** The history of a hundred services has about half a megabyte. */
const LARGEST_BODY = 10_000_000;

const sample = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());

const answerSchema = z.discriminatedUnion('status', [
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

/** A series of the answer to a query. */
export interface Series {
  labels: Record<string, string>;
  /** Oldest first; numbers that are not finite are left out. */
  points: Array<{ at: Date; value: number }>;
}

/** Days of a history: the end, and how many before it. */
export interface Period {
  end: Date;
  days: number;
}

/** Asks a server with the API of Prometheus. */
export class PrometheusApi {
  constructor(private readonly instance: PrometheusInstance) {}

  /**
   * What a query says now, or on each day of a period.
   *
   * @throws SourceLimitedError if the server takes no more requests for a while
   * @throws NotAllowedError if it refuses the credentials
   * @throws Error with what the server says is wrong with the query
   */
  async query(
    query: string,
    { period, signal }: { period?: Period; signal: AbortSignal },
  ): Promise<Series[]> {
    const { url, headers } = this.instance;
    const parameters = new URLSearchParams({
      query,
      ...(period && {
        start: secondsOf(period.end, period.days),
        end: secondsOf(period.end, 0),
        step: '1d',
      }),
    });
    const path = period ? 'query_range' : 'query';
    try {
      const { body } = await requestJson(
        `${url}/api/v1/${path}?${parameters}`,
        { headers, signal, largestBody: LARGEST_BODY },
      );
      return seriesOf(body);
    } catch (error) {
      // A wrong path says nothing of the service, whose last value stays for a while.
      throw isErrorWithName(error, 'NotFoundError')
        ? new Error(`${error.message}; correct the URL of the instance`)
        : error;
    }
  }
}

function secondsOf(end: Date, days: number): string {
  return String(Math.floor(end.getTime() / 1_000) - days * 86_400);
}

function seriesOf(body: unknown): Series[] {
  const found = answerSchema.safeParse(body);
  if (!found.success) {
    const [{ path, message }] = found.error.issues;
    throw new Error(
      `the answer is not that of Prometheus: ${path.join('.') || 'answer'}: ${message}`,
    );
  }
  const answer = found.data;
  if (answer.status === 'error') {
    throw new Error(`${answer.errorType}: ${answer.error}`);
  }
  const { data } = answer;
  switch (data.resultType) {
    case 'vector':
      return data.result.map(({ metric, value }) => ({
        labels: metric,
        points: pointsOf(value ? [value] : []),
      }));
    case 'matrix':
      return data.result.map(({ metric, values = [] }) => ({
        labels: metric,
        points: pointsOf(values),
      }));
    case 'scalar':
      return [{ labels: {}, points: pointsOf([data.result]) }];
    default:
      throw new Error('the query is a text, and not a number');
  }
}

function pointsOf(samples: z.output<typeof sample>[]): Series['points'] {
  return samples.flatMap(([seconds, text]) => {
    // Infinity is "+Inf" or "-Inf", which are no numbers here either.
    const value = Number(text);
    return Number.isFinite(value)
      ? [{ at: new Date(seconds * 1_000), value }]
      : [];
  });
}
