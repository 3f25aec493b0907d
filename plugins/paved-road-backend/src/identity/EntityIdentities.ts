import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  EntityAccess,
  EntityExistence,
  VisibleEntities,
} from '../catalog/types';

/** A former entity: another one has its name now. */
export interface Orphan {
  entityRef: string;
  uid: string;
}

/** A former entity with its archived records. */
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
  /** All if undefined. */
  entityRefs?: string[];
  /** Only entities that were orphaned since then. */
  since?: Date;
}

/** Adopted records. */
export interface AdoptedRecords {
  entityRefs: string[];
  assessments: number;
  waivers: number;
}

/** Stores which entity the records of a name belong to, and archives the records of former entities. */
export interface EntityIdentities {
  /**
   * Compares entities with the stored identities. If another entity had the name, its records are archived first, so that
   * the new entity does not inherit them. An entity that is back gets its own records back.
   *
   * @param reread - reads entities again that seem to have changed, because a page of the catalog may be outdated
   * @returns references of the entities that changed
   */
  see(
    entities: Entity[],
    reread?: (entityRefs: string[]) => Promise<Entity[]>,
  ): Promise<string[]>;

  /**
   * Whether an entity has lost its name to another one.
   *
   * @param uid - if undefined, whether any entity has lost this name
   */
  isOrphaned(entityRef: string, uid?: string): Promise<boolean>;

  /** Former entities of a name with archived records, newest first. */
  listOrphans(entityRef: string): Promise<OrphanedRecords[]>;

  /** Former entities of names that are in the catalog, ordered by name. */
  findOrphans(selection: OrphanSelection, limit: number): Promise<Orphan[]>;

  /**
   * Attaches archived records to the entities that have the names now, in one transaction. Skips orphans that are no
   * longer archived. If only one record may exist, the entity's own stays and the archived one ends.
   *
   * @param by - entity reference of the person who adopts
   */
  adopt(orphans: Orphan[], by: string): Promise<AdoptedRecords>;
}

/**
 * Access to entities that archives the records of a former entity before a caller reads records by the name. Hidden and
 * missing entities take the same steps.
 */
export class IdentifiedEntityAccess implements EntityAccess, EntityExistence {
  constructor(
    private readonly options: {
      entities: EntityAccess & EntityExistence;
      identities: Pick<EntityIdentities, 'see'>;
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
