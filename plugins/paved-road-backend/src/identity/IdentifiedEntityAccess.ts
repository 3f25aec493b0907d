import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  EntityAccess,
  EntityExistence,
  VisibleEntities,
} from '../catalog/types';
import { EntityIdentities } from './EntityIdentities';

/**
 * Makes sure that whoever gets an entity finds its own records, and not those of an earlier one with its name. A
 * hidden entity takes the same steps as a missing one.
 */
export class IdentifiedEntityAccess implements EntityAccess, EntityExistence {
  readonly #entities: EntityAccess & EntityExistence;
  readonly #identities: EntityIdentities;

  constructor(options: {
    entities: EntityAccess & EntityExistence;
    identities: EntityIdentities;
  }) {
    this.#entities = options.entities;
    this.#identities = options.identities;
  }

  async getVisibleEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const entity = await this.#entities.getVisibleEntity(
      entityRef,
      credentials,
    );
    await this.#identities.see([entity]);
    return entity;
  }

  async getVisibleEntities(
    credentials: BackstageCredentials,
    options?: { withGroups: boolean },
  ): Promise<VisibleEntities> {
    return await this.#entities.getVisibleEntities(credentials, options);
  }

  async exists(entityRef: string): Promise<boolean> {
    return await this.#entities.exists(entityRef);
  }
}
