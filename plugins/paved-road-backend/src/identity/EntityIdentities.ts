import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  EntityAccess,
  EntityExistence,
  VisibleEntities,
} from '../catalog/types';

/** Knows to which entity the records of a name belong. */
export interface EntityIdentities {
  /**
   * Tells which entities the catalog shows. Where another entity had the name before, its records become orphaned
   * first: they leave the name, so that nothing finds them, until somebody adopts them or that entity is back.
   *
   * @param reread - reads entities that seem to be others once more, because a page of the catalog may be older than
   *   what is known
   * @returns references of those that are others
   */
  see(
    entities: Entity[],
    reread?: (entityRefs: string[]) => Promise<Entity[]>,
  ): Promise<string[]>;
}

/** Knows what belongs to the past of a name. */
export interface EarlierEntities {
  /**
   * Whether what was given out for an entity is not for the one that has its name now.
   *
   * @param uid - absent where it was not kept; then whether another entity had the name at any time
   */
  isOrphaned(entityRef: string, uid?: string): Promise<boolean>;
}

/** An entity that had a name before. */
export interface Orphan {
  entityRef: string;
  uid: string;
}

/** An earlier entity with the records that it left. */
export interface OrphanedRecords extends Orphan {
  /** ISO 8601. */
  orphanedAt: string;
  assessments: number;
  waivers: number;
  /** Days with changes in the history of the scorecard. */
  historyDays: number;
}

/** Which orphans to adopt. */
export interface OrphanSelection {
  /** Of these names; absent for all. */
  entityRefs?: string[];
  /** Only those that were orphaned since then. */
  since?: Date;
}

/** What was adopted. */
export interface AdoptedRecords {
  entityRefs: string[];
  assessments: number;
  waivers: number;
}

/** Keeps the records of earlier entities until they are adopted. */
export interface OrphanStore {
  /** Earlier entities with a name that left records, newest first. */
  orphansOf(entityRef: string): Promise<OrphanedRecords[]>;

  /** Earlier entities of names that are in the catalog, in the order of the names. */
  find(selection: OrphanSelection, limit: number): Promise<Orphan[]>;

  /**
   * Gives records to the entities that have the names now; all or nothing. Those that are not orphaned any more are
   * passed over. Where both sides have a record of which there can be one, the newer stays and the older ends.
   *
   * @param by - entity reference of who adopts
   */
  adopt(orphans: Orphan[], by: string): Promise<AdoptedRecords>;
}

const SEPARATOR = '#UID-';

/** What records of an earlier entity are kept under: no reference, because these have no capitals. */
export function orphanKeyOf({ entityRef, uid }: Orphan): string {
  return `${entityRef}${SEPARATOR}${uid}`;
}

/** The reference that an entity has, or had before its records were orphaned. */
export function withoutUid(entityRef: string): string {
  return entityRef.split(SEPARATOR)[0];
}

/**
 * Makes sure that whoever gets an entity finds its own records, and not those of an earlier one with its name. A
 * hidden entity takes the same steps as a missing one.
 */
export class IdentifiedEntityAccess implements EntityAccess, EntityExistence {
  constructor(
    private readonly options: {
      entities: EntityAccess & EntityExistence;
      identities: EntityIdentities;
    },
  ) {}

  async getVisibleEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const entity = await this.options.entities.getVisibleEntity(
      entityRef,
      credentials,
    );
    await this.options.identities.see([entity]);
    return entity;
  }

  async getVisibleOf(
    entityRefs: string[],
    credentials: BackstageCredentials,
    options?: { namesOnly: boolean },
  ): Promise<Map<string, Entity>> {
    const read = (refs: string[]) =>
      this.options.entities.getVisibleOf(refs, credentials, options);
    const entities = await read(entityRefs);
    await this.options.identities.see([...entities.values()], async refs => [
      ...(await read(refs)).values(),
    ]);
    return entities;
  }

  async getVisibleEntities(
    credentials: BackstageCredentials,
    options?: { withGroups: boolean },
  ): Promise<VisibleEntities> {
    return await this.options.entities.getVisibleEntities(credentials, options);
  }

  async exists(entityRef: string): Promise<boolean> {
    return await this.options.entities.exists(entityRef);
  }
}
