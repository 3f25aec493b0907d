import {
  createZodV4FilterPredicateSchema,
  FilterPredicate,
} from '@backstage/filter-predicates';
import { z } from 'zod';

/** @public */
export const rulePackApiVersion = 'paved-road.io/v1';

/** The level of an entity that has not reached the lowest one. @public */
export const noLevel = 'none';

const id = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    error: 'use lower case letters, digits and single dashes',
  });
const title = z.string().trim().min(1).max(100);
const text = z.string().trim().min(1).max(2000);
const url = z
  .string()
  .max(2000)
  .regex(/^(https?:\/\/|\/)/, {
    error:
      'use an http or https URL, or a path of the portal that starts with /',
  });

const predicateSchema = createZodV4FilterPredicateSchema();

/** Operators that the library's schema would accept beside others, and then ignore. */
function everyOperatorStandsAlone(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return true;
  }
  if (Array.isArray(value)) {
    return value.every(everyOperatorStandsAlone);
  }
  const keys = Object.keys(value);
  return (
    (keys.length === 1 || !keys.some(key => key.startsWith('$'))) &&
    Object.values(value).every(everyOperatorStandsAlone)
  );
}

/** A filter predicate of the catalog. @public */
export const filterPredicateSchema = z.custom<FilterPredicate>(
  value =>
    everyOperatorStandsAlone(value) && predicateSchema.safeParse(value).success,
  {
    error:
      'not a filter predicate: use field paths with a value, $in, $exists, $contains or $hasPrefix, or $all, $any or $not, each operator alone in its object',
  },
);

/** The longest expression that is accepted, in characters. */
const maxExpressionLength = 2000;

const expression = z.string().trim().min(1).max(maxExpressionLength);

const templateRef = z
  .string()
  .max(300)
  .regex(/^([a-z]+:)?([\w.-]+\/)?[\w.-]+$/i, {
    error: 'use an entity reference such as template:default/ai-monolith',
  });

const named = z.strictObject({ id, title });

/** How the files of a probe are read. @public */
export const probeFormats = ['yaml', 'json', 'dockerfile', 'text'] as const;

const probeSchema = z.strictObject({
  /** Name under `facts.repository.probes` in expressions. */
  id,
  /** Globs of the files to read, relative to the source location of the entity. */
  files: z.array(z.string().min(1).max(200)).min(1).max(20),
  format: z.enum(probeFormats),
});

/** Files of the repository of an entity that checks look into. @public */
export type Probe = z.output<typeof probeSchema>;

const checkSchema = z.strictObject({
  id,
  title,
  /** Why it matters. */
  description: text,
  /** Id of the track it belongs to. */
  track: id,
  /** Id of the level that needs it. */
  level: id,
  /** Share in the score, relative to the other checks; 0 leaves it out of the score. */
  weight: z.number().min(0).max(100).default(1),
  /** Which entities it applies to; all of the pack when absent. */
  filter: filterPredicateSchema.optional(),
  /** CEL over `entity`, `relations`, `assessment`, `facts` and `now`; true when the check passes. */
  expression,
  /** The values that decide the result, to be shown beside it. */
  evidence: z
    .array(z.strictObject({ name: title, expression }))
    .max(10)
    .default([]),
  /** What to do when it fails. */
  remediation: z.strictObject({
    text,
    link: z.strictObject({ title, url }).optional(),
    /** A software template that fixes it. */
    template: z
      .strictObject({
        ref: templateRef,
        /** CEL of what its form is filled in with, by parameter. */
        values: z
          .record(z.string().regex(/^[A-Za-z_]\w{0,62}$/), expression)
          .default({}),
      })
      .optional(),
  }),
});

/** One check of a rule pack. @public */
export type RulePackCheck = z.output<typeof checkSchema>;

/**
 * A rule pack: levels, tracks and checks for the entities that its filter selects.
 *
 * @public
 */
export const rulePackSchema = z.strictObject({
  apiVersion: z.literal(rulePackApiVersion),
  kind: z.literal('RulePack'),
  metadata: z.strictObject({
    name: id,
    title,
    version: z.string().regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/, {
      error: 'use a semantic version such as 1.0.0',
    }),
    description: text.optional(),
  }),
  spec: z.strictObject({
    /** Which entities have a scorecard with these checks. */
    filter: filterPredicateSchema,
    /** Lowest first. */
    levels: z.array(named).min(1).max(10),
    tracks: z.array(named).min(1).max(30),
    /** Files of the repository that checks look into. */
    probes: z.array(probeSchema).max(30).default([]),
    checks: z.array(checkSchema).min(1).max(200),
  }),
});

/** @public */
export type RulePack = z.output<typeof rulePackSchema>;
