import {
  AuditorService,
  AuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import {
  Campaign,
  campaignManagePermission,
  CampaignPatch,
  CampaignScope,
  NewCampaign,
} from '@paved-road/plugin-paved-road-common';
import { formatDate } from '@paved-road/plugin-paved-road-common/advisor';
import { DateTime } from 'luxon';
import { randomUUID } from 'node:crypto';
import { normalizeEntityRef } from '../catalog/entityRecord';
import { identifyActor, Caller } from '../http/Caller';
import { assertPrecondition, Precondition, staleWrite } from '../http/etag';
import { demandAllowed } from '../records/RecordAccess';
import { audited } from '../records/RecordPublisher';
import { RulesSource } from '../rules/types';
import { assertLevel } from '../scorecards/toScorecardFilter';
import { FleetSignals } from '../signals/FleetSignals';
import { CampaignReader } from './CampaignReader';
import { CampaignStore, StoredCampaign } from './CampaignStore';

/** Creates, changes and ends campaigns. */
export class CampaignService {
  readonly #now: () => DateTime;

  constructor(
    private readonly options: {
      store: CampaignStore;
      reader: CampaignReader;
      rules: RulesSource;
      permissions: PermissionsService;
      auth: AuthService;
      auditor: AuditorService;
      fleetSignals: Pick<FleetSignals, 'changed'>;
      /** For tests. */
      now?: () => DateTime;
    },
  ) {
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
        const createdBy = identifyActor(
          this.options.auth,
          caller.credentials,
          'begin a campaign',
        );
        const repeated =
          idempotencyKey === undefined
            ? undefined
            : await this.options.store.findRequest(createdBy, idempotencyKey);
        return repeated
          ? { created: false, campaign: repeated }
          : await this.#begin({ ...campaign, createdBy }, idempotencyKey);
      },
    );
    if (written.created) {
      this.options.fleetSignals.changed('campaigns');
    }
    return {
      created: written.created,
      campaign: await this.options.reader.present(written.campaign, caller),
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
      this.#assertTargetLevel(targetLevel);
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
    this.#assertTargetLevel(campaign.targetLevel);
    assertDeadline(campaign.dueOn, this.#now());
    return await this.options.store.create(
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
    this.options.fleetSignals.changed('campaigns');
    return await this.options.reader.present(changed, caller);
  }

  /** Common to all writes: audit and permission. */
  async #audited<T>(
    caller: Caller,
    meta: { actionType: string; campaignId?: string },
    write: () => Promise<T>,
  ): Promise<T> {
    return await audited(
      this.options.auditor,
      { eventId: 'campaign-mutate', request: caller.request, meta },
      async () => {
        await demandAllowed(
          this.options.permissions,
          { permission: campaignManagePermission },
          caller.credentials,
          'You may not create, change or end campaigns',
        );
        return await write();
      },
    );
  }

  async #save(campaign: StoredCampaign): Promise<StoredCampaign> {
    const saved = await this.options.store.save(campaign);
    if (!saved) {
      throw staleWrite();
    }
    return saved;
  }

  async #demandActive(
    id: string,
    precondition: Precondition,
  ): Promise<StoredCampaign> {
    const campaign = await this.options.reader.demand(id);
    assertPrecondition(precondition, campaign.revision);
    if (campaign.endedAt !== undefined) {
      throw new ConflictError(
        `The campaign ended on ${formatDate(campaign.endedAt)} and stays as it is; create a new one`,
      );
    }
    return campaign;
  }

  #assertTargetLevel(level: string | undefined): void {
    const { levels } = this.options.rules.current().rules;
    assertLevel(
      'targetLevel',
      level,
      levels.map(({ id }) => id),
    );
  }

  #time(): string {
    return this.#now().toJSDate().toISOString();
  }
}

/**
 * @param dueOn - ISO 8601: the last day, in UTC
 * @throws InputError when it is over
 */
function assertDeadline(dueOn: string, now: DateTime): void {
  const today = now.toUTC().toISODate()!;
  if (dueOn < today) {
    throw new InputError(
      `dueOn: ${dueOn} is in the past, use ${today} or later`,
    );
  }
}

/**
 * A scope with complete entity references.
 *
 * @throws InputError if one of them is invalid
 */
function toCompleteScope({
  owner,
  team,
  system,
  ...scope
}: CampaignScope): CampaignScope {
  return {
    ...scope,
    owner: owner && normalizeEntityRef(owner, 'scope.owner', 'group'),
    team: team && normalizeEntityRef(team, 'scope.team', 'group'),
    system: system && normalizeEntityRef(system, 'scope.system', 'system'),
  };
}
