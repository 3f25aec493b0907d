import {
  AuditorService,
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  BurnDown,
  Campaign,
  campaignManagePermission,
  CampaignPatch,
  CampaignQuery,
  CampaignTask,
  CampaignTaskQuery,
  NewCampaign,
  Page,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { randomUUID } from 'node:crypto';
import { audited } from '../audited';
import { normalizeEntityRef } from '../catalog/entityRecord';
import { EntityAccess } from '../catalog/types';
import { actorOf } from '../http/actorOf';
import { Caller } from '../http/Caller';
import { assertPrecondition, Precondition, staleWrite } from '../http/etag';
import { RulesSource } from '../rules/types';
import { CheckStateReader } from '../scorecards/CheckStateReader';
import { ScorecardStore } from '../scorecards/ScorecardStore';
import { FleetSignals } from '../signals/FleetSignals';
import {
  assertDeadline,
  assertTargetLevel,
  toCompleteScope,
} from './campaignInput';
import { CampaignPresenter, dayOf } from './CampaignPresenter';
import { CampaignStore, StoredCampaign } from './CampaignStore';

/** Days before a campaign, so that it is seen where it comes from. */
const DAYS_BEFORE = 28;

/** Days of a burn-down; of a campaign that is older, the newest ones. */
const MOST_DAYS = 366;

/** The use cases of campaigns. Whoever is signed in may read them; figures are over what the caller may see. */
export class CampaignService {
  readonly #store: CampaignStore;
  readonly #scorecards: ScorecardStore;
  readonly #checkStates: CheckStateReader;
  readonly #rules: RulesSource;
  readonly #presenter: CampaignPresenter;
  readonly #entities: EntityAccess;
  readonly #permissions: PermissionsService;
  readonly #auth: AuthService;
  readonly #auditor: AuditorService;
  readonly #signals: Pick<FleetSignals, 'changed'>;
  readonly #now: () => DateTime;

  constructor(options: {
    store: CampaignStore;
    scorecards: ScorecardStore;
    checkStates: CheckStateReader;
    rules: RulesSource;
    entities: EntityAccess;
    permissions: PermissionsService;
    auth: AuthService;
    auditor: AuditorService;
    fleetSignals: Pick<FleetSignals, 'changed'>;
    /** For tests. */
    now?: () => DateTime;
  }) {
    this.#store = options.store;
    this.#scorecards = options.scorecards;
    this.#checkStates = options.checkStates;
    this.#rules = options.rules;
    this.#presenter = new CampaignPresenter(options.rules);
    this.#entities = options.entities;
    this.#permissions = options.permissions;
    this.#auth = options.auth;
    this.#auditor = options.auditor;
    this.#signals = options.fleetSignals;
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /** By deadline, the next one first. */
  async list(query: CampaignQuery, caller: Caller): Promise<Page<Campaign>> {
    const page = await this.#store.list(query);
    return { ...page, items: await this.#present(page.items, caller) };
  }

  /** @throws NotFoundError */
  async get(id: string, caller: Caller): Promise<Campaign> {
    return await this.#presentOne(await this.#demand(id), caller);
  }

  /** @throws InputError when the level is not one of the rules, or the deadline is over */
  async create(campaign: NewCampaign, caller: Caller): Promise<Campaign> {
    return await this.#write(caller, { actionType: 'create' }, async () => {
      assertTargetLevel(campaign.targetLevel, this.#rules.current().rules);
      assertDeadline(campaign.dueOn, this.#now());
      return await this.#store.create({
        ...campaign,
        description: campaign.description || undefined,
        id: randomUUID(),
        scope: toCompleteScope(campaign.scope),
        createdBy: actorOf(this.#auth, caller.credentials, 'begin a campaign'),
        createdAt: this.#time(),
      });
    });
  }

  /** Changes what the patch names; an empty description removes it. */
  async update(
    id: string,
    patch: CampaignPatch,
    precondition: Precondition,
    caller: Caller,
  ): Promise<Campaign> {
    const meta = { actionType: 'update', campaignId: id };
    return await this.#write(caller, meta, async () => {
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
    return await this.#write(caller, meta, async () => {
      const stored = await this.#demandActive(id, precondition);
      return await this.#save({ ...stored, endedAt: this.#time() });
    });
  }

  /** Day by day since shortly before it began, over the services that are in scope now. */
  async burnDown(id: string, { credentials }: Caller): Promise<BurnDown> {
    const campaign = await this.#demand(id);
    const today = this.#now().toUTC();
    const oldest = today.minus({ days: MOST_DAYS - 1 }).toISODate()!;
    const first = DateTime.fromISO(campaign.createdAt, { zone: 'utc' })
      .minus({ days: DAYS_BEFORE })
      .toISODate()!;
    const days = await this.#scorecards.trend(
      campaign.scope,
      await this.#entities.getVisibleEntities(credentials),
      {
        first: first > oldest ? first : oldest,
        today: today.toISODate()!,
      },
    );
    return this.#presenter.burnDown(campaign, days);
  }

  /** What is still to be done, by owner, then by name. */
  async tasks(
    id: string,
    { owner, limit, cursor }: CampaignTaskQuery,
    { credentials }: Caller,
  ): Promise<Page<CampaignTask>> {
    const goal = this.#presenter.goal(await this.#demand(id));
    const ownerRef = owner && normalizeEntityRef(owner, 'owner', 'group');
    if (ownerRef && goal.scope.owner && goal.scope.owner !== ownerRef) {
      return { items: [], totalItems: 0 };
    }
    const page = await this.#scorecards.list(
      {
        ...goal.scope,
        owner: ownerRef ?? goal.scope.owner,
        belowRank: goal.targetRank,
      },
      { sort: 'owner', limit, cursor },
      await this.#entities.getVisibleEntities(credentials),
    );
    const states = await this.#checkStates.statesOf(
      page.items.map(({ entityRef }) => entityRef),
    );
    return {
      ...page,
      items: page.items.map(item =>
        this.#presenter.task(
          item,
          states.get(item.entityRef) ?? new Map(),
          goal,
        ),
      ),
    };
  }

  async #present(
    campaigns: StoredCampaign[],
    { credentials }: Caller,
  ): Promise<Campaign[]> {
    const [visible, manage] = await Promise.all([
      this.#entities.getVisibleEntities(credentials),
      this.#mayManage(credentials),
    ]);
    const progress = await this.#scorecards.progress(
      campaigns.map(campaign => this.#presenter.goal(campaign)),
      visible,
    );
    return campaigns.map((campaign, index) =>
      this.#presenter.campaign(campaign, progress[index], { manage }),
    );
  }

  async #presentOne(
    campaign: StoredCampaign,
    caller: Caller,
  ): Promise<Campaign> {
    const [presented] = await this.#present([campaign], caller);
    return presented;
  }

  /** What all writes have in common: may they, a record of it, and who is told. */
  async #write(
    caller: Caller,
    meta: { actionType: string; campaignId?: string },
    write: () => Promise<StoredCampaign>,
  ): Promise<Campaign> {
    const written = await audited(
      this.#auditor,
      { eventId: 'campaign-mutate', request: caller.request, meta },
      async () => {
        if (!(await this.#mayManage(caller.credentials))) {
          throw new NotAllowedError(
            'You may not begin, change or end campaigns',
          );
        }
        return await write();
      },
    );
    this.#signals.changed('campaigns');
    return await this.#presentOne(written, caller);
  }

  async #save(campaign: StoredCampaign): Promise<StoredCampaign> {
    const saved = await this.#store.save(campaign);
    if (!saved) {
      throw staleWrite();
    }
    return saved;
  }

  async #demand(id: string): Promise<StoredCampaign> {
    const campaign = await this.#store.get(id);
    if (!campaign) {
      throw new NotFoundError(`No campaign ${id}`);
    }
    return campaign;
  }

  async #demandActive(
    id: string,
    precondition: Precondition,
  ): Promise<StoredCampaign> {
    const campaign = await this.#demand(id);
    assertPrecondition(precondition, campaign.revision);
    if (campaign.endedAt !== undefined) {
      throw new ConflictError(
        `The campaign ended on ${dayOf(campaign.endedAt)} and stays as it is; begin a new one`,
      );
    }
    return campaign;
  }

  async #mayManage(credentials: BackstageCredentials): Promise<boolean> {
    const [{ result }] = await this.#permissions.authorize(
      [{ permission: campaignManagePermission }],
      { credentials },
    );
    return result === AuthorizeResult.ALLOW;
  }

  #time(): string {
    return this.#now().toJSDate().toISOString();
  }
}
