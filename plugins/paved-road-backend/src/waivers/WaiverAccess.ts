import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  waiverRequestPermission,
  waiverReviewPermission,
} from '@paved-road/plugin-paved-road-common';
import { AccessOptions, RecordAccess } from '../records/RecordAccess';
import { StoredWaiver } from './WaiverStore';

/** What a policy lets somebody do with the waivers of an entity. */
export interface WaiverRights {
  request: boolean;
  review: boolean;
}

/** Decides who may read, request and review waivers. */
export class WaiverAccess extends RecordAccess<StoredWaiver> {
  constructor(options: AccessOptions<StoredWaiver>) {
    super('waiver', options);
  }

  /** What the caller may do with the waivers of each of the entities, by reference; asked for at once. */
  async rightsOn(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, WaiverRights>> {
    return await this.rightsTo(
      { request: waiverRequestPermission, review: waiverReviewPermission },
      entityRefs,
      credentials,
    );
  }

  /** As {@link rightsOn}, of one entity. */
  async rightsOnEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<WaiverRights> {
    const rights = await this.rightsOn([entityRef], credentials);
    return rights.get(entityRef)!;
  }

  /** @throws NotAllowedError */
  async demandRequest(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { request } = await this.rightsOnEntity(entityRef, credentials);
    if (!request) {
      throw new NotAllowedError(
        `You may not ask for waivers of ${entityRef}; its owner may`,
      );
    }
  }

  /** @throws NotAllowedError */
  async demandReview(
    { entityRef }: Pick<StoredWaiver, 'entityRef'>,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { review } = await this.rightsOnEntity(entityRef, credentials);
    if (!review) {
      throw new NotAllowedError(
        `You may not approve or reject waivers of ${entityRef}`,
      );
    }
  }

  /**
   * Reviewers revoke any waiver, others their own.
   *
   * @throws NotAllowedError
   */
  async demandRevoke(
    stored: StoredWaiver,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { entityRef } = stored;
    const rights = await this.rightsOnEntity(entityRef, credentials);
    if (!mayRevoke(stored, this.identifyActor(credentials), rights)) {
      throw new NotAllowedError(
        `You may not revoke waivers of ${entityRef} that somebody else asked for`,
      );
    }
  }

  /** Nobody can say any more who may see an entity that is gone, so its waivers are for those who see everything. */
  protected async mayReadOrphaned(
    _: StoredWaiver,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    return (await this.entities.getVisibleEntities(credentials)).all;
  }
}

/** Whether a policy lets somebody revoke a waiver, whatever its status. */
export function mayRevoke(
  { requestedBy }: Pick<StoredWaiver, 'requestedBy'>,
  actor: string,
  { request, review }: WaiverRights,
): boolean {
  return review || (request && requestedBy === actor);
}
