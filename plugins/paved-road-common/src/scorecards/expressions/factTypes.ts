import { z } from 'zod';
import { Probe } from '../rulePack';

/** The schema of the value of each fact, by the name of its collector. @public */
export type FactSchemas = Record<string, z.ZodType>;

/** The fact whose field `probes` has the findings of the probes. */
const repositoryFact = 'repository';

/** The fields of each declared object type with their CEL types, by its name. */
export type ObjectTypes = Map<string, Record<string, string>>;

/** The type of the variable `facts`. */
export const factsType = 'Facts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

const scalars: Record<string, string> = {
  string: 'string',
  boolean: 'bool',
  number: 'double',
  integer: 'double',
};

const isOpen = ({ additionalProperties }: JsonSchema) =>
  typeof additionalProperties === 'object' || additionalProperties === true;

/** Declares CEL types for JSON schemas. */
class TypeDeclarations {
  readonly types: ObjectTypes = new Map();

  /**
   * The CEL type of values of a JSON schema. All numbers are `double`, because JSON has no others. Schemas beyond CEL
   * types, such as a choice of types, are `dyn` and known only at run time.
   *
   * @param name - name of the type, if it is an object type
   */
  typeOf(schema: JsonSchema, name: string): string {
    if (schema.type === 'array' && typeof schema.items === 'object') {
      return `list<${this.typeOf(schema.items as JsonSchema, `${name}.item`)}>`;
    }
    if (schema.type === 'object') {
      return this.#objectTypeOf(schema, name);
    }
    return typeof schema.type === 'string'
      ? (scalars[schema.type] ?? 'dyn')
      : 'dyn';
  }

  /** Declares an object type, under another name if this one is taken or invalid. */
  declare(name: string, fields: Record<string, string>): string {
    const base = name.replace(/[^\w.]/g, '_');
    let unique = base;
    for (let count = 2; this.types.has(unique); count += 1) {
      unique = `${base}_${count}`;
    }
    this.types.set(unique, fields);
    return unique;
  }

  #objectTypeOf(schema: JsonSchema, name: string): string {
    const { properties = {}, additionalProperties } = schema;
    const entries = Object.entries(properties);
    if (!isOpen(schema)) {
      return this.declare(
        name,
        Object.fromEntries(
          entries.map(([key, property]) => [
            key,
            this.typeOf(property as JsonSchema, `${name}.${key}`),
          ]),
        ),
      );
    }
    return entries.length || typeof additionalProperties !== 'object'
      ? 'map<string, dyn>'
      : `map<string, ${this.typeOf(additionalProperties, `${name}.value`)}>`;
  }
}

/** A schema in which the repository has one field for each probe, instead of any. */
function withProbes(schema: JsonSchema, probes: readonly Probe[]): JsonSchema {
  const found = schema.properties?.probes;
  if (typeof found !== 'object' || !isOpen(found as JsonSchema)) {
    return schema;
  }
  const { additionalProperties } = found;
  return {
    ...schema,
    properties: {
      ...schema.properties,
      probes: {
        type: 'object',
        properties: Object.fromEntries(
          probes.map(({ id }) => [id, additionalProperties ?? {}]),
        ),
        additionalProperties: false,
      },
    },
  };
}

/**
 * The CEL types of facts: the variable has type {@link factsType}, and its fields are the facts.
 *
 * @param probes - probes in `facts.repository.probes`
 */
export function declareFactTypes(
  schemas: FactSchemas,
  probes: readonly Probe[],
): ObjectTypes {
  const declarations = new TypeDeclarations();
  const fields = Object.entries(schemas).map(([name, zodSchema]) => {
    const schema: JsonSchema = z.toJSONSchema(zodSchema, {
      unrepresentable: 'any',
    });
    return [
      name,
      declarations.typeOf(
        name === repositoryFact ? withProbes(schema, probes) : schema,
        `${factsType}.${name}`,
      ),
    ];
  });
  declarations.types.set(factsType, Object.fromEntries(fields));
  return declarations.types;
}
