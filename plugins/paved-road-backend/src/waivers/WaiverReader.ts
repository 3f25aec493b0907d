import { InputError } from '@backstage/errors';
import {
  Page,
  Waiver,
  WaiverOptions,
  WaiverQuery,
} from '@paved-road/plugin-paved-road-common';
import { DateTime, Duration } from 'luxon';
import { assertScorable, normalizeEntityRef } from '../catalog/entityRecord';
import { EntityAccess } from '../catalog/types';
import { Caller } from '../http/Caller';
import { CLOCK_SKEW } from './inForce';
import { WaiverAccess } from './WaiverAccess';
import { WaiverPresenter } from './WaiverPresenter';
import { WaiverFilter, WaiverStore } from './WaiverStore';

/** The use cases of those who read waivers. */
export class WaiverReader {
  readonly #store: WaiverStore;
  readonly #access: WaiverAccess;
  readonly #entities: EntityAccess;
  readonly #presenter: WaiverPresenter;
  readonly #maxDuration: Duration;

  constructor(options: {
    store: WaiverStore;
    access: WaiverAccess;
    entities: EntityAccess;
    presenter: WaiverPresenter;
    /** The longest time from now for which a check can be waived. */
    maxDuration: Duration;
  }) {
    this.#store = options.store;
    this.#access = options.access;
    this.#entities = options.entities;
    this.#presenter = options.presenter;
    this.#maxDuration = options.maxDuration;
  }

  /** @throws NotFoundError when there is none, or the caller may not see its entity */
  async get(id: string, { credentials }: Caller): Promise<Waiver> {
    const { stored, entity } = await this.#access.demandReadable(
      id,
      credentials,
    );
    return await this.#presenter.present(stored, entity, credentials);
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
      items: await this.#presenter.presentAll(page.items, credentials),
    };
  }

  /** What the caller can ask for, before they do. */
  async options(
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

/** What is in force later is decided until then. */
function toPast(inForceAt: string, now: DateTime): Date {
  const at = DateTime.fromISO(inForceAt, { zone: 'utc' });
  if (at > now.plus(CLOCK_SKEW)) {
    throw new InputError(
      `inForceAt: ${inForceAt} is in the future, use a time until now`,
    );
  }
  return at.toJSDate();
}
