import { InputError, toError } from '@backstage/errors';
import Ajv from 'ajv/dist/2020';
import { z } from 'zod';

/*
 * In strict mode it refuses keywords that it does not know, which a value would not be held against. Formats are those
 * of zod.
 */
const ajv = new Ajv({
  allErrors: false,
  strictRequired: false,
  strictTypes: false,
  validateFormats: false,
});

/** Of a schema that says something of its values. */
const KINDS = ['type', 'enum', 'const', 'anyOf', 'oneOf', 'allOf', '$ref'];

/**
 * Reads the JSON schema of a fact from the config. Objects have no other than the declared properties, unless the schema
 * says so, because expressions are checked against it.
 *
 * @throws InputError that names the key
 */
export function readJsonSchema(declared: unknown, key: string): z.ZodType {
  if (!isObject(declared) || !KINDS.some(kind => kind in declared)) {
    throw new InputError(
      `${key}: ${JSON.stringify(declared)} is not a JSON schema that says what values are, such as { type: number }`,
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

/** Not in `allOf`, where each part says a part of the properties. */
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

/** Whether a value of a schema may have a number at a path, such as `latency.p95`; empty for the value itself. */
export function mayHaveNumber(schema: z.ZodType, field: string): boolean {
  return mayHave(schema, field, ['number', 'integer']);
}

/** As {@link mayHaveNumber}, of a list. */
export function mayHaveList(schema: z.ZodType, field: string): boolean {
  return mayHave(schema, field, ['array']);
}

/** How a schema calls what stands at each path; nothing of what it does not name. */
export function titlesOf(
  schema: z.ZodType,
): (field: string) => string | undefined {
  const whole = toJson(schema);
  return field =>
    pathOf(field).reduce<JsonSchema | undefined>(
      (part, key) => part?.properties?.[key] as JsonSchema | undefined,
      whole,
    )?.title;
}

function mayHave(schema: z.ZodType, field: string, wanted: string[]): boolean {
  return mayLead(toJson(schema), pathOf(field), wanted);
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

function toJson(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { unrepresentable: 'any' });
}

function pathOf(field: string): string[] {
  return field === '' ? [] : field.split('.');
}

/** Where a schema does not tell, it may. */
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
