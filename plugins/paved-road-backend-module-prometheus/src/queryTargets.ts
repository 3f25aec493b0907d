import { toError } from '@backstage/errors';
import { groupWhile, SourceError } from '@paved-road/plugin-paved-road-node';
import pLimit from 'p-limit';
import { isErrorWithName } from '@paved-road/plugin-paved-road-common';
import { Period, Series } from './PrometheusApi';
import { LONGEST_QUERY } from './QueryTemplate';
import { FieldQuery } from './readPrometheusConfig';
import { Target } from './readTarget';

const REQUESTS_AT_A_TIME = 20;
/** For all own queries of an entity, so that 100 entities take 50 seconds at most. */
const OWN_QUERY_SECONDS = 10;
/** Bad request, too large, URL too long, cannot be executed: the cause may be one of the services. */
const rejections = [400, 413, 414, 422];

/** Values of a service by the names of queries, oldest first. */
export type Points = Map<string, Series['points']>;

/** Runs the queries of targets, together where possible. */
export async function queryTargets<T extends Target>(
  targets: T[],
  options: {
    fields: string[];
    label: string;
    signal: AbortSignal;
    period?: Period;
  },
): Promise<Map<T, Points | Error>> {
  const { fields, label, signal, period } = options;
  const results = new Map<T, Points | Error>(
    targets.map(target => [target, new Map()]),
  );
  const hasFailed = (target: T) => results.get(target) instanceof Error;

  const save = (target: T, field: string, found: Series[] | Error) => {
    const points = results.get(target)!;
    if (points instanceof Error) {
      return;
    }
    if (found instanceof Error) {
      results.set(target, found);
    } else if (found.length > 1) {
      results.set(target, severalSeriesError(field, found));
    } else {
      points.set(field, found[0]?.points ?? []);
    }
  };

  /** If the server rejects the query, splits the targets until only those fail that it rejects. */
  async function querySeveral(
    several: T[],
    { field, query }: FieldQuery,
    isHalf = false,
  ): Promise<void> {
    const [{ instance }] = several;
    const ask = (services: string[]) =>
      instance.api.query(query.expand(services), { period, signal });
    try {
      const series = await ask(several.map(({ service }) => service));
      const byService = groupByLabel(series, label);
      for (const target of several) {
        save(target, field, byService.get(target.service) ?? []);
      }
    } catch (error) {
      const problem = toFieldError(error, field, signal);
      if (isErrorWithName(problem, 'SourceLimitedError')) {
        throw problem;
      }
      const { status = 0 } = problem as SourceError;
      const isDivisible =
        several.length > 1 &&
        rejections.includes(status) &&
        // Otherwise the query itself is wrong.
        (isHalf ||
          (await ask(['no-such-service']).then(
            () => true,
            () => false,
          )));
      if (!isDivisible) {
        several.forEach(target => save(target, field, problem));
        return;
      }
      const middle = Math.ceil(several.length / 2);
      await querySeveral(several.slice(0, middle), { field, query }, true);
      await querySeveral(several.slice(middle), { field, query }, true);
    }
  }

  async function queryAlone(
    target: T,
    { field, query }: FieldQuery,
    /** Of the target's own queries; absent for queries of the config. */
    deadline?: AbortSignal,
  ): Promise<void> {
    const limits = deadline
      ? {
          signal: AbortSignal.any([signal, deadline]),
          timeoutSeconds: OWN_QUERY_SECONDS,
        }
      : { signal };
    try {
      const { api } = target.instance;
      const text = query.expand([target.service]);
      save(target, field, await api.query(text, { ...limits, period }));
    } catch (error) {
      const problem = toFieldError(error, field, signal);
      if (!isErrorWithName(problem, 'SourceLimitedError')) {
        save(target, field, problem);
      } else if (deadline) {
        // The query of an annotation must not stop the queries of others.
        save(target, field, new Error(problem.message));
      } else {
        throw problem;
      }
    }
  }

  for (const field of fields) {
    const shared = targets.flatMap(target => {
      const query = target.queries.find(each => each.field === field)!;
      return query.query.isShared && !hasFailed(target)
        ? [{ target, query }]
        : [];
    });
    for (const [, ofInstance] of Map.groupBy(
      shared,
      ({ target }) => target.instance,
    )) {
      const [{ query }] = ofInstance;
      for (const several of groupWhile(
        ofInstance.map(({ target }) => target),
        group => {
          const services = group.map(({ service }) => service);
          return query.query.expand(services).length <= LONGEST_QUERY;
        },
      )) {
        await querySeveral(several, query);
      }
    }
  }
  const limit = pLimit(REQUESTS_AT_A_TIME);
  await Promise.all(
    targets.map(target =>
      limit(async () => {
        let deadline: AbortSignal | undefined;
        for (const query of target.queries) {
          if (!query.query.isShared && !hasFailed(target)) {
            if (query.isOwn) {
              deadline ??= AbortSignal.timeout(OWN_QUERY_SECONDS * 1_000);
            }
            await queryAlone(target, query, query.isOwn ? deadline : undefined);
          }
        }
      }),
    ),
  );
  return results;
}

function groupByLabel(series: Series[], label: string): Map<string, Series[]> {
  if (series.some(({ labels }) => labels[label] === undefined)) {
    throw new Error(
      `the result has no label ${label}: aggregate with by (${label})`,
    );
  }
  return Map.groupBy(series, ({ labels }) => labels[label]);
}

function severalSeriesError(field: string, series: Series[]): Error {
  const [first, second] = series.map(({ labels }) => JSON.stringify(labels));
  return new Error(
    `${field}: the query returns ${series.length} series, such as ${first} and ${second}: aggregate them to one`,
  );
}

/**
 * Adds the field to the message and keeps the class.
 *
 * @throws the reason of the signal if it was aborted
 */
function toFieldError(
  error: unknown,
  field: string,
  signal: AbortSignal,
): Error {
  signal.throwIfAborted();
  const problem = toError(error);
  if (problem.name === 'TimeoutError') {
    return new Error(
      `${field}: no response within ${OWN_QUERY_SECONDS} seconds; add a recording rule to Prometheus and query that`,
    );
  }
  problem.message = `${field}: ${problem.message}`;
  return problem;
}
