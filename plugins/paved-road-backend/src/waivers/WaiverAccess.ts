import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  waiverRequestPermission,
  waiverReviewPermission,
} from '@paved-road/plugin-paved-road-common';
import { AccessOptions, RecordAccess } from '../records/RecordAccess';
import { StoredWaiver } from './WaiverStore';

/** The actions on the waivers of an entity that the policy allows. */
export interface WaiverRights {
  request: boolean;
  review: boolean;
}

/** Decides who may read, request and review waivers. */
export class WaiverAccess extends RecordAccess<StoredWaiver> {
  constructor(options: AccessOptions<StoredWaiver>) {
    super('waiver', options);
  }

  /** The caller's rights on the waivers of each entity, by reference, with one request. */
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

  /** Like {@link rightsOn}, for one entity. */
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
   * Reviewers may revoke any waiver, requesters their own.
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

  /** The visibility of a removed entity is unknown, so only callers who see everything may read its waivers. */
  protected async mayReadOrphaned(
    _: StoredWaiver,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const atOnce = { atOnce: true };
    return (await this.entities.getVisibleEntities(credentials, atOnce)).all;
  }
}

/** Whether the policy allows a person to revoke a waiver, regardless of its status. */
export function mayRevoke(
  { requestedBy }: Pick<StoredWaiver, 'requestedBy'>,
  actor: string,
  { request, review }: WaiverRights,
): boolean {
  return review || (request && requestedBy === actor);
}
