import {
  ANNOTATION_SOURCE_LOCATION,
  DefaultNamespaceEntityPolicy,
  Entity,
  entityKindSchemaValidator,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import {
  isSameKind,
  unscoredKinds,
} from '@paved-road/plugin-paved-road-common/rules';
import { catalogModel, listSchemas } from './catalogModel';

const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/**
 * Creates the entity that the catalog would create from a description in a repository, without relations. The catalog
 * sets the source location to the folder of the file unless the description names another one.
 *
 * @param field - name of the field in messages
 * @throws InputError if the catalog would refuse it
 * @public
 */
export async function toCatalogEntity(
  described: Entity,
  field: string,
): Promise<Entity> {
  // The catalog sets these itself.
  const { relations, status, ...entity } = described as Entity & {
    status?: unknown;
  };
  try {
    const created = (await policy.enforce(entity))!;
    return {
      ...created,
      metadata: {
        ...created.metadata,
        annotations: {
          [ANNOTATION_SOURCE_LOCATION]: 'set by the catalog',
          ...created.metadata.annotations,
        },
      },
    };
  } catch (error) {
    throw new InputError(`${field}: ${toError(error).message}`);
  }
}

/**
 * Checks that rules can evaluate an entity. Only kinds of the catalog model have a schema.
 *
 * @throws InputError if its kind has no scorecards, or it does not match the schema of its kind
 */
export function assertScorableEntity(entity: Entity): void {
  const { apiVersion, kind } = entity;
  if (unscoredKinds.some(unscored => isSameKind(unscored, kind))) {
    throw new InputError(
      `entity: kind ${JSON.stringify(kind)} has no scorecards, use another one than ${unscoredKinds.join(' and ')}`,
    );
  }
  const problems = listSchemas(entity).map(schema =>
    findSchemaProblem(entity, schema),
  );
  if (problems.length > 0 && !problems.includes(undefined)) {
    throw new InputError(`entity: ${problems[0]}`);
  }
  if (problems.length === 0 && isOwnKind(kind)) {
    throw new InputError(
      `entity: apiVersion ${JSON.stringify(apiVersion)} of the kind ${kind} is not known, use for example backstage.io/v1alpha1`,
    );
  }
}

function isOwnKind(kind: string): boolean {
  return catalogModel
    .listKinds()
    .some(({ names }) => isSameKind(names.kind, kind));
}

function findSchemaProblem(
  entity: Entity,
  schema: JsonObject,
): string | undefined {
  try {
    return entityKindSchemaValidator(schema)(entity) === false
      ? `${entity.kind} of ${entity.apiVersion} is written in another way`
      : undefined;
  } catch (error) {
    return toError(error).message;
  }
}
