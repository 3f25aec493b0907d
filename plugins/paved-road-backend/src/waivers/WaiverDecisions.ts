import { Entity } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import {
  approveWaiver,
  endRenewedWaiver,
  rejectWaiver,
  revokeWaiver,
  Waiver,
  WaiverAction,
  WaiverDecision,
  WaiverSignature,
  WaiverState,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { toEntityRecord } from '../catalog/entityRecord';
import { Caller } from '../http/Caller';
import { PreconditionFailedError } from '../http/errors';
import { assertPrecondition, Precondition, staleWrite } from '../http/etag';
import { RulesSource } from '../rules/types';
import { changeOf } from './changeOf';
import { WaiverAccess } from './WaiverAccess';
import { WaiverPresenter } from './WaiverPresenter';
import { WaiverPublisher } from './WaiverPublisher';
import { StoredWaiver, WaiverChange, WaiverStore } from './WaiverStore';

const states: Record<
  WaiverAction,
  (waiver: StoredWaiver, signature: WaiverSignature) => WaiverState
> = {
  approve: approveWaiver,
  reject: rejectWaiver,
  revoke: revokeWaiver,
};

const events = {
  approve: 'approved',
  reject: 'rejected',
  revoke: 'revoked',
} as const;

/** The use cases of those who decide on waivers. */
export class WaiverDecisions {
  readonly #store: WaiverStore;
  readonly #access: WaiverAccess;
  readonly #rules: RulesSource;
  readonly #presenter: WaiverPresenter;
  readonly #publisher: WaiverPublisher;

  constructor(options: {
    store: WaiverStore;
    access: WaiverAccess;
    rules: RulesSource;
    presenter: WaiverPresenter;
    publisher: WaiverPublisher;
  }) {
    this.#store = options.store;
    this.#access = options.access;
    this.#rules = options.rules;
    this.#presenter = options.presenter;
    this.#publisher = options.publisher;
  }

  /**
   * Approves a request, rejects it, or revokes it or the waiver that came of it.
   *
   * @throws PreconditionFailedError that says who was faster, and when
   * @throws ConflictError when nobody can decide on it any more
   * @throws NotAllowedError also for one's own request
   */
  async decide(
    id: string,
    action: WaiverAction,
    { comment }: WaiverDecision,
    precondition: Precondition,
    caller: Caller,
  ): Promise<Waiver> {
    const { credentials } = caller;
    return await this.#publisher.audited(
      caller,
      { actionType: action, waiverId: id },
      async () => {
        const { stored, entity } = await this.#demandDecidable(
          id,
          action,
          precondition,
          caller,
        );
        const signature: WaiverSignature = {
          by: this.#access.actorOf(credentials),
          at: DateTime.utc().toJSDate().toISOString(),
          comment,
        };
        const decided = changeOf(stored, states[action](stored, signature), {
          at: signature.at,
          actor: signature.by,
          action: events[action],
          comment,
        });
        const saved = await this.#store.save([
          ...(action === 'approve'
            ? await this.#endRenewed(stored, signature)
            : []),
          decided,
        ]);
        if (!saved) {
          throw await this.#lostRace(stored);
        }
        return await this.#presenter.present(
          await this.#tell(saved, signature.by, entity),
          entity,
          credentials,
        );
      },
    );
  }

  async #demandDecidable(
    id: string,
    action: WaiverAction,
    precondition: Precondition,
    { credentials }: Caller,
  ): Promise<{ stored: StoredWaiver; entity: Entity }> {
    const { stored, entity } = await this.#access.demandReadable(
      id,
      credentials,
    );
    const { entityRef, revision } = stored;
    if (!entity) {
      throw new ConflictError(
        `${entityRef} is not in the catalog any more, so its waivers are kept as they are`,
      );
    }
    if (action === 'revoke') {
      await this.#access.demandRevoke(stored, credentials);
    } else {
      await this.#access.demandReview(stored, credentials);
    }
    try {
      assertPrecondition(precondition, revision);
    } catch (error) {
      throw staleDecision(stored) ?? error;
    }
    return { stored, entity };
  }

  /** The waiver that an approved one takes the place of, where that is in force. */
  async #endRenewed(
    { id, renews }: StoredWaiver,
    { at, by }: WaiverSignature,
  ): Promise<WaiverChange[]> {
    const earlier =
      renews === undefined ? undefined : await this.#store.get(renews);
    return earlier?.status === 'approved'
      ? [
          changeOf(earlier, endRenewedWaiver(earlier), {
            at,
            actor: by,
            action: 'renewed',
            comment: `Continued by waiver ${id}`,
          }),
        ]
      : [];
  }

  async #lostRace(before: StoredWaiver): Promise<Error> {
    const now = await this.#store.get(before.id);
    return now && now.revision !== before.revision
      ? (staleDecision(now) ?? staleWrite())
      : new ConflictError(
          'Somebody changed another waiver of this check at the same time; read this one again and repeat your decision',
        );
  }

  /** Who asked for it is told of the decision, and not of the end of the waiver that it continues. */
  async #tell(
    saved: StoredWaiver[],
    actor: string,
    entity: Entity,
  ): Promise<StoredWaiver> {
    const decided = saved[saved.length - 1];
    for (const ended of saved.slice(0, -1)) {
      await this.#publisher.changed(ended);
    }
    const { title } = toEntityRecord(entity);
    const { checks } = this.#rules.current().rules;
    const check = checks.find(({ id }) => id === decided.checkId);
    await this.#publisher.decided(decided, {
      actor,
      entityTitle: title,
      checkTitle: check?.title ?? decided.checkId,
    });
    return decided;
  }
}

/** Tells who decided, and when; undefined where nobody did. */
function staleDecision({
  events: history,
}: StoredWaiver): PreconditionFailedError | undefined {
  const last = history.at(-1);
  return last && last.action !== 'requested'
    ? new PreconditionFailedError(
        `It was ${last.action} by ${last.actor} at ${last.at}, after you read it; read it again before you decide`,
      )
    : undefined;
}
