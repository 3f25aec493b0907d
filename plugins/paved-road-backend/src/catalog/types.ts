import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { ComparableSnapshot } from '@paved-road/plugin-paved-road-common';

/** What lists need to know of a catalog entity; a copy that the catalog sync keeps fresh. */
export interface EntityRecord {
  entityRef: string;
  kind: string;
  namespace: string;
  name: string;
  /** Title, or name where there is none. */
  title: string;
  type?: string;
  lifecycle?: string;
  /** Entity reference of the owner, from the ownedBy relation. */
  owner?: string;
  /** Entity reference of the system, from the partOf relation. */
  system?: string;
  /** What its assessments rest on, as it is now. */
  snapshot: ComparableSnapshot;
}

/** The entities that a caller may see, in a form that a store can put into one query. */
export type VisibleEntities =
  { all: true } | { all: false; entityRefs: string[] };

/** Which catalog entities a caller may see and what they are. */
export interface EntityAccess {
  /**
   * The entity, if the caller may see it.
   *
   * @throws NotFoundError when it does not exist or may not be seen; the two are not told apart
   */
  getVisibleEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity>;

  /** All that the caller may see, for lists, counts and exports. */
  getVisibleEntities(
    credentials: BackstageCredentials,
  ): Promise<VisibleEntities>;
}

/** Whether a catalog entity exists at all, whoever asks. */
export interface EntityExistence {
  exists(entityRef: string): Promise<boolean>;
}

/** Copy of the catalog facts that lists filter, sort and group by. */
export interface EntityIndexStore {
  /**
   * Inserts or refreshes records and marks them as seen by the given sync.
   *
   * @param syncId - sorts by time, see `newSyncId`
   */
  upsert(records: EntityRecord[], syncId: string): Promise<void>;
  /**
   * Removes what neither the given sync nor a later one saw, so that an entity that was indexed
   * while the sync ran stays; returns the removed references.
   */
  removeUnseen(syncId: string): Promise<string[]>;
  remove(entityRef: string): Promise<void>;
}
