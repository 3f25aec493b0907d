import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  BatchItem,
  CollectedFact,
  collectInBatches,
  EarlierValue,
  FactCollector,
  FactCollectorContext,
} from '@paved-road/plugin-paved-road-node';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PrometheusApi } from './PrometheusApi';
import { Points, queryTargets } from './queryTargets';
import { PrometheusConfig } from './readPrometheusConfig';
import { readTarget, SERVICE, Target } from './readTarget';
import { ServiceClaims } from './ServiceClaims';

const MOST_SERVICES = 100;

/** A number for each query that has one. */
export interface PrometheusFact {
  [field: string]: number | string[] | undefined;
  /** Names of the queries without a number now. */
  missing: string[];
}

type Context = FactCollectorContext<PrometheusFact>;
type ContextTarget = Target & { context: Context };

/**
 * Collects the fact `prometheus`: a number for each query, for a hundred services per request where the query allows it.
 * The first time, reads the history of an entity day by day.
 */
export function createPrometheusCollector(
  config: PrometheusConfig,
  services: Pick<
    ConstructorParameters<typeof ServiceClaims>[0],
    'catalog' | 'auth'
  > & { logger: LoggerService },
): FactCollector<PrometheusFact> {
  const { queries, historyDays, label } = config;
  const fields = queries.map(({ field }) => field);
  const filter = config.filter ?? {
    [`metadata.annotations.${SERVICE}`]: { $exists: true },
  };
  // Stored in place of an ETag: the history of these queries has been read.
  const historyTag = hash(fields);
  const instances = config.instances.map(instance => ({
    ...instance,
    api: new PrometheusApi(instance),
  }));
  const read = (entity: Entity) => readTarget(entity, instances, config);
  const claims =
    config.oneEntityPerService &&
    new ServiceClaims({ ...services, filter, readTarget: read });

  async function readHistoryByTarget(
    targets: ContextTarget[],
    signal: AbortSignal,
  ): Promise<Map<Target, EarlierValue<PrometheusFact>[]>> {
    const end = new Date();
    end.setMilliseconds(0);
    const period = { end, days: historyDays };
    const found = await queryTargets(targets, {
      fields,
      label,
      signal,
      period,
    });
    return new Map(
      [...found].flatMap(([target, points]) => {
        if (points instanceof Error) {
          // The next collection reads it again.
          services.logger.debug(
            `Could not read the history of ${stringifyEntityRef(target.entity)}: ${points.message}`,
          );
          return [];
        }
        return [[target, toEarlierValues(points, end)] as const];
      }),
    );
  }

  async function collectAll(
    items: BatchItem<Target, PrometheusFact>[],
    signal: AbortSignal,
  ): Promise<Array<CollectedFact<PrometheusFact> | Error>> {
    const results = new Map<Context, CollectedFact<PrometheusFact> | Error>();
    let targets = items.map(({ target, context }): ContextTarget => ({
      ...target,
      context,
    }));
    if (claims) {
      const conflicts = await claims.findConflicts(
        targets.filter(
          target => !readTags(target.context.lastEtag).includes(toTag(target)),
        ),
      );
      conflicts.forEach((error, { context }) => results.set(context, error));
      targets = targets.filter(target => !conflicts.has(target));
    }
    const now = await queryTargets(targets, { fields, label, signal });
    const facts = new Map(
      targets.map(target => [target, toFact(target, now.get(target)!)]),
    );
    const history = await readHistoryByTarget(
      targets.filter(
        target =>
          historyDays > 0 &&
          !readTags(target.context.previous?.etag).includes(historyTag) &&
          !(facts.get(target) instanceof Error),
      ),
      signal,
    );
    for (const [target, value] of facts) {
      const earlier = history.get(target);
      const hasHistory =
        earlier || readTags(target.context.previous?.etag).includes(historyTag);
      const tags = [
        ...(hasHistory ? [historyTag] : []),
        ...(claims ? [toTag(target)] : []),
      ];
      results.set(
        target.context,
        value instanceof Error
          ? value
          : {
              status: 'known',
              value,
              source: target.instance.url,
              ...(earlier && { earlier }),
              ...(tags.length > 0 && { etag: tags.join(' ') }),
            },
      );
    }
    return items.map(({ context }) => results.get(context)!);
  }

  return {
    id: 'prometheus',
    title: 'Prometheus',
    description: `Numbers from Prometheus: ${fields.join(', ')}.`,
    schema: zod => createFactSchema(zod, fields),
    freshness: { minutes: 15 },
    timeout: { minutes: 2 },
    cost: 'medium',
    filter,
    measurements: Object.fromEntries(
      queries.flatMap(({ field, measure, unit, days }) =>
        measure
          ? [[measure, { field, ...(unit && { unit }), ...(days && { days }) }]]
          : [],
      ),
    ),
    ...collectInBatches({
      size: MOST_SERVICES,
      toTarget: ({ entity }) => read(entity),
      collect: collectAll,
    }),
  };
}

function hash(texts: string[]): string {
  return createHash('sha256').update(texts.join('\n')).digest('hex');
}

/** Stored in the etag: the entity has read this service. */
function toTag({ instance, service }: Target): string {
  return hash([instance.name, service]);
}

function readTags(etag = ''): string[] {
  return etag.split(' ');
}

function createFactSchema(
  zod: typeof z,
  fields: string[],
): z.ZodType<PrometheusFact> {
  const number = zod.number().optional();
  return zod.object({
    ...Object.fromEntries(fields.map(field => [field, number])),
    objective: number,
    errorBudget: number,
    missing: zod.array(zod.string()),
  }) as z.ZodType<PrometheusFact>;
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
  const { availability } = values;
  return {
    ...values,
    ...(objective !== undefined && {
      objective,
      // Share of the allowed failures that is left.
      ...(availability !== undefined && {
        errorBudget: (availability - objective) / (1 - objective),
      }),
    }),
    missing: queries
      .map(({ field }) => field)
      .filter(field => !Object.hasOwn(values, field)),
  };
}

function toEarlierValues(
  points: Points,
  end: Date,
): EarlierValue<PrometheusFact>[] {
  const byTime = new Map<number, Record<string, number>>();
  for (const [field, series] of points) {
    for (const { at, value } of series) {
      byTime.set(at.getTime(), { ...byTime.get(at.getTime()), [field]: value });
    }
  }
  return [...byTime]
    .filter(([at]) => at < end.getTime())
    .sort(([one], [other]) => one - other)
    .map(([at, value]) => ({ at: new Date(at).toISOString(), value }));
}
