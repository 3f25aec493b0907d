import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError } from '@backstage/errors';
import {
  assertRenewable,
  isInForce,
  NewWaiver,
  Scorecard,
  Waiver,
  WaiverAction,
  WaiverDecision,
  isErrorWithName,
} from '@paved-road/plugin-paved-road-common';
import { DateTime, Duration } from 'luxon';
import { randomUUID } from 'node:crypto';
import { assertScorable, normalizeEntityRef } from '../catalog/entityRecord';
import { EntityAccess } from '../catalog/types';
import { Caller } from '../http/Caller';
import { Precondition, PreconditionFailedError } from '../http/etag';
import { RecordWriter, sign } from '../records/RecordWriter';
import { RulesSource } from '../rules/types';
import { assertCheck } from '../scorecards/toScorecardFilter';
import { WaiverAccess } from './WaiverAccess';
import { WaiverPublisher } from './WaiverPublisher';
import { WaiverReader } from './WaiverReader';
import {
  assertExpiry,
  assertWaivable,
  endRenewed,
  moveWaiver,
} from './waiverRules';
import { StoredWaiver, WaiverStore } from './WaiverStore';

export interface EntityScorecards {
  ofEntity(entity: Entity): Promise<Scorecard>;
}

/** Use cases of requesters and reviewers of waivers. */
export class WaiverService {
  readonly #writer: RecordWriter<StoredWaiver, Waiver>;

  constructor(
    private readonly options: {
      store: WaiverStore;
      access: WaiverAccess;
      entities: EntityAccess;
      scorecards: EntityScorecards;
      rules: RulesSource;
      reader: WaiverReader;
      publisher: WaiverPublisher;
      /** The longest time from now for which a check can be waived. */
      maxDuration: Duration;
    },
  ) {
    this.#writer = new RecordWriter({
      ...options,
      presenter: options.reader,
      describeStale: whoWasFaster,
      conflict:
        'Somebody changed another waiver of this check at the same time; read this one again and repeat your decision',
    });
  }

  /**
   * Requests a waiver of a check that the entity fails now.
   *
   * @returns `created: false` and the earlier request if the caller repeats an idempotency key
   * @throws InputError if the check, the expiry or the waiver to renew is invalid
   * @throws ConflictError if there is nothing to waive, or if another waiver conflicts
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
    const meta = { actionType: 'request', entityRef, checkId };
    return await this.options.publisher.audited(caller, meta, async () => {
      const entity = await this.options.entities.getVisibleEntity(
        entityRef,
        credentials,
      );
      await this.options.access.demandRequest(entityRef, credentials);
      const requestedBy = this.options.access.identifyActor(credentials);
      const findRepeated = async () => {
        const waiver =
          idempotencyKey === undefined
            ? undefined
            : await this.options.store.findRequest(
                requestedBy,
                entityRef,
                idempotencyKey,
              );
        return waiver && { created: false, waiver };
      };
      const { created, waiver } =
        (await findRepeated()) ??
        (await this.#create(
          { ...request, entityRef, requestedBy, idempotencyKey },
          entity,
        ).catch(async error => {
          // The conflict may be the same request, which was faster.
          const repeated = isErrorWithName(error, 'ConflictError')
            ? await findRepeated()
            : undefined;
          if (!repeated) {
            throw error;
          }
          return repeated;
        }));
      if (created) {
        await this.options.publisher.changed(waiver, entity);
      }
      return {
        created,
        waiver: await this.options.reader.present(waiver, entity, credentials),
      };
    });
  }

  /**
   * Approves, rejects or revokes a request, or revokes an approved waiver. The approval of a renewal ends the waiver that
   * it continues.
   *
   * @throws PreconditionFailedError with the person who was faster, and when
   * @throws ConflictError if it can no longer be decided
   * @throws NotAllowedError also for one's own request
   */
  async decide(
    id: string,
    action: WaiverAction,
    { comment }: WaiverDecision,
    precondition: Precondition,
    caller: Caller,
  ): Promise<Waiver> {
    const authorise =
      action === 'revoke'
        ? this.options.access.demandRevoke.bind(this.options.access)
        : this.options.access.demandReview.bind(this.options.access);
    return await this.#writer.write(
      { id, action, precondition, caller, authorise },
      async ({ stored }) => {
        const signature = sign(this.options.access, caller, comment);
        const decided = moveWaiver(stored, action, signature);
        const earlier =
          action === 'approve' && stored.renews !== undefined
            ? await this.options.store.get(stored.renews)
            : undefined;
        return earlier?.status === 'approved'
          ? [endRenewed(stored, earlier, signature), decided]
          : [decided];
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
    assertCheck('checkId', checkId, this.options.rules.current().rules);
    assertExpiry(request.expiresAt, now, this.options.maxDuration);
    await this.#assertFree(request, now.toJSDate());
    const { results } = await this.options.scorecards.ofEntity(entity);
    assertWaivable(results, { entityRef, checkId });
    const requestedAt = now.toJSDate().toISOString();
    const stored = await this.options.store.create(
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
      // Another request was faster; report it as to later requests.
      await this.#assertFree(request, now.toJSDate());
      throw new ConflictError(
        'Somebody asked for a waiver of this check at the same time; look at it and repeat the request',
      );
    }
    return stored;
  }

  /** @throws ConflictError if another request is open, or a waiver other than the renewed one is in force */
  async #assertFree(
    { entityRef, checkId, renews }: NewWaiver,
    now: Date,
  ): Promise<void> {
    const live = await this.options.store.findOpen(entityRef, checkId);
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
      this.options.store.get(id),
      this.options.store.findRenewals([id]),
    ]);
    if (earlier?.entityRef !== entityRef || earlier.checkId !== checkId) {
      throw new InputError(
        `renews: ${id} is not a waiver of ${checkId} for ${entityRef}; leave it out to ask for a new one`,
      );
    }
    assertRenewable(earlier, renewals.get(id));
  }
}

/** Names who decided and when; undefined if nobody has. */
function whoWasFaster({
  events,
}: StoredWaiver): PreconditionFailedError | undefined {
  const last = events.at(-1);
  return last && last.action !== 'requested'
    ? new PreconditionFailedError(
        `It was ${last.action} by ${last.actor} at ${last.at}, after you read it; read it again before you decide`,
      )
    : undefined;
}
