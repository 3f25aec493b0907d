import { JsonObject } from '@backstage/types';
import * as common from '@paved-road/plugin-paved-road-common/schemas';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

/** Backstage's format of errors. */
const errorSchema = z.looseObject({
  error: z.looseObject({
    name: z.string(),
    message: z.string(),
    problems: z.array(common.packProblemSchema).optional(),
  }),
  request: z.object({ method: z.string(), url: z.string() }).optional(),
  response: z.object({ statusCode: z.number().int() }),
});

/** The JSON schemas of messages; named ones are components. */
export interface MessageSchemas {
  query(schema: z.ZodType): {
    properties?: Record<string, JsonObject>;
    required?: string[];
  };
  sent(schema: z.ZodType): JsonObject;
  answered(schema: z.ZodType): JsonObject;
  components: Record<string, JsonObject>;
}

type Io = 'input' | 'output';
const componentPath = '#/components/schemas/';
/** How the ids of schemas begin that have no name. */
const nameless = '-';

export function describeMessages(): MessageSchemas {
  const names = nameSchemas();
  const described = {
    input: describe(names, 'input'),
    output: describe(names, 'output'),
  };
  const components = new Map<string, JsonObject>();

  /** Optional fields of a request are present in a response, so a schema may need two descriptions. */
  function chooseSchemaName(id: string, io: Io): string {
    return io === 'input' &&
      components.has(id) &&
      !isDeepStrictEqual(described.input[id], described.output[id])
      ? `${id}Input`
      : id;
  }

  /** Adds the referenced schemas to the components. */
  function collect(schema: unknown, io: Io): JsonObject {
    return JSON.parse(JSON.stringify(schema), (key, value) => {
      if (key !== '$ref' || !value.startsWith(componentPath)) {
        return value;
      }
      const id = value.slice(componentPath.length);
      const name = chooseSchemaName(id, io);
      if (!components.has(name)) {
        components.set(name, {});
        components.set(name, collect(described[io][id], io));
      }
      return `${componentPath}${name}`;
    });
  }

  function message(schema: z.ZodType, io: Io): JsonObject {
    const { id } = names.get(schema)!;
    return id.startsWith(nameless)
      ? collect(described[io][id], io)
      : collect({ $ref: `${componentPath}${id}` }, io);
  }

  // First, so that responses get the names without a suffix.
  message(errorSchema, 'output');
  for (const { answer } of operations()) {
    if (typeof answer === 'object') {
      message(answer, 'output');
    }
  }
  return {
    query: schema => collect(described.input[names.get(schema)!.id], 'input'),
    sent: schema => message(schema, 'input'),
    answered: schema => message(schema, 'output'),
    get components() {
      return Object.fromEntries(
        [...components].sort(([a], [b]) => (a < b ? -1 : 1)),
      );
    },
  };
}

function operations(): common.Operation[] {
  return common.capabilities.flatMap(({ operations: all }) =>
    Object.values(all),
  );
}

type Names = z.core.$ZodRegistry<{ id: string }>;

/** A schema `xSchema` of the common package is called `X`; pages and queries have no name. */
function nameSchemas(): Names {
  const names: Names = z.registry();
  names.add(errorSchema, { id: 'Error' });
  for (const [key, schema] of Object.entries(common)) {
    if (schema instanceof z.ZodType && !names.has(schema)) {
      const name = key.replace(/Schema$/, '');
      names.add(schema, { id: `${name[0].toUpperCase()}${name.slice(1)}` });
    }
  }
  for (const { query, body, answer } of operations()) {
    for (const schema of [query, body, answer]) {
      if (typeof schema === 'object' && !names.has(schema)) {
        names.add(schema, { id: `${nameless}${names._idmap.size}` });
      }
    }
  }
  return names;
}

function describe(names: Names, io: Io): Record<string, JsonObject> {
  const { schemas } = z.toJSONSchema(names, {
    ...options(io),
    uri: id => `${componentPath}${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema, $id, id: _, ...schema }]) => [
      id,
      schema as JsonObject,
    ]),
  );
}

function options(io: Io): z.core.ToJSONSchemaParams {
  return {
    io,
    unrepresentable: ({ zodSchema }) =>
      zodSchema._zod.def.type === 'transform'
        ? 'any'
        : // The only others in messages.
          { description: 'A filter predicate, as of catalog entities' },
    override({ zodSchema, jsonSchema }) {
      const { def } = zodSchema._zod as z.core.$ZodTypes['_zod'];
      if (def.type === 'tuple') {
        jsonSchema.items = false;
        jsonSchema.minItems = jsonSchema.prefixItems?.length;
      }
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) {
        delete jsonSchema.minimum;
      }
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) {
        delete jsonSchema.maximum;
      }
      if (io === 'output' && def.type === 'object' && !def.catchall) {
        // Answers may grow.
        delete jsonSchema.additionalProperties;
      }
      if (
        io === 'output' &&
        def.type === 'pipe' &&
        def.out._zod.def.type === 'transform'
      ) {
        // The stored value is the sent value without empty parts.
        const { $schema, ...source } = z.toJSONSchema(def.in, options(io));
        Object.assign(jsonSchema, source);
      }
    },
  };
}
