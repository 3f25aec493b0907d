import {
  AuditorService,
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import {
  Adoption,
  assessmentReviewPermission,
  Orphans,
  waiverReviewPermission,
} from '@paved-road/plugin-paved-road-common';
import { normalizeEntityRef } from '../catalog/entityRecord';
import { EntityAccess } from '../catalog/types';
import { identifyActor, Caller } from '../http/Caller';
import { readEntityRef, Routes } from '../http/createRoutes';
import { audited } from '../records/RecordPublisher';
import { EntityIdentities } from './EntityIdentities';
import { AdoptedRecords, OrphanSelection } from './Orphan';

/** Former entities per request. */
const MOST_AT_ONCE = 500;

/** Adopted approvals count again, as if the caller had reviewed them. */
const permissions = [assessmentReviewPermission, waiverReviewPermission];

/** Use cases of the archive: records of former entities, which a reviewer may attach to the entity with their name. */
export class OrphanService {
  constructor(
    private readonly options: {
      store: EntityIdentities;
      entities: EntityAccess;
      permissions: PermissionsService;
      auth: AuthService;
      auditor: AuditorService;
    },
  ) {}

  /**
   * Lists the archived records of a name.
   *
   * @throws NotFoundError if the caller may not see the entity
   * @throws NotAllowedError if they may not adopt it
   */
  async list(entityRef: string, { credentials }: Caller): Promise<Orphans> {
    await this.options.entities.getVisibleEntity(entityRef, credentials);
    await this.#demandAdopt([entityRef], credentials);
    const orphans = await this.options.store.listOrphans(entityRef);
    return {
      items: orphans.map(({ entityRef: _, ...records }) => records),
    };
  }

  /** @throws as {@link OrphanService.list} */
  async adopt(
    entityRef: string,
    { uids }: { uids: string[] },
    caller: Caller,
  ): Promise<Adoption> {
    const { credentials } = caller;
    return await this.#audited(caller, { entityRef, uids }, async by => {
      await this.options.entities.getVisibleEntity(entityRef, credentials);
      await this.#demandAdopt([entityRef], credentials);
      const orphans = uids.map(uid => ({ entityRef, uid }));
      return toAdoption(await this.options.store.adopt(orphans, by));
    });
  }

  /**
   * Adopts the records of many names, up to the limit per request.
   *
   * @throws NotFoundError if the caller may not see one of them
   * @throws NotAllowedError if the caller may not adopt the records of one of them; of all, if that depends on the entity
   */
  async adoptMany(
    request: { entityRefs?: string[]; since?: string },
    caller: Caller,
  ): Promise<Adoption> {
    const { since } = request;
    const entityRefs = request.entityRefs?.map(entityRef =>
      normalizeEntityRef(entityRef, 'entityRefs', 'component'),
    );
    const meta = {
      ...(entityRefs ? { entityRefs } : { all: true }),
      ...(since !== undefined && { since }),
    };
    return await this.#audited(caller, meta, async by => {
      await this.#demandAll(entityRefs, caller.credentials);
      return await this.#adoptSome(
        { entityRefs, since: since === undefined ? since : new Date(since) },
        by,
      );
    });
  }

  async #adoptSome(selection: OrphanSelection, by: string): Promise<Adoption> {
    const orphans = await this.options.store.findOrphans(
      selection,
      MOST_AT_ONCE + 1,
    );
    const adopted = await this.options.store.adopt(
      orphans.slice(0, MOST_AT_ONCE),
      by,
    );
    return toAdoption(adopted, orphans.length > MOST_AT_ONCE);
  }

  async #demandAll(
    entityRefs: string[] | undefined,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { entities } = this.options;
    if (entityRefs) {
      const seen = await entities.getVisibleOf(entityRefs, credentials, {
        fields: [],
      });
      const hidden = entityRefs.find(entityRef => !seen.has(entityRef));
      if (hidden !== undefined) {
        throw new NotFoundError(`No entity ${hidden} in the catalog`);
      }
      await this.#demandAdopt(entityRefs, credentials);
      return;
    }
    const decisions = await this.options.permissions.authorizeConditional(
      permissions.map(permission => ({ permission })),
      { credentials },
    );
    const isAllowed = decisions.every(
      ({ result }) => result === AuthorizeResult.ALLOW,
    );
    const { all } = await entities.getVisibleEntities(credentials, {
      atOnce: true,
    });
    if (!all || !isAllowed) {
      throw new NotAllowedError(
        'You may not adopt the records of all entities, because what you may review depends on the entity; name them as entityRefs',
      );
    }
  }

  async #demandAdopt(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<void> {
    const requests = entityRefs.flatMap(resourceRef =>
      permissions.map(permission => ({ permission, resourceRef })),
    );
    const decisions = await this.options.permissions.authorize(requests, {
      credentials,
    });
    const refused = requests.find(
      (_, index) => decisions[index].result !== AuthorizeResult.ALLOW,
    );
    if (refused) {
      throw new NotAllowedError(
        `You may not adopt records for ${refused.resourceRef}; those who review its assessments and its waivers may`,
      );
    }
  }

  async #audited(
    caller: Caller,
    meta: JsonObject,
    adopt: (by: string) => Promise<Adoption>,
  ): Promise<Adoption> {
    const by = identifyActor(
      this.options.auth,
      caller.credentials,
      'adopt records',
    );
    return await audited(
      this.options.auditor,
      {
        eventId: 'orphans-mutate',
        request: caller.request,
        meta: { actionType: 'adopt', ...meta },
      },
      () => adopt(by),
    );
  }
}

function toAdoption(
  { entityRefs, assessments, waivers }: AdoptedRecords,
  more = false,
): Adoption {
  return { entities: entityRefs.length, assessments, waivers, more };
}

/** Records of earlier entities over HTTP: parse, call, render. */
export function addOrphanRoutes(
  { on, fresh }: Routes,
  service: OrphanService,
): void {
  fresh('getOrphans', ({ caller, req }) =>
    service.list(readEntityRef(req), caller),
  );

  on('adoptOrphans', ({ body, caller, req }) =>
    service.adopt(readEntityRef(req), body, caller),
  );

  on('adoptOrphansOfFleet', ({ body, caller }) =>
    service.adoptMany(body, caller),
  );
}
