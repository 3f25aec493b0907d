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
  /** Of the entity; absent where whoever reads it next is to refresh the record. */
  digest?: string;
}

/** The entities that a caller may see, in a form that a store can put into one query. */
export type VisibleEntities =
  | { all: true }
  | {
      all: false;
      entityRefs: string[];
      /** Of groups; absent where nobody asked for them, and then there are none. */
      groupRefs?: string[];
    };

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

  /** All that the caller may see, for lists, counts and exports; groups for what names them by their hierarchy. */
  getVisibleEntities(
    credentials: BackstageCredentials,
    options?: { withGroups: boolean },
  ): Promise<VisibleEntities>;
}

/** Whether a catalog entity exists at all, whoever asks. */
export interface EntityExistence {
  exists(entityRef: string): Promise<boolean>;
}

/** Copy of the catalog facts that lists filter, sort and group by. */
export interface EntityIndexStore {
  /** The id of a pass over the catalog that begins now; it sorts after those of earlier ones. */
  beginSync(): Promise<string>;
  /**
   * Takes note of what a pass over the catalog saw.
   *
   * @param syncId - the pass; the newest one when absent, so that it takes none of them for gone
   * @returns those that are not in the index, or are there with another digest
   */
  seen(
    entities: { entityRef: string; digest: string }[],
    syncId?: string,
  ): Promise<string[]>;
  /** Inserts or refreshes records; `syncId` as in {@link EntityIndexStore.seen}. */
  upsert(records: EntityRecord[], syncId?: string): Promise<void>;
  /** Some of those that neither the given pass nor a later one saw. */
  unseen(syncId: string, limit: number): Promise<string[]>;
  remove(entityRefs: string[]): Promise<void>;
  count(): Promise<number>;
}
