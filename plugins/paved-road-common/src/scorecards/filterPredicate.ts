import {
  createZodV4FilterPredicateSchema,
  FilterPredicate,
} from '@backstage/filter-predicates';
import { z } from 'zod';

const predicateSchema = createZodV4FilterPredicateSchema();

/** Maximum depth, which keeps the evaluation from overflowing the stack. */
const maxDepth = 20;

/** Rejects combined operators, which the library accepts but ignores. */
function everyOperatorStandsAlone(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) {
    return true;
  }
  if (depth > maxDepth) {
    return false;
  }
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  return (
    (keys.length <= 1 || !keys.some(key => key.startsWith('$'))) &&
    Object.values(value).every(item =>
      everyOperatorStandsAlone(item, depth + 1),
    )
  );
}

/** A filter predicate of the catalog. @public */
export const filterPredicateSchema = z.custom<FilterPredicate>(
  value =>
    everyOperatorStandsAlone(value) && predicateSchema.safeParse(value).success,
  {
    error: ({ input }) =>
      explainList(input) ??
      'not a filter predicate: use field paths with a value, $in, $exists, $contains or $hasPrefix, or $all, $any or $not, each operator alone in its object',
  },
);

/** The remedy for the first field with a list, as the older catalog filters had it. */
function explainList(value: unknown, depth = 0): string | undefined {
  if (typeof value !== 'object' || value === null || depth > maxDepth) {
    return undefined;
  }
  for (const [key, item] of Object.entries(value)) {
    if (Array.isArray(item) && !Array.isArray(value) && !key.startsWith('$')) {
      const list = JSON.stringify(item);
      return `${key}: ${list} is a list, use { $in: ${list} } for one of these values`;
    }
    const below = explainList(item, depth + 1);
    if (below) {
      return below;
    }
  }
  return undefined;
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

const primitive: JsonSchema = { type: ['string', 'number', 'boolean'] };

const operator = (
  name: string,
  operand: JsonSchema,
  description: string,
): JsonSchema => ({
  type: 'object',
  properties: { [name]: { ...operand, description } },
  required: [name],
  additionalProperties: false,
});

const combinations = (operand: JsonSchema): JsonSchema[] => [
  operator('$all', { type: 'array', items: operand }, 'All of these match.'),
  operator('$any', { type: 'array', items: operand }, 'One of these matches.'),
  operator('$not', operand, 'This does not match.'),
];

const predicate = { $ref: '#/$defs/predicate' };
const fields = { $ref: '#/$defs/fields' };
const operand = { $ref: '#/$defs/operand' };
const fieldValue = { $ref: '#/$defs/fieldValue' };

/**
 * JSON schema definitions that match {@link filterPredicateSchema}, because the library has only code. `predicate` is
 * the root.
 */
export const filterPredicateDefinitions: Record<string, JsonSchema> = {
  predicate: {
    description:
      'A filter predicate of the catalog: field paths with their required values.',
    anyOf: [...combinations(predicate), fields],
  },
  operand: {
    anyOf: [primitive, ...combinations(operand), fields],
  },
  fields: {
    type: 'object',
    propertyNames: { pattern: '^(?:[^$\\n\\r].*)?$' },
    properties: {
      kind: fieldValue,
      'metadata.name': fieldValue,
      'metadata.namespace': fieldValue,
      'metadata.tags': fieldValue,
      'spec.type': fieldValue,
      'spec.lifecycle': fieldValue,
      'spec.owner': fieldValue,
      'spec.system': fieldValue,
    },
    additionalProperties: fieldValue,
  },
  fieldValue: {
    anyOf: [
      primitive,
      operator('$exists', { type: 'boolean' }, 'Whether the field is there.'),
      operator(
        '$in',
        { type: 'array', items: primitive },
        'The field has one of these values, whatever their case.',
      ),
      operator(
        '$contains',
        operand,
        'The field is a list, and one of its items matches this.',
      ),
      operator(
        '$hasPrefix',
        { type: 'string' },
        'The field starts with this, whatever its case.',
      ),
    ],
  },
};
