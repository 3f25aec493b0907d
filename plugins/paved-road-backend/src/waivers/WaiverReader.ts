import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  availableWaiverActions,
  isRenewable,
  Page,
  Waiver,
  WaiverOptions,
  WaiverQuery,
} from '@paved-road/plugin-paved-road-common';
import { DateTime, Duration } from 'luxon';
import {
  assertScorable,
  normalizeEntityRef,
  removeUid,
  toEntityRecord,
} from '../catalog/entityRecord';
import { EntityAccess } from '../catalog/types';
import { Caller } from '../http/Caller';
import { formatEtag } from '../http/etag';
import { RulesSource } from '../rules/types';
import { CLOCK_SKEW } from './waiverRules';
import { mayRevoke, WaiverAccess, WaiverRights } from './WaiverAccess';
import {
  ListedWaiver,
  StoredWaiver,
  WaiverFilter,
  WaiverStore,
} from './WaiverStore';

/** Use cases of readers of waivers, which include the actions that the reader may take. */
export class WaiverReader {
  readonly #store: WaiverStore;
  readonly #access: WaiverAccess;
  readonly #entities: EntityAccess;
  readonly #rules: RulesSource;
  readonly #maxDuration: Duration;

  constructor(options: {
    store: WaiverStore;
    access: WaiverAccess;
    entities: EntityAccess;
    rules: RulesSource;
    /** The longest time from now for which a check can be waived. */
    maxDuration: Duration;
  }) {
    this.#store = options.store;
    this.#access = options.access;
    this.#entities = options.entities;
    this.#rules = options.rules;
    this.#maxDuration = options.maxDuration;
  }

  /** @throws NotFoundError if it does not exist or the caller may not see its entity */
  async get(id: string, { credentials }: Caller): Promise<Waiver> {
    const { stored, entity } = await this.#access.demandReadable(
      id,
      credentials,
    );
    return await this.present(stored, entity, credentials);
  }

  /** Waivers of all entities that the caller may see. */
  async list(
    { limit, cursor, ...query }: WaiverQuery,
    { credentials }: Caller,
  ): Promise<Page<Waiver>> {
    const page = await this.#store.list(
      toFilter(query),
      { limit, cursor },
      await this.#entities.getVisibleEntities(credentials),
    );
    return {
      ...page,
      items: await this.presentAll(page.items, credentials),
    };
  }

  /** What the caller may request. */
  async describeOptions(
    entityRef: string,
    { credentials }: Caller,
  ): Promise<WaiverOptions> {
    assertScorable(entityRef);
    await this.#entities.getVisibleEntity(entityRef, credentials);
    const { request } = await this.#access.rightsOnEntity(
      entityRef,
      credentials,
    );
    return {
      maxDays: Math.floor(this.#maxDuration.as('days')),
      allowed: request,
    };
  }

  /** @param entity - undefined if it is no longer in the catalog */
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

  /** Reads permissions, renewals and titles once for all. */
  async presentAll(
    waivers: ListedWaiver[],
    credentials: BackstageCredentials,
  ): Promise<Waiver[]> {
    const actor = this.#access.identifyActor(credentials);
    const now = DateTime.utc().toJSDate();
    const present = waivers.filter(
      ({ entityTitle }) => entityTitle !== undefined,
    );
    const [rights, renewals] = await Promise.all([
      this.#access.rightsOn(
        present.map(({ entityRef }) => entityRef),
        credentials,
      ),
      this.#store.findRenewals(waivers.map(({ id }) => id)),
    ]);
    const { checks } = this.#rules.current().rules;
    const titles = new Map(checks.map(({ id, title }) => [id, title]));
    return waivers.map(stored => {
      const { revision, ...waiver } = stored;
      const { id, entityRef, checkId } = stored;
      const renewal = renewals.get(id);
      return {
        ...waiver,
        entityTitle:
          waiver.entityTitle ?? parseEntityRef(removeUid(entityRef)).name,
        checkTitle: titles.get(checkId) ?? checkId,
        renewedBy: renewal?.id,
        etag: formatEtag(revision),
        allowed: allowedActions(
          stored,
          { renewal, actor, now },
          rights.get(entityRef),
        ),
      };
    });
  }
}

/** @param rights - undefined if the entity was removed, so that its waivers cannot change */
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

function toFilter({
  status,
  entity,
  check,
  owner,
  requestedBy,
  expiringWithinDays,
  inForceAt,
}: Omit<WaiverQuery, 'limit' | 'cursor'>): WaiverFilter {
  if (
    expiringWithinDays !== undefined &&
    (status ?? 'approved') !== 'approved'
  ) {
    throw new InputError(
      `expiringWithinDays: only approved waivers are in force and can expire soon, leave out status ${status}`,
    );
  }
  const now = DateTime.utc();
  return {
    status,
    entityRef: entity && normalizeEntityRef(entity, 'entity', 'component'),
    checkId: check,
    owner: owner && normalizeEntityRef(owner, 'owner', 'group'),
    requestedBy:
      requestedBy && normalizeEntityRef(requestedBy, 'requestedBy', 'user'),
    expiringBefore:
      expiringWithinDays === undefined
        ? undefined
        : now.plus({ days: expiringWithinDays }).toJSDate(),
    inForceAt: inForceAt === undefined ? undefined : toPast(inForceAt, now),
  };
}

/** Which waivers will be in force in the future is not decided yet. */
function toPast(inForceAt: string, now: DateTime): Date {
  const at = DateTime.fromISO(inForceAt, { zone: 'utc' });
  if (at > now.plus(CLOCK_SKEW)) {
    throw new InputError(
      `inForceAt: ${inForceAt} is in the future, use a time until now`,
    );
  }
  return at.toJSDate();
}
