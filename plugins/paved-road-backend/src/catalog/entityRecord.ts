import {
  Entity,
  getCompoundEntityRef,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { snapshotOf } from './catalogSnapshot';
import { EntityRecord } from './types';

/** The catalog kinds that can be assessed and scored. */
export const assessableKinds = ['Component', 'System'];

export function isAssessableKind(kind: string): boolean {
  return assessableKinds.some(
    assessable =>
      assessable.toLocaleLowerCase('en-US') === kind.toLocaleLowerCase('en-US'),
  );
}

/** @throws InputError when entities of this kind cannot be assessed */
export function assertAssessable(entityRef: string): void {
  assertKind(entityRef, 'cannot be assessed');
}

/** @throws InputError when entities of this kind have no scorecards */
export function assertScorable(entityRef: string): void {
  assertKind(entityRef, 'has no scorecards');
}

/** The data of a catalog entity that lists need. */
export function toEntityRecord(entity: Entity): EntityRecord {
  const { kind, namespace, name } = getCompoundEntityRef(entity);
  const snapshot = snapshotOf(entity);
  return {
    entityRef: stringifyEntityRef(entity),
    kind: kind.toLocaleLowerCase('en-US'),
    namespace: namespace.toLocaleLowerCase('en-US'),
    name,
    title: entity.metadata.title ?? name,
    type: textOf(entity.spec?.type),
    lifecycle: textOf(entity.spec?.lifecycle),
    owner: snapshot.owner,
    system: snapshot.system,
    snapshot,
  };
}

/**
 * An entity reference in its stored form: complete and in lower case.
 *
 * @param field - where it came from, for the message
 * @throws InputError if it is not an entity reference
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

function assertKind(entityRef: string, problem: string): void {
  const { kind } = parseEntityRef(entityRef);
  if (!isAssessableKind(kind)) {
    throw new InputError(
      `kind: ${JSON.stringify(kind)} ${problem}, use one of ${assessableKinds.join(', ')}`,
    );
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A service that did something reads no notifications. */
export function isPerson(actor: string): boolean {
  return actor.startsWith('user:');
}
