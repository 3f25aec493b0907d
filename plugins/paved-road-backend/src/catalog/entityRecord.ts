import {
  Entity,
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { EntityRecord } from './types';

/** The catalog kinds that can be assessed and scored. */
export const assessableKinds = ['Component', 'System'];

export function isAssessableKind(kind: string): boolean {
  return assessableKinds.some(
    assessable =>
      assessable.toLocaleLowerCase('en-US') === kind.toLocaleLowerCase('en-US'),
  );
}

/** What lists need to know of a catalog entity. */
export function toEntityRecord(entity: Entity): EntityRecord {
  const { kind, namespace, name } = getCompoundEntityRef(entity);
  return {
    entityRef: stringifyEntityRef(entity),
    kind: kind.toLocaleLowerCase('en-US'),
    namespace: namespace.toLocaleLowerCase('en-US'),
    name,
    title: entity.metadata.title ?? name,
    type: textOf(entity.spec?.type),
    lifecycle: textOf(entity.spec?.lifecycle),
    owner: targetOf(entity, RELATION_OWNED_BY),
    system: targetOf(entity, RELATION_PART_OF, 'system'),
  };
}

/**
 * An entity reference in the form in which it is stored: complete and in lower case.
 *
 * @param field - where it came from, for the message
 * @throws InputError when it is not an entity reference
 */
export function normalizeEntityRef(
  entityRef: string,
  field: string,
  defaultKind: string,
): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(entityRef, { defaultKind, defaultNamespace: 'default' }),
    );
  } catch {
    throw new InputError(
      `${field}: ${JSON.stringify(entityRef)} is not an entity reference, use for example ${defaultKind}:default/name`,
    );
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function targetOf(
  entity: Entity,
  type: string,
  kind?: string,
): string | undefined {
  return entity.relations?.find(
    relation =>
      relation.type === type &&
      (kind === undefined || parseEntityRef(relation.targetRef).kind === kind),
  )?.targetRef;
}
