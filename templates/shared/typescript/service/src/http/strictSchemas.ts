import type { HttpServer } from './httpModule.js';

interface ObjectSchema {
  $ref?: string;
  additionalProperties?: unknown;
  properties?: Record<string, ObjectSchema>;
  items?: ObjectSchema;
}

/**
 * Fails the start when a body or a query would be taken with fields that nobody declared: a misspelt
 * optional field would be ignored without a word.
 */
export function refuseLooseSchemas(app: HttpServer): void {
  app.addHook('onRoute', function onRoute(this: HttpServer, route) {
    for (const part of ['body', 'querystring'] as const) {
      const schema = route.schema?.[part] as ObjectSchema | undefined;
      const loose = schema && loosePath(schema, part, id => this.getSchema(id) as ObjectSchema);
      if (loose !== undefined) {
        throw new Error(
          `${String(route.method)} ${route.url} takes unknown fields in ${loose}: ` +
            'set additionalProperties to false',
        );
      }
    }
  });
}

/** The path to the first object that takes unknown fields. */
function loosePath(
  schema: ObjectSchema,
  path: string,
  getSchema: (id: string) => ObjectSchema | undefined,
): string | undefined {
  if (schema.$ref !== undefined) {
    const shared = getSchema(schema.$ref.replace(/#$/, ''));
    return shared && loosePath(shared, path, getSchema);
  }
  if (schema.properties && schema.additionalProperties === undefined) {
    return path;
  }
  const parts = Object.entries(schema.properties ?? {});
  if (schema.items) {
    parts.push(['0', schema.items]);
  }
  for (const [name, part] of parts) {
    const loose = loosePath(part, `${path}/${name}`, getSchema);
    if (loose !== undefined) {
      return loose;
    }
  }
  return undefined;
}
