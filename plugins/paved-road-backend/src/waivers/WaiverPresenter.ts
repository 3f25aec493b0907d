import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import {
  availableWaiverActions,
  isRenewable,
  Waiver,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { toEntityRecord } from '../catalog/entityRecord';
import { etagOf } from '../http/etag';
import { RulesSource } from '../rules/types';
import { mayRevoke, WaiverAccess, WaiverRights } from './WaiverAccess';
import { ListedWaiver, StoredWaiver, WaiverStore } from './WaiverStore';

/** Shows stored waivers to somebody, with what they may do with them. */
export class WaiverPresenter {
  readonly #store: WaiverStore;
  readonly #access: WaiverAccess;
  readonly #rules: RulesSource;

  constructor(options: {
    store: WaiverStore;
    access: WaiverAccess;
    rules: RulesSource;
  }) {
    this.#store = options.store;
    this.#access = options.access;
    this.#rules = options.rules;
  }

  /** @param entity - absent when it is not in the catalog any more */
  async present(
    waiver: StoredWaiver,
    entity: Entity | undefined,
    credentials: BackstageCredentials,
  ): Promise<Waiver> {
    const record = entity && toEntityRecord(entity);
    const listed = {
      ...waiver,
      entityTitle: record?.title,
      owner: record?.owner,
    };
    const [presented] = await this.presentAll([listed], credentials);
    return presented;
  }

  /** Permissions, renewals and titles are read once for all of them. */
  async presentAll(
    waivers: ListedWaiver[],
    credentials: BackstageCredentials,
  ): Promise<Waiver[]> {
    const actor = this.#access.actorOf(credentials);
    const now = DateTime.utc().toJSDate();
    const present = waivers.filter(
      ({ entityTitle }) => entityTitle !== undefined,
    );
    const [rights, renewals] = await Promise.all([
      this.#access.rightsOn(
        present.map(({ entityRef }) => entityRef),
        credentials,
      ),
      this.#store.renewalsOf(waivers.map(({ id }) => id)),
    ]);
    const { checks } = this.#rules.current().rules;
    const titles = new Map(checks.map(({ id, title }) => [id, title]));
    return waivers.map(stored => {
      const { revision, ...waiver } = stored;
      const { id, entityRef, checkId } = stored;
      const renewal = renewals.get(id);
      return {
        ...waiver,
        entityTitle: waiver.entityTitle ?? parseEntityRef(entityRef).name,
        checkTitle: titles.get(checkId) ?? checkId,
        renewedBy: renewal?.id,
        etag: etagOf(revision),
        allowed: allowedActions(
          stored,
          { renewal, actor, now },
          rights.get(entityRef),
        ),
      };
    });
  }
}

/** @param rights - absent when the entity is gone, so that its waivers stay as they are */
function allowedActions(
  waiver: ListedWaiver,
  context: { renewal?: StoredWaiver; actor: string; now: Date },
  rights: WaiverRights | undefined,
): Waiver['allowed'] {
  const { renewal, actor, now } = context;
  if (!rights) {
    return { review: false, revoke: false, renew: false };
  }
  const actions = availableWaiverActions(waiver, actor, now);
  return {
    review: rights.review && actions.includes('approve'),
    revoke: mayRevoke(waiver, actor, rights) && actions.includes('revoke'),
    renew: rights.request && isRenewable(waiver, renewal),
  };
}
