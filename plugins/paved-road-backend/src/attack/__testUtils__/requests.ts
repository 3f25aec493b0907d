import { JsonObject } from '@backstage/types';
import fc from 'fast-check';
import {
  cursors,
  hostile,
  ifMatches,
  injections,
  oddHeaders,
  rawBodies,
} from './hostile';

/** An operation or an action, as the back end describes it. */
export interface Target {
  name: string;
  /** Its id in the OpenAPI document, or that of the action. */
  operation: string;
  method: 'get' | 'post' | 'patch' | 'delete';
  /** With `{parameters}`. */
  path: string;
  query: { name: string; schema: JsonObject }[];
  body?: JsonObject;
  /** What references of its schemas begin at. */
  root: JsonObject;
  hasIfMatch: boolean;
  /** The permission that it needs. */
  permission?: string;
  /** A permission that suffices instead. */
  alternativePermission?: string;
  /** The media type that is asked for, where there are several. */
  accept?: string;
  /** Whether it needs no token. */
  isOpen: boolean;
}

/** A request; which record it is about is decided when it is sent, because records come and go. */
export interface Plan {
  target: Target;
  role: number;
  /** Which of the records or entities. */
  pick: number;
  /** Instead of an id or name that there is. */
  oddParameter?: string;
  query: [string, string][];
  body?: { json: unknown } | { raw: string };
  /** Absent for the entity tag of the record. */
  ifMatch?: string | undefined;
  withIfMatch: boolean;
  headers: Record<string, string>;
}

/** Values of fields with a meaning, by their names; others are made by their schemas. */
export type Hints = Record<string, unknown[]>;

const rawBody = fc.constantFrom(...rawBodies).map(raw => ({ raw }));

/** Makes requests for the targets. */
export function plans(
  targets: Target[],
  options: {
    /** Numbers of roles; those that occur more often send more. */
    roles: number[];
    hints: Hints;
    /** Complete bodies, by operation. */
    examples: Record<string, object[]>;
  },
): fc.Arbitrary<Plan> {
  const byTarget = targets.map(target => {
    const context = { root: target.root, hints: options.hints };
    const body =
      target.body &&
      bodyOf(target.body, context, options.examples[target.operation]);
    const often = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
      fc.oneof({ arbitrary: usual, weight: 5 }, { arbitrary: odd, weight: 1 });
    return fc.record<Plan>({
      target: fc.constant(target),
      role: fc.constantFrom(...options.roles),
      pick: fc.nat(1_000),
      oddParameter: often<string | undefined>(
        fc.constant(undefined),
        fc.constantFrom(
          ...injections.filter(text => text && text.length < 6_000),
        ),
      ),
      query: queryOf(target, context),
      body: body ?? often(fc.constant(undefined), rawBody),
      ifMatch: often<string | undefined>(
        fc.constant(undefined),
        fc.constantFrom(...ifMatches),
      ),
      withIfMatch: target.hasIfMatch
        ? often(fc.constant(true), fc.constant(false))
        : fc.boolean(),
      headers: often(
        fc.constant<Plan['headers']>(
          target.accept ? { accept: target.accept } : {},
        ),
        fc.constantFrom(...oddHeaders),
      ),
    });
  });
  return fc.oneof(...byTarget);
}

interface Context {
  /** What references of the schema begin at. */
  root: JsonObject;
  hints: Hints;
}

function bodyOf(
  schema: JsonObject,
  context: Context,
  examples: object[] | undefined,
): fc.Arbitrary<Plan['body']> {
  const valid = examples
    ? fc.oneof(
        fc.constantFrom<unknown>(...examples),
        fromSchema(schema, context),
      )
    : fromSchema(schema, context);
  const mutated = fc
    .tuple(valid, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), hostile)
    .map(([value, path, other]) => replaceIn(value, path, other));
  return fc.oneof(
    { arbitrary: valid.map(json => ({ json })), weight: 4 },
    { arbitrary: mutated.map(json => ({ json })), weight: 4 },
    { arbitrary: rawBody, weight: 1 },
  );
}

function queryOf(
  { query }: Target,
  context: Context,
): fc.Arbitrary<[string, string][]> {
  const text = (value: unknown) =>
    (typeof value === 'object' && !Array.isArray(value)
      ? JSON.stringify(value)
      : String(value)
    ).toWellFormed();
  const parameters = query.map(({ name, schema }) =>
    fc
      .oneof(
        { arbitrary: fromSchema(schema, context, name), weight: 3 },
        {
          arbitrary:
            name === 'cursor' ? fc.constantFrom<unknown>(...cursors) : hostile,
          weight: 1,
        },
      )
      .map((value): [string, string] => [name, text(value).slice(0, 4_000)]),
  );
  if (query.length === 0) {
    return fc.constant([]);
  }
  const odd = fc.constantFrom<[string, string]>(
    ['page', '2'],
    ['constructor', '1'],
    ['limit[$gt]', ''],
    ['limit', '99999999999999999999'],
    ['cursor', '\u0000'],
  );
  return fc
    .tuple(
      ...parameters.map(one =>
        // So that many requests have few of many parameters.
        fc.oneof(
          { arbitrary: fc.constant(undefined), weight: query.length + 1 },
          { arbitrary: one, weight: 3 },
        ),
      ),
      fc.oneof({ arbitrary: fc.constant(undefined), weight: 9 }, odd),
    )
    .map(all => all.filter(one => one !== undefined));
}

/** Values that a JSON schema allows, more or less: what it leaves out is decided by the back end. */
function fromSchema(
  schema: JsonObject,
  context: Context,
  name = '',
  depth = 0,
): fc.Arbitrary<unknown> {
  const inner = (part: unknown, field = name) =>
    fromSchema(part as JsonObject, context, field, depth + 1);
  const list = (key: string) => schema[key] as JsonObject[] | undefined;

  if (typeof schema.$ref === 'string') {
    const part = schema.$ref
      .slice(2)
      .split('/')
      .map(key => decodeURIComponent(key).replaceAll('~1', '/'))
      .reduce<unknown>((at, key) => (at as JsonObject)[key], context.root);
    return depth > 12 ? fc.constant({}) : inner(part);
  }
  if ('const' in schema) {
    return fc.constant(schema.const);
  }
  const hints = context.hints[name];
  if (hints && schema.type !== 'array' && schema.type !== 'object') {
    return fc.constantFrom(...hints);
  }
  if (list('enum')) {
    return fc.constantFrom<unknown>(...list('enum')!);
  }
  const choices = list('anyOf') ?? list('oneOf');
  if (choices) {
    return fc.oneof(...choices.map(choice => inner(choice)));
  }
  if (list('allOf')) {
    return fc
      .tuple(...list('allOf')!.map(part => inner(part)))
      .map(parts => Object.assign({}, ...parts));
  }
  switch (schema.type) {
    case 'object': {
      const { properties = {}, required = [] } = schema as {
        properties?: JsonObject;
        required?: string[];
      };
      const names = Object.keys(properties);
      const absent = {
        arbitrary: fc.constant(undefined),
        // So that many requests have few of many fields.
        weight: Math.ceil(names.length / 4),
      };
      const fields = names.map(key => {
        const field = inner(properties[key], key);
        return [
          key,
          required.includes(key) ? field : fc.oneof(absent, field),
        ] as const;
      });
      return fc.record(Object.fromEntries(fields));
    }
    case 'array': {
      const minLength = Number(schema.minItems ?? 0);
      return fc.array(inner(schema.items ?? {}), {
        minLength,
        maxLength: Math.min(Number(schema.maxItems ?? 3), minLength + 3),
      });
    }
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return textOf(schema);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function numberOf(schema: JsonObject): fc.Arbitrary<unknown> {
  const bound = (key: string, exclusive: string, step: number, other: number) =>
    Number(
      schema[key] ??
        (schema[exclusive] === undefined
          ? other
          : Number(schema[exclusive]) + step),
    );
  const min = bound('minimum', 'exclusiveMinimum', 1, -1_000);
  const max = bound(
    'maximum',
    'exclusiveMaximum',
    -1,
    Math.max(min, 1_000_000),
  );
  return schema.type === 'integer'
    ? fc.integer({ min: Math.ceil(min), max: Math.min(max, 2 ** 31 - 1) })
    : fc.double({ min, max, noNaN: true });
}

function textOf(schema: JsonObject): fc.Arbitrary<string> {
  const minLength = Number(schema.minLength ?? 0);
  const maxLength = Math.min(Number(schema.maxLength ?? 60), minLength + 60);
  switch (schema.format) {
    case 'date-time':
    case 'date':
      return fc
        .integer({ min: -400, max: 400 })
        .map(days => new Date(Date.now() + days * 86_400_000).toISOString())
        .map(time => (schema.format === 'date' ? time.slice(0, 10) : time));
    case 'uuid':
      return fc.uuid();
    default:
      return fc.oneof(
        fc.string({ unit: 'grapheme', minLength, maxLength }),
        fc
          .constantFrom(...injections)
          .map(text => text.padEnd(minLength, '.').slice(0, maxLength)),
      );
  }
}

/** Another value at a place, or an unknown field with it. */
function replaceIn(value: unknown, path: number[], other: unknown): unknown {
  if (typeof value !== 'object' || value === null || path.length === 0) {
    return other;
  }
  const keys = Object.keys(value);
  const [index, ...rest] = path;
  const key = keys[index % (keys.length + 1)];
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<
    string,
    unknown
  >;
  if (key === undefined) {
    copy[`unknown${keys.length}`] = other;
  } else {
    copy[key] = replaceIn(copy[key], rest, other);
  }
  return copy;
}
