import {
  Entity,
  getCompoundEntityRef,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { Rules } from '@paved-road/plugin-paved-road-common';
import {
  isSameKind,
  unscoredKinds,
} from '@paved-road/plugin-paved-road-common/rules';
import { toCatalogSnapshot } from './catalogSnapshot';
import { EntityRecord } from './types';

/** The catalog kinds that can be assessed. */
const assessableKinds = ['Component', 'System'];

/** The stored kinds: kinds that can be assessed, and kinds that the rules select. */
export function keptKinds({
  rules,
}: {
  rules: Pick<Rules, 'kinds'>;
}): string[] {
  return [
    ...assessableKinds,
    ...rules.kinds.filter(kind => !includesKind(assessableKinds, kind)),
  ];
}

export function includesKind(kinds: string[], kind: string): boolean {
  return kinds.some(other => isSameKind(other, kind));
}

/** @param entityRef - complete */
export function isAssessable(entityRef: string): boolean {
  return includesKind(assessableKinds, entityRef.split(':')[0]);
}

/** @throws InputError if entities of this kind cannot be assessed */
export function assertAssessable(entityRef: string): void {
  if (!isAssessable(entityRef)) {
    const { kind } = parseEntityRef(entityRef);
    throw new InputError(
      `kind: ${JSON.stringify(kind)} cannot be assessed, use one of ${assessableKinds.join(', ')}`,
    );
  }
}

/** @throws InputError if entities of this kind never have scorecards */
export function assertScorable(entityRef: string): void {
  const { kind } = parseEntityRef(entityRef);
  if (includesKind(unscoredKinds, kind)) {
    throw new InputError(
      `kind: ${JSON.stringify(kind)} has no scorecards, use another one than ${unscoredKinds.join(' and ')}`,
    );
  }
}

export function toEntityRecord(entity: Entity): EntityRecord {
  const { kind, namespace, name } = getCompoundEntityRef(entity);
  const snapshot = toCatalogSnapshot(entity);
  return {
    entityRef: stringifyEntityRef(entity),
    kind: kind.toLocaleLowerCase('en-US'),
    namespace: namespace.toLocaleLowerCase('en-US'),
    name,
    title: entity.metadata.title ?? name,
    type: toOptionalText(entity.spec?.type),
    lifecycle: toOptionalText(entity.spec?.lifecycle),
    owner: snapshot.owner,
    system: snapshot.system,
    snapshot,
  };
}

/**
 * An entity reference in its stored form: complete and in lower case.
 *
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

function toOptionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Services read no notifications. */
export function isPerson(actor: string): boolean {
  return actor.startsWith('user:');
}

/* References have no capitals, so neither the catalog nor a caller can ask for an archived one. */
const UID_SEPARATOR = '#UID-';

/** The reference under which records of a former entity are archived. */
export function toArchivedRef(entityRef: string, uid: string): string {
  return `${entityRef}${UID_SEPARATOR}${uid}`;
}

/** The entity reference of a reference that may be archived. */
export function removeUid(entityRef: string): string {
  return entityRef.split(UID_SEPARATOR)[0];
}

/** What an entity declares: the bookkeeping of the catalog and relations that others declare are no changes of it. */
export function removeBookkeeping({
  apiVersion,
  kind,
  metadata,
  spec,
}: Entity) {
  const {
    etag: _etag,
    uid: _uid,
    generation: _generation,
    ...declared
  } = metadata;
  return { apiVersion, kind, metadata: declared, spec };
}
