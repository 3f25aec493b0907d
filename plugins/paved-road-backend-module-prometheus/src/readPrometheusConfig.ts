import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { FilterPredicate } from '@backstage/filter-predicates';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import { measures } from '@paved-road/plugin-paved-road-common/advisor';
import { filterPredicateSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { readHeaders } from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { QueryTemplate, readQuery } from './QueryTemplate';

const PROMETHEUS = 'pavedRoad.prometheus';

/** Paved Road compares a year of history. */
export const MOST_DAYS = 300;

/** Fields of the fact beside the queries. */
const reservedFields = ['missing', 'objective', 'errorBudget'] as const;

export interface PrometheusInstance {
  name: string;
  /** Without a slash at the end. */
  url: string;
  headers: Record<string, string>;
}

export interface FieldQuery {
  field: string;
  query: QueryTemplate;
  /** The measure of the advisor for the number. */
  measure?: string;
  unit?: string;
  /** Days that the number covers. */
  days?: number;
  /** Whether it is from an annotation. */
  isOwn?: boolean;
}

export interface PrometheusConfig {
  /** The first one is the default. */
  instances: readonly PrometheusInstance[];
  /** The label with the name of the service. */
  label: string;
  queries: readonly FieldQuery[];
  /** Default: entities with the annotation. */
  filter?: FilterPredicate;
  /** Target for availability, as a share. */
  objective?: number;
  annotationQueries: boolean;
  oneEntityPerService: boolean;
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
        // Validated separately, because messages of this schema contain the wrong value.
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
          message: 'the fact already has a field with this name',
        },
      ),
      z.strictObject({
        query: z.string().min(1).max(2_000),
        unit: z.string().optional(),
        measure: z.string().optional(),
        days: z.number().positive().max(MOST_DAYS).optional(),
      }),
    )
    .refine(queries => Object.keys(queries).length > 0, 'add a query'),
  filter: filterPredicateSchema.optional(),
  objective: z.number().gt(0).lt(1).optional(),
  annotationQueries: z.boolean().default(false),
  oneEntityPerService: z.boolean().default(false),
  historyDays: z.int().min(0).max(400).default(180),
});

/** @throws InputError with the key, the value and the remedy */
export function readPrometheusConfig(config: Config): PrometheusConfig {
  const given = config.getOptional(PROMETHEUS);
  if (given === undefined) {
    throw new InputError(
      `${PROMETHEUS}: add instances and queries, or remove the module`,
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
      `${PROMETHEUS}.instances: the name ${twice} is used twice, give each instance another name`,
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
        headers: readHeaders(headers, `${key}.headers`),
      };
    }),
    queries: Object.entries(queries).map(
      ([field, { query, days, ...target }]) => {
        const template = readQuery(
          query,
          `${PROMETHEUS}.queries.${field}.query`,
        );
        return {
          field,
          measure: measures.find(({ id }) => id === field)?.id,
          ...target,
          query: template,
          days: days ?? (template.days && Math.min(template.days, MOST_DAYS)),
        };
      },
    ),
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
    throw new InputError(`${key}: remove the part from ? or # on`);
  }
  return url.href.replace(/\/+$/, '');
}
