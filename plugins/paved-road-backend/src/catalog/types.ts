import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { ComparableSnapshot } from '@paved-road/plugin-paved-road-common';

/** The data of a catalog entity that lists need; a copy kept current by the catalog sync. */
export interface EntityRecord {
  entityRef: string;
  kind: string;
  namespace: string;
  name: string;
  /** Title, or else the name. */
  title: string;
  type?: string;
  lifecycle?: string;
  /** Entity reference of the owner, from the ownedBy relation. */
  owner?: string;
  /** Entity reference of the system, from the partOf relation. */
  system?: string;
  snapshot: ComparableSnapshot;
  /** Of the entity; undefined if the next reader should refresh the record. */
  hash?: string;
}

/** Classes of entities, see the table `entity_access`. */
export interface VisibleClasses {
  ids: readonly number[];
  /** The other classes, if they have fewer entities. Entities of no class or of one after the last are hidden as well. */
  hidden?: { ids: readonly number[]; last: number };
}

/** The entities visible to a caller, in a form that fits into one query. */
export type VisibleEntities =
  | { all: true }
  | { all: false; classes: VisibleClasses }
  | { all: false; entityRefs: readonly string[] };

/** The catalog entities that a caller may see. */
export interface EntityAccess {
  /**
   * The entity, if the caller may see it.
   *
   * @throws NotFoundError if it does not exist or the caller may not see it, in both cases alike
   */
  getVisibleEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity>;

  /**
   * The visible ones of several entities, by reference, with one request to the catalog.
   *
   * @param options - `fields`: that are looked at, besides kind, namespace, name and uid; without, all
   */
  getVisibleOf(
    entityRefs: string[],
    credentials: BackstageCredentials,
    options?: { fields?: string[] },
  ): Promise<Map<string, Entity>>;

  /**
   * Everything the caller may see, for lists, counts, roll-ups and exports; includes groups.
   *
   * @param options - `atOnce`: uses no earlier decision on the caller; for changes and single entities
   */
  getVisibleEntities(
    credentials: BackstageCredentials,
    options?: { atOnce: boolean },
  ): Promise<VisibleEntities>;

  /** The visible ones of some references, as far as {@link EntityAccess.getVisibleEntities} knows. */
  listVisible(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<string[]>;
}

/** Whether a catalog entity exists, regardless of the caller's permissions. */
export interface EntityExistence {
  exists(entityRef: string): Promise<boolean>;
}
