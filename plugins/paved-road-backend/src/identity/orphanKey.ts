import { Orphan } from './EntityIdentities';

const SEPARATOR = '#UID-';

/** What records of an earlier entity are kept under: no reference, because these have no capitals. */
export function orphanKeyOf({ entityRef, uid }: Orphan): string {
  return `${entityRef}${SEPARATOR}${uid}`;
}

/** The reference that an entity has, or had before its records were orphaned. */
export function withoutUid(entityRef: string): string {
  return entityRef.split(SEPARATOR)[0];
}
