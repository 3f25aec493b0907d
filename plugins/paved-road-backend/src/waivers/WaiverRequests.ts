import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError } from '@backstage/errors';
import {
  assertRenewable,
  isInForce,
  NewWaiver,
  Scorecard,
  Waiver,
} from '@paved-road/plugin-paved-road-common';
import { DateTime, Duration } from 'luxon';
import { randomUUID } from 'node:crypto';
import {
  assertScorable,
  normalizeEntityRef,
  toEntityRecord,
} from '../catalog/entityRecord';
import { EntityAccess } from '../catalog/types';
import { Caller } from '../http/Caller';
import { RulesSource } from '../rules/types';
import { assertWaivable } from './assertWaivable';
import { CLOCK_SKEW } from './inForce';
import { WaiverAccess } from './WaiverAccess';
import { WaiverPresenter } from './WaiverPresenter';
import { WaiverPublisher } from './WaiverPublisher';
import { StoredWaiver, WaiverStore } from './WaiverStore';

/** Knows the scorecard of an entity that the caller may see. */
export interface EntityScorecards {
  ofEntity(entity: Entity): Promise<Scorecard>;
}

/** The use case of those who ask for a waiver. */
export class WaiverRequests {
  readonly #store: WaiverStore;
  readonly #access: WaiverAccess;
  readonly #entities: EntityAccess;
  readonly #scorecards: EntityScorecards;
  readonly #rules: RulesSource;
  readonly #presenter: WaiverPresenter;
  readonly #publisher: WaiverPublisher;
  readonly #maxDuration: Duration;

  constructor(options: {
    store: WaiverStore;
    access: WaiverAccess;
    entities: EntityAccess;
    scorecards: EntityScorecards;
    rules: RulesSource;
    presenter: WaiverPresenter;
    publisher: WaiverPublisher;
    /** The longest time from now for which a check can be waived. */
    maxDuration: Duration;
  }) {
    this.#store = options.store;
    this.#access = options.access;
    this.#entities = options.entities;
    this.#scorecards = options.scorecards;
    this.#rules = options.rules;
    this.#presenter = options.presenter;
    this.#publisher = options.publisher;
    this.#maxDuration = options.maxDuration;
  }

  /**
   * Asks for a waiver of a check that the entity fails now.
   *
   * @returns `created: false` and the earlier request when the caller repeats an idempotency key
   * @throws InputError when the check, the expiry or the waiver to renew is not one that can be
   * @throws ConflictError when there is nothing to waive, or another waiver is in the way
   */
  async request(
    { idempotencyKey, ...request }: NewWaiver,
    caller: Caller,
  ): Promise<{ created: boolean; waiver: Waiver }> {
    const { credentials } = caller;
    const { checkId } = request;
    const entityRef = normalizeEntityRef(
      request.entityRef,
      'entityRef',
      'component',
    );
    assertScorable(entityRef);
    return await this.#publisher.audited(
      caller,
      { actionType: 'request', entityRef, checkId },
      async () => {
        const entity = await this.#entities.getVisibleEntity(
          entityRef,
          credentials,
        );
        await this.#access.demandRequest(entityRef, credentials);
        const requestedBy = this.#access.actorOf(credentials);
        const repeated =
          idempotencyKey === undefined
            ? undefined
            : await this.#store.findRequest(
                requestedBy,
                entityRef,
                idempotencyKey,
              );
        const { created, waiver } = repeated
          ? { created: false, waiver: repeated }
          : await this.#create(
              { ...request, entityRef, requestedBy, idempotencyKey },
              entity,
            );
        if (created) {
          const { checks } = this.#rules.current().rules;
          await this.#publisher.requested(waiver, {
            entityTitle: toEntityRecord(entity).title,
            checkTitle:
              checks.find(({ id }) => id === checkId)?.title ?? checkId,
          });
        }
        return {
          created,
          waiver: await this.#presenter.present(waiver, entity, credentials),
        };
      },
    );
  }

  async #create(
    request: NewWaiver & { requestedBy: string },
    entity: Entity,
  ): Promise<{ created: boolean; waiver: StoredWaiver }> {
    const { checkId, requestedBy, reason, renews, idempotencyKey } = request;
    const entityRef = stringifyEntityRef(entity);
    const now = DateTime.utc();
    this.#assertCheck(checkId);
    this.#assertExpiry(request.expiresAt, now);
    await this.#assertFree(request, now.toJSDate());
    const { results } = await this.#scorecards.ofEntity(entity);
    assertWaivable(results, { entityRef, checkId });
    const requestedAt = now.toJSDate().toISOString();
    const stored = await this.#store.create(
      {
        record: {
          id: randomUUID(),
          entityRef,
          checkId,
          revision: 0,
          reason,
          expiresAt: new Date(request.expiresAt).toISOString(),
          requestedBy,
          requestedAt,
          renews,
          events: [],
          status: 'requested',
        },
        event: { at: requestedAt, actor: requestedBy, action: 'requested' },
      },
      idempotencyKey,
    );
    if (!stored) {
      // Somebody was faster; say who, as to those who come later.
      await this.#assertFree(request, now.toJSDate());
      throw new ConflictError(
        'Somebody asked for a waiver of this check at the same time; look at it and repeat the request',
      );
    }
    return stored;
  }

  #assertCheck(checkId: string): void {
    const { checks } = this.#rules.current().rules;
    if (!checks.some(({ id }) => id === checkId)) {
      throw new InputError(
        `checkId: ${JSON.stringify(checkId)} is not a check of the active rule packs, see /rule-packs`,
      );
    }
  }

  #assertExpiry(expiresAt: string, now: DateTime): void {
    const expiry = DateTime.fromISO(expiresAt, { zone: 'utc' });
    if (expiry <= now) {
      throw new InputError(
        `expiresAt: ${expiresAt} is over, use a time in the future`,
      );
    }
    const latest = now.plus(this.#maxDuration);
    if (expiry > latest.plus(CLOCK_SKEW)) {
      throw new InputError(
        `expiresAt: ${expiresAt} is more than ${this.#maxDuration.toHuman()} away, use at most ${latest.toISO()}`,
      );
    }
  }

  /** Nothing waits for a decision, and what is in force is the one that is to be continued. */
  async #assertFree(
    { entityRef, checkId, renews }: NewWaiver,
    now: Date,
  ): Promise<void> {
    const live = await this.#store.live(entityRef, checkId);
    const open = live.find(({ status }) => status === 'requested');
    if (open) {
      throw new ConflictError(
        `${open.requestedBy} asked for a waiver of ${checkId} for ${entityRef} at ${open.requestedAt} (${open.id}); it waits for a decision`,
      );
    }
    const inForce = live.find(waiver => isInForce(waiver, now));
    if (inForce && inForce.id !== renews) {
      throw new ConflictError(
        `A waiver of ${checkId} for ${entityRef} is in force until ${inForce.expiresAt}; to continue it, send its id ${inForce.id} as renews`,
      );
    }
    if (renews !== undefined) {
      await this.#assertRenewable(renews, { entityRef, checkId });
    }
  }

  async #assertRenewable(
    id: string,
    { entityRef, checkId }: Pick<NewWaiver, 'entityRef' | 'checkId'>,
  ): Promise<void> {
    const [earlier, renewals] = await Promise.all([
      this.#store.get(id),
      this.#store.renewalsOf([id]),
    ]);
    if (earlier?.entityRef !== entityRef || earlier.checkId !== checkId) {
      throw new InputError(
        `renews: ${id} is not a waiver of ${checkId} for ${entityRef}; leave it out to ask for a new one`,
      );
    }
    assertRenewable(earlier, renewals.get(id));
  }
}
