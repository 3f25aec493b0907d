import { AuditorService, AuthService } from '@backstage/backend-plugin-api';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  Campaign,
  CampaignPatch,
  NewCampaign,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { randomUUID } from 'node:crypto';
import { audited } from '../http/audited';
import { actorOf, Caller } from '../http/Caller';
import { assertPrecondition, Precondition, staleWrite } from '../http/etag';
import { RulesSource } from '../rules/types';
import { FleetSignals } from '../signals/FleetSignals';
import {
  assertDeadline,
  assertTargetLevel,
  toCompleteScope,
} from './campaignInput';
import { dayOf } from './CampaignPresenter';
import { CampaignReader } from './CampaignReader';
import { CampaignStore, StoredCampaign } from './CampaignStore';

/** Creates, changes and ends campaigns. */
export class CampaignWriter {
  readonly #store: CampaignStore;
  readonly #reader: CampaignReader;
  readonly #rules: RulesSource;
  readonly #auth: AuthService;
  readonly #auditor: AuditorService;
  readonly #signals: Pick<FleetSignals, 'changed'>;
  readonly #now: () => DateTime;

  constructor(options: {
    store: CampaignStore;
    reader: CampaignReader;
    rules: RulesSource;
    auth: AuthService;
    auditor: AuditorService;
    fleetSignals: Pick<FleetSignals, 'changed'>;
    /** For tests. */
    now?: () => DateTime;
  }) {
    this.#store = options.store;
    this.#reader = options.reader;
    this.#rules = options.rules;
    this.#auth = options.auth;
    this.#auditor = options.auditor;
    this.#signals = options.fleetSignals;
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /**
   * Creates a campaign.
   *
   * @returns `created: false` and the earlier campaign if the caller repeats an idempotency key
   * @throws InputError if the rules do not have the level, or the deadline has passed
   */
  async create(
    { idempotencyKey, ...campaign }: NewCampaign,
    caller: Caller,
  ): Promise<{ created: boolean; campaign: Campaign }> {
    const written = await this.#audited(
      caller,
      { actionType: 'create' },
      async () => {
        const createdBy = actorOf(
          this.#auth,
          caller.credentials,
          'begin a campaign',
        );
        const repeated =
          idempotencyKey === undefined
            ? undefined
            : await this.#store.findRequest(createdBy, idempotencyKey);
        return repeated
          ? { created: false, campaign: repeated }
          : await this.#begin({ ...campaign, createdBy }, idempotencyKey);
      },
    );
    if (written.created) {
      this.#signals.changed('campaigns');
    }
    return {
      created: written.created,
      campaign: await this.#reader.present(written.campaign, caller),
    };
  }

  /** Changes the fields in the patch; an empty description removes it. */
  async update(
    id: string,
    patch: CampaignPatch,
    precondition: Precondition,
    caller: Caller,
  ): Promise<Campaign> {
    const meta = { actionType: 'update', campaignId: id };
    return await this.#change(caller, meta, async () => {
      const { targetLevel, dueOn, scope } = patch;
      const stored = await this.#demandActive(id, precondition);
      if (targetLevel !== undefined) {
        assertTargetLevel(targetLevel, this.#rules.current().rules);
      }
      if (dueOn !== undefined && dueOn !== stored.dueOn) {
        assertDeadline(dueOn, this.#now());
      }
      const description = patch.description ?? stored.description;
      return await this.#save({
        ...stored,
        title: patch.title ?? stored.title,
        description: description || undefined,
        targetLevel: targetLevel ?? stored.targetLevel,
        dueOn: dueOn ?? stored.dueOn,
        scope: scope ? toCompleteScope(scope) : stored.scope,
      });
    });
  }

  /** @throws ConflictError when it has ended already */
  async end(
    id: string,
    precondition: Precondition,
    caller: Caller,
  ): Promise<Campaign> {
    const meta = { actionType: 'end', campaignId: id };
    return await this.#change(caller, meta, async () => {
      const stored = await this.#demandActive(id, precondition);
      return await this.#save({ ...stored, endedAt: this.#time() });
    });
  }

  async #begin(
    campaign: Omit<NewCampaign, 'idempotencyKey'> & { createdBy: string },
    idempotencyKey: string | undefined,
  ): Promise<{ created: boolean; campaign: StoredCampaign }> {
    assertTargetLevel(campaign.targetLevel, this.#rules.current().rules);
    assertDeadline(campaign.dueOn, this.#now());
    return await this.#store.create(
      {
        ...campaign,
        description: campaign.description || undefined,
        id: randomUUID(),
        scope: toCompleteScope(campaign.scope),
        createdAt: this.#time(),
      },
      idempotencyKey,
    );
  }

  async #change(
    caller: Caller,
    meta: { actionType: string; campaignId: string },
    change: () => Promise<StoredCampaign>,
  ): Promise<Campaign> {
    const changed = await this.#audited(caller, meta, change);
    this.#signals.changed('campaigns');
    return await this.#reader.present(changed, caller);
  }

  /** Common to all writes: audit and permission. */
  async #audited<T>(
    caller: Caller,
    meta: { actionType: string; campaignId?: string },
    write: () => Promise<T>,
  ): Promise<T> {
    return await audited(
      this.#auditor,
      { eventId: 'campaign-mutate', request: caller.request, meta },
      async () => {
        if (!(await this.#reader.mayManage(caller.credentials))) {
          throw new NotAllowedError(
            'You may not create, change or end campaigns',
          );
        }
        return await write();
      },
    );
  }

  async #save(campaign: StoredCampaign): Promise<StoredCampaign> {
    const saved = await this.#store.save(campaign);
    if (!saved) {
      throw staleWrite();
    }
    return saved;
  }

  async #demandActive(
    id: string,
    precondition: Precondition,
  ): Promise<StoredCampaign> {
    const campaign = await this.#reader.demand(id);
    assertPrecondition(precondition, campaign.revision);
    if (campaign.endedAt !== undefined) {
      throw new ConflictError(
        `The campaign ended on ${dayOf(campaign.endedAt)} and stays as it is; create a new one`,
      );
    }
    return campaign;
  }

  #time(): string {
    return this.#now().toJSDate().toISOString();
  }
}
