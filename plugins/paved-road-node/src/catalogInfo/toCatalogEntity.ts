import {
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
  systemEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';

const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/** Of the kinds that have scorecards. */
const validators = {
  Component: componentEntityV1alpha1Validator,
  System: systemEntityV1alpha1Validator,
};

/**
 * The entity that the catalog would make of a description, before it knows the relations.
 *
 * @param field - where it came from, for the message
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
    return (await policy.enforce(entity))!;
  } catch (error) {
    throw new InputError(`${field}: ${toError(error).message}`);
  }
}

/**
 * Makes sure that rules can judge an entity.
 *
 * @throws InputError if its kind has no scorecards, or it does not match the schema of its kind
 */
export async function assertScorableEntity(entity: Entity): Promise<void> {
  try {
    for (const validator of Object.values(validators)) {
      if (await validator.check(entity)) {
        return;
      }
    }
  } catch (error) {
    throw new InputError(`entity: ${toError(error).message}`);
  }
  throw new InputError(
    `entity: kind ${JSON.stringify(entity.kind)} of ${JSON.stringify(entity.apiVersion)} has no scorecards, use one of ${Object.keys(validators).join(', ')}`,
  );
}
