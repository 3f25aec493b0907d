import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, isErrorWithName } from '@backstage/errors';
import {
  CollectedFact,
  EarlierValue,
  FactCollector,
  FactCollectorContext,
} from '@paved-road/plugin-paved-road-node';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Period, PrometheusApi, Series } from './PrometheusApi';
import { LONGEST_QUERY, QueryTemplate, readQuery } from './QueryTemplate';
import { FieldQuery, PrometheusConfig } from './readPrometheusConfig';

const SERVICE = 'paved-road.io/prometheus-service';
/** As in the Prometheus plugin of Backstage. */
const INSTANCE = 'prometheus.io/service-name';
const OBJECTIVE = 'paved-road.io/slo-objective';
const OWN_QUERY = 'prometheus.paved-road.io/';

const LONGEST_NAME = 200;
const LONGEST_OWN_QUERY = 1_000;
const MOST_SERVICES = 100;

/** The numbers that are known, by the names of queries, and which are not. */
export interface PrometheusFact {
  [field: string]: number | string[] | undefined;
  /** Names of the queries without a number now. */
  missing: string[];
}

/** An entity and what is asked of it. */
interface Target {
  context: FactCollectorContext<PrometheusFact>;
  api: PrometheusApi;
  /** URL of the instance. */
  source: string;
  service: string;
  objective?: number;
  queries: FieldQuery[];
}

/** Numbers of a service, by the names of queries. */
type Points = Map<string, Series['points']>;

/**
 * Collects the fact `prometheus`: a number for each query, for a hundred services in one request where the query allows it.
 * Where nothing is known of an entity yet, its history is read, day by day.
 */
export function createPrometheusCollector(
  config: PrometheusConfig,
  logger: LoggerService,
): FactCollector<PrometheusFact> {
  const { queries, filter, historyDays, label } = config;
  // Instead of a tag of the value: of these, the history has been read.
  const historyTag = createHash('sha256')
    .update(queries.map(({ field }) => field).join())
    .digest('hex');
  const instances = config.instances.map(instance => ({
    ...instance,
    api: new PrometheusApi(instance),
  }));

  function targetOf(context: FactCollectorContext<PrometheusFact>): Target {
    const { entity } = context;
    const annotations = entity.metadata.annotations ?? {};
    const wanted = annotations[INSTANCE];
    const instance =
      wanted === undefined
        ? instances[0]
        : instances.find(({ name }) => name === wanted);
    if (!instance) {
      throw new InputError(
        `there is no instance ${wanted}, correct the annotation ${INSTANCE} to one of ${instances.map(({ name }) => name).join(', ')}`,
      );
    }
    return {
      context,
      api: instance.api,
      source: instance.url,
      service: serviceOf(entity),
      objective: objectiveOf(entity) ?? config.objective,
      queries: config.annotationQueries
        ? queries.map(query => withOwnQuery(query, annotations))
        : [...queries],
    };
  }

  /** @returns the numbers of each target, or why there are none */
  async function ask(
    targets: Target[],
    signal: AbortSignal,
    period?: Period,
  ): Promise<Map<Target, Points | Error>> {
    const results = new Map<Target, Points | Error>(
      targets.map(target => [target, new Map()]),
    );
    const tell = (target: Target, field: string, series: Series[]) => {
      const points = results.get(target)!;
      if (points instanceof Error) {
        return;
      }
      if (series.length > 1) {
        results.set(target, new Error(severalSeries(field, series)));
      } else {
        points.set(field, series[0]?.points ?? []);
      }
    };
    for (const { field } of queries) {
      for (const { api, query, together } of requestsOf(
        targets.filter(target => !(results.get(target) instanceof Error)),
        field,
      )) {
        try {
          const series = await api.query(
            query.expand(together.map(({ service }) => service)),
            { period, signal },
          );
          const byName = query.isShared ? byService(series, label) : undefined;
          for (const target of together) {
            tell(
              target,
              field,
              byName ? (byName.get(target.service) ?? []) : series,
            );
          }
        } catch (error) {
          const problem = withField(error, field);
          // Nothing else can be asked now.
          if (
            signal.aborted ||
            isErrorWithName(problem, 'SourceLimitedError')
          ) {
            throw problem;
          }
          for (const target of together) {
            results.set(target, problem);
          }
        }
      }
    }
    return results;
  }

  async function historyOf(
    targets: Target[],
    signal: AbortSignal,
  ): Promise<Map<Target, EarlierValue<PrometheusFact>[]>> {
    const end = new Date();
    end.setMilliseconds(0);
    const period = { end, days: historyDays };
    const found = await ask(targets, signal, period);
    return new Map(
      [...found].flatMap(([target, points]) => {
        if (points instanceof Error) {
          // Tried again with the next value.
          logger.debug(
            `The history of ${stringifyEntityRef(target.context.entity)} cannot be read: ${points.message}`,
          );
          return [];
        }
        return [[target, earlierOf(points, end)] as const];
      }),
    );
  }

  async function collectAll(
    contexts: FactCollectorContext<PrometheusFact>[],
  ): Promise<Array<CollectedFact<PrometheusFact> | Error>> {
    const [{ signal }] = contexts;
    const targets = contexts.map(context => {
      try {
        return targetOf(context);
      } catch (error) {
        return error as Error;
      }
    });
    const valid = targets.filter(
      (target): target is Target => !(target instanceof Error),
    );
    const now = await ask(valid, signal);
    const facts = new Map(
      valid.map(target => [target, toFact(target, now.get(target)!)]),
    );
    const history = await historyOf(
      valid.filter(
        target =>
          historyDays > 0 &&
          target.context.previous?.etag !== historyTag &&
          !(facts.get(target) instanceof Error),
      ),
      signal,
    );
    return targets.map(target => {
      if (target instanceof Error) {
        return target;
      }
      const value = facts.get(target)!;
      if (value instanceof Error) {
        return value;
      }
      const earlier = history.get(target);
      return {
        status: 'known',
        value,
        source: target.source,
        ...(earlier
          ? { earlier, etag: historyTag }
          : { etag: target.context.previous?.etag }),
      };
    });
  }

  return {
    id: 'prometheus',
    title: 'Prometheus',
    description: `What Prometheus measures: ${queries.map(({ field }) => field).join(', ')}.`,
    schema: zod => schemaOf(zod, config),
    freshness: { minutes: 15 },
    timeout: { minutes: 2 },
    cost: 'medium',
    filter: filter ?? {
      [`metadata.annotations.${SERVICE}`]: { $exists: true },
    },
    measurements: Object.fromEntries(
      queries.flatMap(({ field, measure, unit }) =>
        measure ? [[measure, { field, ...(unit && { unit }) }]] : [],
      ),
    ),
    async collect(context) {
      const [result] = await collectAll([context]);
      if (result instanceof Error) {
        throw result;
      }
      return result;
    },
    batch: { size: MOST_SERVICES, collect: collectAll },
  };
}

function schemaOf(
  zod: typeof z,
  { queries }: PrometheusConfig,
): z.ZodType<PrometheusFact> {
  const number = zod.number().optional();
  return zod.object({
    ...Object.fromEntries(queries.map(({ field }) => [field, number])),
    objective: number,
    errorBudget: number,
    missing: zod.array(zod.string()),
  }) as z.ZodType<PrometheusFact>;
}

function serviceOf({ metadata }: Entity): string {
  const { [SERVICE]: service = metadata.name } = metadata.annotations ?? {};
  if (!service || service.length > LONGEST_NAME) {
    throw new InputError(
      `correct the annotation ${SERVICE}: it is empty or has more than ${LONGEST_NAME} characters`,
    );
  }
  return service;
}

function objectiveOf({ metadata }: Entity): number | undefined {
  const text = metadata.annotations?.[OBJECTIVE];
  const objective = Number(text);
  if (text !== undefined && !(objective > 0 && objective < 1)) {
    throw new InputError(
      `correct the annotation ${OBJECTIVE}: ${text} is no share such as 0.995`,
    );
  }
  return text === undefined ? undefined : objective;
}

function withOwnQuery(
  query: FieldQuery,
  annotations: Record<string, string>,
): FieldQuery {
  const key = `${OWN_QUERY}${query.field}`;
  const own = annotations[key];
  if (own === undefined) {
    return query;
  }
  if (own.length > LONGEST_OWN_QUERY) {
    throw new InputError(
      `the annotation ${key} has ${own.length} characters, ${LONGEST_OWN_QUERY} are allowed; record a rule in Prometheus and name that`,
    );
  }
  const read = readQuery(own, `the annotation ${key}`);
  if (read.isShared) {
    throw new InputError(
      `the annotation ${key} is for one service: use {{ service }} in place of {{ services }}`,
    );
  }
  return { ...query, query: read };
}

/** What is asked for a field: once for several services where the query allows it, in queries of a bounded length. */
function requestsOf(targets: Target[], field: string) {
  const asked = targets.map(target => ({
    target,
    query: target.queries.find(query => query.field === field)!.query,
  }));
  const requests: {
    api: PrometheusApi;
    query: QueryTemplate;
    together: Target[];
  }[] = [];
  for (const { target, query } of asked) {
    const last = requests.findLast(
      request =>
        query.isShared && request.api === target.api && request.query === query,
    );
    if (last && fits(query, [...last.together, target])) {
      last.together.push(target);
    } else {
      requests.push({ api: target.api, query, together: [target] });
    }
  }
  return requests;
}

function fits(query: QueryTemplate, targets: Target[]): boolean {
  return (
    query.expand(targets.map(({ service }) => service)).length <= LONGEST_QUERY
  );
}

function byService(series: Series[], label: string): Map<string, Series[]> {
  const nameless = series.find(({ labels }) => labels[label] === undefined);
  if (nameless) {
    throw new Error(
      `the result has no label ${label}: aggregate with by (${label})`,
    );
  }
  return Map.groupBy(series, ({ labels }) => labels[label]);
}

function severalSeries(field: string, series: Series[]): string {
  const [first, second] = series.map(({ labels }) => JSON.stringify(labels));
  return `${field}: the query has ${series.length} series, such as ${first} and ${second}: aggregate them to one`;
}

/** With the name of the query, and the kind of error that it is. */
function withField(error: unknown, field: string): Error {
  const problem = error instanceof Error ? error : new Error(String(error));
  problem.message = `${field}: ${problem.message}`;
  return problem;
}

function toFact(
  { queries, objective, service }: Target,
  points: Points | Error,
): PrometheusFact | Error {
  if (points instanceof Error) {
    return points;
  }
  const known = queries.flatMap(({ field }) => {
    const last = points.get(field)?.at(-1);
    return last ? [[field, last.value] as const] : [];
  });
  if (known.length === 0) {
    return new Error(
      `no query has a number for the service ${service}, such as ${queries[0].query.expand([service])}`,
    );
  }
  const values = Object.fromEntries(known);
  return {
    ...values,
    ...budgetOf(values.availability, objective),
    missing: queries
      .map(({ field }) => field)
      .filter(field => !Object.hasOwn(values, field)),
  };
}

/** The share of failures that the objective allows and that is not used yet; below zero where it is missed. */
function budgetOf(
  availability: number | undefined,
  objective: number | undefined,
): { objective?: number; errorBudget?: number } {
  if (objective === undefined) {
    return {};
  }
  return availability === undefined
    ? { objective }
    : {
        objective,
        errorBudget: (availability - objective) / (1 - objective),
      };
}

function earlierOf(points: Points, end: Date): EarlierValue<PrometheusFact>[] {
  const byTime = new Map<number, Record<string, number>>();
  for (const [field, ofField] of points) {
    for (const { at, value } of ofField) {
      byTime.set(at.getTime(), { ...byTime.get(at.getTime()), [field]: value });
    }
  }
  return [...byTime]
    .filter(([at]) => at < end.getTime())
    .sort(([one], [other]) => one - other)
    .map(([at, value]) => ({ at: new Date(at).toISOString(), value }));
}
