import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  BurnDown,
  Campaign,
  campaignManagePermission,
  CampaignQuery,
  CampaignTask,
  CampaignTaskQuery,
  Page,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { normalizeEntityRef } from '../catalog/entityRecord';
import { EntityAccess } from '../catalog/types';
import { Caller } from '../http/Caller';
import { RulesSource } from '../rules/types';
import { CheckStateReader } from '../scorecards/store/CheckStateReader';
import { ScorecardStore } from '../scorecards/store/ScorecardStore';
import { CampaignPresenter } from './CampaignPresenter';
import { CampaignStore, StoredCampaign } from './CampaignStore';

/** Days before a campaign, to show the starting point. */
const DAYS_BEFORE = 28;

/** Days of a burn-down; for an older campaign, the newest ones. */
const MOST_DAYS = 366;

/** Reads campaigns, for everyone who is signed in. Figures cover the services that the caller may see. */
export class CampaignReader {
  readonly #store: CampaignStore;
  readonly #scorecards: ScorecardStore;
  readonly #checkStates: CheckStateReader;
  readonly #presenter: CampaignPresenter;
  readonly #entities: EntityAccess;
  readonly #permissions: PermissionsService;
  readonly #now: () => DateTime;

  constructor(options: {
    store: CampaignStore;
    scorecards: ScorecardStore;
    checkStates: CheckStateReader;
    rules: RulesSource;
    entities: EntityAccess;
    permissions: PermissionsService;
    /** For tests. */
    now?: () => DateTime;
  }) {
    this.#store = options.store;
    this.#scorecards = options.scorecards;
    this.#checkStates = options.checkStates;
    this.#presenter = new CampaignPresenter(options.rules);
    this.#entities = options.entities;
    this.#permissions = options.permissions;
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /** By deadline, the next one first. */
  async list(query: CampaignQuery, caller: Caller): Promise<Page<Campaign>> {
    const page = await this.#store.list(query);
    return { ...page, items: await this.#presentAll(page.items, caller) };
  }

  /** @throws NotFoundError */
  async get(id: string, caller: Caller): Promise<Campaign> {
    return await this.present(await this.demand(id), caller);
  }

  /** By day since shortly before the start, for the services that are in scope now. */
  async burnDown(id: string, { credentials }: Caller): Promise<BurnDown> {
    const campaign = await this.demand(id);
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

  /** The open tasks, by owner, then by name. */
  async tasks(
    id: string,
    { owner, limit, cursor }: CampaignTaskQuery,
    { credentials }: Caller,
  ): Promise<Page<CampaignTask>> {
    const goal = this.#presenter.goal(await this.demand(id));
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

  /** A campaign as the caller may see it. */
  async present(campaign: StoredCampaign, caller: Caller): Promise<Campaign> {
    const [presented] = await this.#presentAll([campaign], caller);
    return presented;
  }

  /**
   * A stored campaign.
   *
   * @throws NotFoundError
   */
  async demand(id: string): Promise<StoredCampaign> {
    const campaign = await this.#store.get(id);
    if (!campaign) {
      throw new NotFoundError(`No campaign ${id}`);
    }
    return campaign;
  }

  /** Whether the caller may create, change and end campaigns. */
  async mayManage(credentials: BackstageCredentials): Promise<boolean> {
    const [{ result }] = await this.#permissions.authorize(
      [{ permission: campaignManagePermission }],
      { credentials },
    );
    return result === AuthorizeResult.ALLOW;
  }

  async #presentAll(
    campaigns: StoredCampaign[],
    { credentials }: Caller,
  ): Promise<Campaign[]> {
    const [visible, manage] = await Promise.all([
      this.#entities.getVisibleEntities(credentials),
      this.mayManage(credentials),
    ]);
    const progress = await this.#scorecards.progress(
      campaigns.map(campaign => this.#presenter.goal(campaign)),
      visible,
    );
    return campaigns.map((campaign, index) =>
      this.#presenter.campaign(campaign, progress[index], { manage }),
    );
  }
}
