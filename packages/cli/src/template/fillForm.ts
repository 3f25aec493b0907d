import { JsonObject, JsonValue } from '@backstage/types';
import Ajv from 'ajv';
import { createContext, Script } from 'node:vm';
import { FormSchema } from './Template';

/** Chooses the value of a field; `undefined` leaves it empty. */
export type Choose = (
  name: string,
  field: FormSchema,
  isRequired: boolean,
) => JsonValue | undefined;

/** Milliseconds for a regular expression, because a template may have one that takes forever. */
const longestMatch = 500;
const slow = new Set<string>();
const context = createContext({});

function matches(pattern: string, flags: string, text: string): boolean {
  const [source, ...others] = [pattern, flags, text].map(one =>
    JSON.stringify(one),
  );
  try {
    return (
      !slow.has(pattern) &&
      new Script(
        `new RegExp(${source}, ${others[0]}).test(${others[1]})`,
      ).runInContext(context, { timeout: longestMatch })
    );
  } catch {
    slow.add(pattern);
    return false;
  }
}

const regExp = Object.assign(
  (pattern: string, flags: string) => ({
    test: (text: string) => matches(pattern, flags, text),
    // Ajv distinguishes patterns by it.
    toString: () => pattern,
  }),
  { code: 'undefined' },
);

const ajv = new Ajv({
  strict: false,
  validateFormats: false,
  validateSchema: false,
  addUsedSchema: false,
  logger: false,
  code: { regExp },
});

/** Whether a schema accepts a value; one that nothing can read accepts nothing. */
export function accepts(schema: FormSchema, value: unknown): boolean {
  try {
    return ajv.validate(schema, value) as boolean;
  } catch {
    return false;
  }
}

/** Whether a value is an object, as any schema is. */
export const isSchema = (value: unknown): value is FormSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list, or an empty one in place of anything else. */
export const asList = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : [];

const list = (value: unknown) => asList(value).filter(isSchema);

/** The fields of one level; a template may have anything in their place. */
const listOwn = ({ properties }: FormSchema): [string, FormSchema][] =>
  Object.entries(isSchema(properties) ? properties : {}).filter(
    (entry): entry is [string, FormSchema] => isSchema(entry[1]),
  );

/** Fills the fields of a form like a person: only fields of chosen alternatives appear. */
export function fillForm(
  schema: FormSchema,
  choose: Choose,
  values: JsonObject = {},
  depth = 0,
): JsonObject {
  if (depth > 20) {
    return values;
  }
  const fill = (part: unknown) => {
    if (isSchema(part)) {
      fillForm(part, choose, values, depth + 1);
    }
  };
  const required = new Set(asList(schema.required));
  for (const [name, field] of listOwn(schema)) {
    if (!Object.hasOwn(values, name)) {
      const value = choose(name, field, required.has(name));
      if (value !== undefined) {
        values[name] = value;
      }
    }
  }
  const dependent = {
    ...(schema.dependencies as object),
    ...(schema.dependentSchemas as object),
    ...(schema.dependentRequired as object),
  };
  for (const [name, part] of Object.entries(dependent)) {
    if (values[name] !== undefined) {
      fill(
        Array.isArray(part)
          ? {
              properties: Object.fromEntries(
                listOwn(schema).filter(([other]) => part.includes(other)),
              ),
              required: part,
            }
          : part,
      );
    }
  }
  list(schema.allOf).forEach(fill);
  for (const branches of [list(schema.oneOf), list(schema.anyOf)]) {
    fill(
      branches.find(branch =>
        listOwn(branch).every(
          ([name, field]) =>
            values[name] === undefined || accepts(field, values[name]),
        ),
      ),
    );
  }
  if (schema.if) {
    fill(accepts(schema.if as FormSchema, values) ? schema.then : schema.else);
  }
  return values;
}

/** All fields of a form and its alternatives, by name. */
export function listFields(schemas: FormSchema[]): Map<string, FormSchema> {
  const fields = new Map<string, FormSchema>();
  const visit = (schema: unknown, depth: number) => {
    if (!isSchema(schema) || depth > 20) {
      return;
    }
    for (const [name, field] of listOwn(schema)) {
      // Alternatives repeat the field that they depend on.
      fields.set(name, fields.get(name) ?? field);
    }
    const inside: unknown[] = [
      ...Object.values((schema.dependencies as object) ?? {}),
      ...Object.values((schema.dependentSchemas as object) ?? {}),
      ...list(schema.allOf),
      ...list(schema.oneOf),
      ...list(schema.anyOf),
      schema.then,
      schema.else,
    ];
    inside.forEach(inner => visit(inner, depth + 1));
  };
  schemas.forEach(schema => visit(schema, 0));
  return fields;
}
