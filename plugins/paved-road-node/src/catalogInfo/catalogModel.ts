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

/** The model of older catalogs, where an MCP server is an ordinary API. */
const basicModel = compileCatalogModel([defaultCatalogEntityModel]);

/** The model with the kinds for AI. A portal can have more kinds. */
export const catalogModel = compileCatalogModel([
  defaultCatalogEntityModel,
  aiResourceEntityModel,
  mcpServerApiEntityModel,
]);

/** @returns undefined if the model does not have this kind or version */
export function findModelKind(
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
    // The model has the kind in other versions only.
    return undefined;
  }
}

/** @returns the schemas of catalogs, of which an entity must match one; empty if its kind or version is unknown */
export function listSchemas(entity: Entity): JsonObject[] {
  return [catalogModel, basicModel]
    .map(model => findModelKind(entity, model)?.jsonSchema)
    .filter(schema => schema !== undefined);
}
