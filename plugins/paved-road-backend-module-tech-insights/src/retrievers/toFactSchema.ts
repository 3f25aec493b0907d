import { FactSchema } from '@backstage-community/plugin-tech-insights-common';
import { z as ZodNamespace } from 'zod';

type FactType = FactSchema[string]['type'];

/**
 * Creates the schema of the facts of a retriever. Each may be absent, which means unknown.
 *
 * @param zod - the zod that the back end uses for validation
 */
export function toFactSchema(
  schema: FactSchema,
  zod: typeof ZodNamespace,
): ZodNamespace.ZodType {
  const types: Record<FactType, () => ZodNamespace.ZodType> = {
    // Tech Insights does not validate integers.
    integer: () => zod.number(),
    float: () => zod.number(),
    string: () => zod.string(),
    boolean: () => zod.boolean(),
    datetime: () => zod.string(),
    set: () =>
      zod.array(zod.union([zod.string(), zod.number(), zod.boolean()])),
    object: () => zod.unknown(),
  };
  return zod.object(
    Object.fromEntries(
      Object.entries(schema).map(([name, { type, description }]) => [
        name,
        types[type]().optional().describe(description),
      ]),
    ),
  );
}
