import { InputError, toError } from '@backstage/errors';
import Ajv from 'ajv/dist/2020';
import { z } from 'zod';

/* Strict mode refuses unknown keywords, which would check nothing. Zod checks formats. */
const ajv = new Ajv({
  allErrors: false,
  strictRequired: false,
  strictTypes: false,
  validateFormats: false,
});

/** A schema without any of these accepts every value. */
const KINDS = ['type', 'enum', 'const', 'anyOf', 'oneOf', 'allOf', '$ref'];

/**
 * Reads the JSON schema of a fact from the config. Expressions are checked against it, so objects have only the declared
 * properties unless the schema allows others.
 *
 * @throws InputError that names the key
 */
export function readJsonSchema(declared: unknown, key: string): z.ZodType {
  if (!isObject(declared) || !KINDS.some(kind => kind in declared)) {
    throw new InputError(
      `${key}: ${JSON.stringify(declared)} is not a JSON schema that restricts values, such as { type: number }`,
    );
  }
  const { $schema: _dialect, ...schema } = declared;
  try {
    ajv.compile(schema);
    return z.fromJSONSchema(closed(schema) as z.core.JSONSchema.JSONSchema);
  } catch (error) {
    throw new InputError(`${key}: ${toError(error).message}`);
  }
}

/** Forbids other properties, but not in `allOf`, where each part declares some of them. */
function closed(schema: unknown): unknown {
  if (!isObject(schema)) {
    return schema;
  }
  const { properties } = schema;
  return {
    ...schema,
    ...changed(schema, ['items', 'additionalProperties'], closed),
    ...changed(schema, ['anyOf', 'oneOf', 'prefixItems'], each),
    ...changed(schema, ['properties', '$defs', 'definitions'], values),
    ...(isObject(properties) &&
      !('additionalProperties' in schema) &&
      !('patternProperties' in schema) &&
      !('allOf' in schema) && { additionalProperties: false }),
  };
}

function each(schemas: unknown): unknown {
  return Array.isArray(schemas) ? schemas.map(closed) : schemas;
}

function values(schemas: unknown): unknown {
  return isObject(schemas)
    ? Object.fromEntries(
        Object.entries(schemas).map(([name, schema]) => [name, closed(schema)]),
      )
    : schemas;
}

function changed(
  schema: Record<string, unknown>,
  keys: string[],
  change: (value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    keys.filter(key => key in schema).map(key => [key, change(schema[key])]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether values of a schema may have a number at a path, such as `latency.p95`; an empty path is the value itself. */
export function mayHaveNumber(schema: z.ZodType, field: string): boolean {
  return mayHave(schema, field, ['number', 'integer']);
}

/** As {@link mayHaveNumber}, for a list. */
export function mayHaveList(schema: z.ZodType, field: string): boolean {
  return mayHave(schema, field, ['array']);
}

/** Finds the title in a schema for a path in its values. */
export function createTitleFinder(
  schema: z.ZodType,
): (field: string) => string | undefined {
  const whole = toJson(schema);
  return field =>
    splitPath(field).reduce<JsonSchema | undefined>(
      (part, key) => part?.properties?.[key] as JsonSchema | undefined,
      whole,
    )?.title;
}

function mayHave(schema: z.ZodType, field: string, wanted: string[]): boolean {
  return mayLead(toJson(schema), splitPath(field), wanted);
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

function toJson(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { unrepresentable: 'any' });
}

function splitPath(field: string): string[] {
  return field === '' ? [] : field.split('.');
}

/** True if the schema leaves it open. */
function mayLead(
  schema: JsonSchema | boolean,
  path: string[],
  wanted: string[],
): boolean {
  if (typeof schema === 'boolean') {
    return schema;
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    return choices.some(choice => mayLead(choice as JsonSchema, path, wanted));
  }
  const types = [schema.type ?? []].flat();
  const [next, ...rest] = path;
  if (next === undefined) {
    return types.length === 0 || types.some(type => wanted.includes(type));
  }
  if (types.length > 0 && !types.includes('object')) {
    return false;
  }
  const { properties = {}, additionalProperties = true } = schema;
  return mayLead(
    (Object.hasOwn(properties, next)
      ? properties[next]
      : additionalProperties) as JsonSchema | boolean,
    rest,
    wanted,
  );
}
