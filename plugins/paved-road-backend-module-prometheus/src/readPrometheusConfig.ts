import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { FilterPredicate } from '@backstage/filter-predicates';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import {
  conversion,
  Measure,
  measures,
} from '@paved-road/plugin-paved-road-common/advisor';
import { filterPredicateSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { z } from 'zod';
import { QueryTemplate, readQuery } from './QueryTemplate';

const PROMETHEUS = 'pavedRoad.prometheus';

/** Names that the fact has beside those of queries. */
const reservedFields = ['missing', 'objective', 'errorBudget'] as const;

/** A server with the API of Prometheus. */
export interface PrometheusInstance {
  name: string;
  /** Without a slash at the end. */
  url: string;
  headers: Record<string, string>;
}

/** What is asked for a number of the fact. */
export interface FieldQuery {
  field: string;
  query: QueryTemplate;
  /** Name of the measure that it is. */
  measure?: string;
  unit?: string;
}

export interface PrometheusConfig {
  /** The first one is the default. */
  instances: readonly PrometheusInstance[];
  /** Label whose values are the names of services. */
  label: string;
  queries: readonly FieldQuery[];
  /** Default: entities with the annotation. */
  filter?: FilterPredicate;
  /** Availability that services aim at, as a share. */
  objective?: number;
  annotationQueries: boolean;
  historyDays: number;
}

const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9]*$/, 'use letters and digits, a letter first');

const schema = z.strictObject({
  instances: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        url: z.string(),
        // Looked at apart, because messages have the values of what is wrong.
        headers: z.unknown().optional(),
      }),
    )
    .min(1),
  label: z
    .string()
    .regex(/^[A-Za-z_]\w*$/, 'use the name of a label')
    .default('service'),
  queries: z
    .record(
      name.refine(
        field => !(reservedFields as readonly string[]).includes(field),
        {
          message: 'the fact has something else of this name',
        },
      ),
      z.strictObject({
        query: z.string().min(1).max(2_000),
        unit: z.string().optional(),
        measure: z.string().optional(),
      }),
    )
    .refine(queries => Object.keys(queries).length > 0, 'name a query'),
  filter: filterPredicateSchema.optional(),
  objective: z.number().gt(0).lt(1).optional(),
  annotationQueries: z.boolean().default(false),
  historyDays: z.int().min(0).max(400).default(180),
});

/** @throws InputError that names the key, the value and the remedy */
export function readPrometheusConfig(config: Config): PrometheusConfig {
  const given = config.getOptional(PROMETHEUS);
  if (given === undefined) {
    throw new InputError(
      `${PROMETHEUS}: the module is installed, so name the instances and queries, or remove it`,
    );
  }
  const { instances, queries, ...others } = parseInput(
    schema,
    given,
    PROMETHEUS,
  );
  const names = instances.map(instance => instance.name);
  const twice = names.find((each, index) => names.indexOf(each) !== index);
  if (twice !== undefined) {
    throw new InputError(
      `${PROMETHEUS}.instances: ${twice} is there twice, give each a name of its own`,
    );
  }
  return {
    ...others,
    filter: others.filter as FilterPredicate | undefined,
    instances: instances.map(({ url, headers, ...instance }, index) => {
      const key = `${PROMETHEUS}.instances[${index}]`;
      return {
        ...instance,
        url: readUrl(url, `${key}.url`),
        headers: readHeaders(headers ?? {}, `${key}.headers`),
      };
    }),
    queries: Object.entries(queries).map(([field, query]) => ({
      field,
      ...readMeasure(field, query),
      query: readQuery(query.query, `${PROMETHEUS}.queries.${field}.query`),
    })),
  };
}

function readUrl(text: string, key: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new InputError(
      `${key}: use a URL such as https://prometheus.example.com`,
    );
  }
  if (url.username || url.password) {
    throw new InputError(`${key}: put credentials into headers`);
  }
  if (url.search || url.hash) {
    throw new InputError(`${key}: leave out what follows ? or #`);
  }
  return url.href.replace(/\/+$/, '');
}

function readHeaders(headers: unknown, key: string): Record<string, string> {
  const found = z.record(z.string(), z.string()).safeParse(headers);
  if (!found.success) {
    const { path } = found.error.issues[0];
    throw new InputError(
      `${[key, ...path].join('.')}: use ${path.length ? 'a text' : 'texts by the names of headers'}`,
    );
  }
  try {
    return Object.fromEntries(new Headers(found.data));
  } catch {
    throw new InputError(
      `${key}: a name or a value has characters that a header cannot have`,
    );
  }
}

function readMeasure(
  field: string,
  {
    measure = knownMeasure(field)?.id,
    unit,
  }: { measure?: string; unit?: string },
): Pick<FieldQuery, 'measure' | 'unit'> {
  const key = `${PROMETHEUS}.queries.${field}`;
  const known = measure === undefined ? undefined : knownMeasure(measure);
  // Questions of the organisation are not known here; Paved Road leaves out those that its model does not have.
  if (measure !== undefined && !known && !measure.startsWith('custom.')) {
    throw new InputError(
      `${key}.measure: there is no measure ${measure}, use one of ${measures.map(({ id }) => id).join(', ')}`,
    );
  }
  if (
    known &&
    unit !== undefined &&
    conversion(unit, known.unit) === undefined
  ) {
    throw new InputError(
      `${key}.unit: ${unit} cannot be converted to ${known.unit}, the unit of ${known.id}`,
    );
  }
  return { measure, unit };
}

function knownMeasure(id: string): Measure | undefined {
  return measures.find(measure => measure.id === id);
}
