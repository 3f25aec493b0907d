import { Entity } from '@backstage/catalog-model';
import {
  aiResourceEntityModel,
  CatalogModel,
  CatalogModelKind,
  compileCatalogModel,
  defaultCatalogEntityModel,
  mcpServerApiEntityModel,
} from '@backstage/catalog-model/alpha';
import { JsonObject } from '@backstage/types';

/** What each catalog has; to an older one, an MCP server is an API like any other. */
const basicModel = compileCatalogModel([defaultCatalogEntityModel]);

/** The kinds of the catalog, those for AI too; a portal can have more. */
export const catalogModel = compileCatalogModel([
  defaultCatalogEntityModel,
  aiResourceEntityModel,
  mcpServerApiEntityModel,
]);

/** What the model says of the kind of an entity; undefined if it does not know this kind or version. */
export function kindOf(
  entity: Pick<Entity, 'apiVersion' | 'kind' | 'spec'>,
  model: CatalogModel = catalogModel,
): CatalogModelKind | undefined {
  const { apiVersion, kind } = entity;
  const type = entity.spec?.type;
  try {
    return model.getKind({
      apiVersion,
      kind,
      ...(typeof type === 'string' && { spec: { type } }),
    });
  } catch {
    // It knows the kind only in other versions.
    return undefined;
  }
}

/** The JSON schemas one of which an entity matches in a catalog; none if its kind or version is not known. */
export function schemasOf(entity: Entity): JsonObject[] {
  return [catalogModel, basicModel]
    .map(model => kindOf(entity, model)?.jsonSchema)
    .filter(schema => schema !== undefined);
}
