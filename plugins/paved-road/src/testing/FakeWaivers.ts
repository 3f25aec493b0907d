import {
  approveWaiver,
  assertRenewable,
  availableWaiverActions,
  endRenewedWaiver,
  isRenewable,
  NewWaiverInput,
  Page,
  parseInput,
  rejectWaiver,
  revokeWaiver,
  Waiver,
  WaiverOptions,
  WaiverQueryInput,
  WaiverReviewPreview,
  WaiversApi,
  WaiverSignature,
  WaiverState,
} from '@paved-road/plugin-paved-road-common';
import {
  newWaiverSchema,
  waiverQuerySchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { DateTime } from 'luxon';
import { pageOf } from './fakeLists';
import { responseError } from './responseError';

/** A waiver without the fields that the service adds for the reader. */
export type KeptWaiver = WaiverState &
  Omit<Waiver, 'status' | 'decision' | 'revocation' | 'renewedBy' | 'allowed'>;

/**
 * In-memory waivers with the rules of the service: status changes, second reviewer, longest duration and validation.
 */
export class FakeWaivers implements WaiversApi {
  /** Entity reference of the current user. */
  actor = 'user:default/owner';
  /** Whether the user may request waivers. */
  mayRequest = true;
  /** Whether the user may review waivers that others requested. */
  mayReview = true;
  /** Longest duration in days. */
  maxDays = 90;
  /** Rejects every list while it is set. */
  failure: Error | undefined;
  /** All requests, including repeated ones. */
  readonly requests: NewWaiverInput[] = [];

  /** Oldest first. */
  #waivers: KeptWaiver[];
  readonly #keys = new Map<string, string>();

  constructor(waivers: KeptWaiver[] = []) {
    this.#waivers = waivers;
  }

  async listWaivers(input: WaiverQueryInput = {}): Promise<Page<Waiver>> {
    if (this.failure) {
      throw this.failure;
    }
    const query = parseInput(waiverQuerySchema, input, 'query');
    const { status, entity, check, owner, expiringWithinDays, inForceAt } =
      query;
    const { requestedBy } = query;
    const before =
      expiringWithinDays === undefined
        ? undefined
        : DateTime.utc().plus({ days: expiringWithinDays }).toISO();
    const found = this.#waivers
      .filter(
        waiver =>
          (status === undefined || waiver.status === status) &&
          (entity === undefined || waiver.entityRef === entity) &&
          (check === undefined || waiver.checkId === check) &&
          (owner === undefined || waiver.owner === owner) &&
          (requestedBy === undefined || waiver.requestedBy === requestedBy) &&
          (before === undefined ||
            (waiver.status === 'approved' && waiver.expiresAt <= before)) &&
          (inForceAt === undefined || wasInForce(waiver, inForceAt)),
      )
      .sort((a, b) => a.requestedAt.localeCompare(b.requestedAt));
    if (status === 'approved' || before) {
      found.sort((a, b) => a.expiresAt.localeCompare(b.expiresAt));
    } else if (status !== 'requested') {
      found.reverse();
    }
    return pageOf(
      found.map(waiver => this.#present(waiver)),
      query,
    );
  }

  async getWaiver(id: string): Promise<Waiver> {
    return this.#present(await this.#find(id));
  }

  /** Levels after each outcome of a review. */
  levels: WaiverReviewPreview['levels'];

  async previewWaiverReview(): Promise<WaiverReviewPreview> {
    return { levels: this.levels };
  }

  async getWaiverOptions(): Promise<WaiverOptions> {
    return { maxDays: this.maxDays, allowed: this.mayRequest };
  }

  async requestWaiver(input: NewWaiverInput): Promise<Waiver> {
    this.requests.push(input);
    const { idempotencyKey, ...request } = parseInput(
      newWaiverSchema,
      input,
      'waiver',
    );
    const repeated = this.#keys.get(idempotencyKey ?? '');
    if (repeated !== undefined) {
      return await this.getWaiver(repeated);
    }
    await this.#assertPossible(request);
    const at = new Date().toISOString();
    const waiver: KeptWaiver = {
      ...request,
      id: `00000000-0000-4000-8000-${String(this.#waivers.length).padStart(12, '0')}`,
      entityTitle: 'Fraud scorer',
      owner: 'group:default/fraud',
      checkTitle: request.checkId,
      status: 'requested',
      requestedBy: this.actor,
      requestedAt: at,
      events: [{ at, actor: this.actor, action: 'requested' }],
      etag: '"1"',
    };
    this.#waivers.push(waiver);
    if (idempotencyKey) {
      this.#keys.set(idempotencyKey, waiver.id);
    }
    return this.#present(waiver);
  }

  async approveWaiver(id: string, etag: string, comment?: string) {
    const { renews } = await this.#find(id);
    const approved = await this.#decide(
      id,
      etag,
      'approved',
      approveWaiver,
      comment,
    );
    this.#waivers = this.#waivers.map(waiver =>
      waiver.id === renews && waiver.status === 'approved'
        ? {
            ...waiver,
            ...endRenewedWaiver(waiver),
            events: [
              ...waiver.events,
              {
                at: approved.decision!.at,
                actor: this.actor,
                action: 'renewed',
                comment: `Continued by waiver ${id}`,
              },
            ],
          }
        : waiver,
    );
    return approved;
  }

  async rejectWaiver(id: string, etag: string, comment?: string) {
    return await this.#decide(id, etag, 'rejected', rejectWaiver, comment);
  }

  async revokeWaiver(id: string, etag: string, comment?: string) {
    return await this.#decide(id, etag, 'revoked', revokeWaiver, comment);
  }

  async #decide(
    id: string,
    etag: string,
    action: 'approved' | 'rejected' | 'revoked',
    change: (waiver: KeptWaiver, signature: WaiverSignature) => WaiverState,
    comment: string | undefined,
  ): Promise<Waiver> {
    const waiver = await this.#find(id);
    const last = waiver.events.at(-1)!;
    if (waiver.etag !== etag) {
      throw await responseError(
        412,
        'PreconditionFailedError',
        `It was ${last.action} by ${last.actor} at ${last.at}, after you read it; read it again before you decide`,
      );
    }
    const signature = {
      by: this.actor,
      at: new Date().toISOString(),
      comment,
    };
    const decided: KeptWaiver = {
      ...waiver,
      ...change(waiver, signature),
      etag: `"${Number(etag.replaceAll('"', '')) + 1}"`,
      events: [
        ...waiver.events,
        { at: signature.at, actor: this.actor, action, comment },
      ],
    };
    this.#waivers = this.#waivers.map(kept =>
      kept.id === id ? decided : kept,
    );
    return this.#present(decided);
  }

  async #assertPossible({
    entityRef,
    checkId,
    expiresAt,
    renews,
  }: NewWaiverInput) {
    if (
      DateTime.fromISO(expiresAt) > DateTime.now().plus({ days: this.maxDays })
    ) {
      throw await responseError(
        400,
        'InputError',
        `expiresAt: ${expiresAt} is more than ${this.maxDays} days away`,
      );
    }
    const live = this.#waivers.find(
      waiver =>
        waiver.entityRef === entityRef &&
        waiver.checkId === checkId &&
        (waiver.status === 'requested' ||
          (waiver.status === 'approved' && waiver.id !== renews)),
    );
    if (live) {
      throw await responseError(
        409,
        'ConflictError',
        `${live.requestedBy} asked for a waiver of ${checkId} for ${entityRef} at ${live.requestedAt}; it waits for a decision`,
      );
    }
    if (renews !== undefined) {
      assertRenewable(await this.#find(renews), this.#renewalOf(renews));
    }
  }

  async #find(id: string): Promise<KeptWaiver> {
    const found = this.#waivers.find(waiver => waiver.id === id);
    if (!found) {
      throw await responseError(
        404,
        'NotFoundError',
        `There is no waiver ${id}`,
      );
    }
    return found;
  }

  #renewalOf(id: string): KeptWaiver | undefined {
    return this.#waivers.findLast(({ renews }) => renews === id);
  }

  #present(waiver: KeptWaiver): Waiver {
    const open = availableWaiverActions(waiver, this.actor, new Date());
    const renewal = this.#renewalOf(waiver.id);
    return {
      ...waiver,
      renewedBy: renewal?.id,
      allowed: {
        review: this.mayReview && open.includes('approve'),
        revoke:
          (this.mayReview || waiver.requestedBy === this.actor) &&
          open.includes('revoke'),
        renew: this.mayRequest && isRenewable(waiver, renewal),
      },
    };
  }
}

/** Whether a waiver was active at a time. */
export function wasInForce(
  waiver: Pick<Waiver, 'expiresAt' | 'events'>,
  at: string,
): boolean {
  const was = (action: Waiver['events'][number]['action']) =>
    waiver.events.some(event => event.action === action && event.at <= at);
  return (
    was('approved') &&
    waiver.expiresAt > at &&
    !was('revoked') &&
    !was('renewed')
  );
}

/** Adds the methods of a waivers fake to another fake. */
export function withWaivers<T extends object>(
  fake: T,
  waivers: FakeWaivers,
): T & WaiversApi {
  const api: WaiversApi = {
    listWaivers: query => waivers.listWaivers(query),
    getWaiver: id => waivers.getWaiver(id),
    previewWaiverReview: () => waivers.previewWaiverReview(),
    getWaiverOptions: () => waivers.getWaiverOptions(),
    requestWaiver: waiver => waivers.requestWaiver(waiver),
    approveWaiver: (...args) => waivers.approveWaiver(...args),
    rejectWaiver: (...args) => waivers.rejectWaiver(...args),
    revokeWaiver: (...args) => waivers.revokeWaiver(...args),
  };
  return Object.assign(fake, api);
}
