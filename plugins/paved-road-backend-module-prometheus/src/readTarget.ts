import { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { PrometheusApi } from './PrometheusApi';
import { QueryTemplate, readQuery } from './QueryTemplate';
import {
  FieldQuery,
  MOST_DAYS,
  PrometheusConfig,
  PrometheusInstance,
} from './readPrometheusConfig';

export const SERVICE = 'paved-road.io/prometheus-service';
/** The same annotation as in the Prometheus plugin of Backstage. */
const INSTANCE = 'prometheus.io/service-name';
const OBJECTIVE = 'paved-road.io/slo-objective';
const OWN_QUERY = 'prometheus.paved-road.io/';

const LONGEST_NAME = 200;
/** Of a name in a form. Letters outside ASCII take 6 to 12 characters. */
const LONGEST_ENCODED_NAME = 600;
const LONGEST_OWN_QUERY = 1_000;

export type Instance = PrometheusInstance & { api: PrometheusApi };

/** An entity with its queries. */
export interface Target {
  entity: Entity;
  instance: Instance;
  service: string;
  objective?: number;
  queries: FieldQuery[];
}

/** @throws InputError that names the annotation to correct */
export function readTarget(
  entity: Entity,
  instances: Instance[],
  config: PrometheusConfig,
): Target {
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
    entity,
    instance,
    service: readServiceName(entity),
    objective: readObjective(annotations[OBJECTIVE]) ?? config.objective,
    queries: config.annotationQueries
      ? config.queries.map(query => withOwnQuery(query, annotations))
      : [...config.queries],
  };
}

function readServiceName({ metadata }: Entity): string {
  const { [SERVICE]: service = metadata.name } = metadata.annotations ?? {};
  if (!service || service.length > LONGEST_NAME) {
    throw new InputError(
      `correct the annotation ${SERVICE}: it is empty or has more than ${LONGEST_NAME} characters`,
    );
  }
  // Prometheus rejects a query with one of these, and with it the query of all services in the batch.
  if (/[\p{Cc}\p{Cs}\uFFFD]/u.test(service)) {
    throw new InputError(
      `correct the annotation ${SERVICE}: it contains a control character or invalid Unicode`,
    );
  }
  if (encodeURIComponent(service).length > LONGEST_ENCODED_NAME) {
    throw new InputError(
      `correct the annotation ${SERVICE}: it has more than ${LONGEST_ENCODED_NAME} characters in a URL`,
    );
  }
  return service;
}

function readObjective(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const objective = Number(text);
  if (!(objective > 0 && objective < 1)) {
    throw new InputError(
      `correct the annotation ${OBJECTIVE}: ${text} is not a share such as 0.995`,
    );
  }
  return objective;
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
      `the annotation ${key} has ${own.length} characters, ${LONGEST_OWN_QUERY} are allowed; add a recording rule to Prometheus and query that`,
    );
  }
  const template = readQuery(own, `the annotation ${key}`);
  if (template.isShared) {
    throw new InputError(
      `the annotation ${key} is for one service: use {{ service }} instead of {{ services }}`,
    );
  }
  checkDays(template, query, key);
  return { ...query, query: template, isOwn: true };
}

/** Decisions ignore a number until it has been measured for as long as the query in the config covers. */
function checkDays(
  { days = 0 }: QueryTemplate,
  { field, measure, days: allowed = 0 }: FieldQuery,
  key: string,
): void {
  const needed = Math.min(Math.ceil(days * 1_000) / 1_000, MOST_DAYS);
  if (measure && needed > allowed) {
    throw new InputError(
      `the annotation ${key} covers ${needed} days, ${allowed} are allowed: use a shorter range, or ask for pavedRoad.prometheus.queries.${field}.days: ${needed}`,
    );
  }
}
