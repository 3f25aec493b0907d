import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  BurnDown,
  Campaign,
  campaignManagePermission,
  CampaignQuery,
  CampaignTask,
  CampaignTaskQuery,
  Page,
  Rules,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { normalizeEntityRef } from '../catalog/entityRecord';
import { EntityAccess } from '../catalog/types';
import { Caller } from '../http/Caller';
import { formatEtag } from '../http/etag';
import { isAllowed } from '../records/RecordAccess';
import { RulesSource } from '../rules/types';
import { FleetStore } from '../scorecards/store/FleetStore';
import { ScorecardStore } from '../scorecards/store/ScorecardStore';
import { CampaignStore, StoredCampaign, toScopeAndRank } from './CampaignStore';

/** Days before a campaign, to show the starting point. */
const DAYS_BEFORE = 28;

/** Days of a burn-down; for an older campaign, the newest ones. */
const MOST_DAYS = 366;

/** Reads campaigns, for everyone who is signed in. Figures cover the services that the caller may see. */
export class CampaignReader {
  readonly #now: () => DateTime;

  constructor(
    private readonly options: {
      store: CampaignStore;
      scorecards: Pick<ScorecardStore, 'readCheckStates'>;
      fleet: FleetStore;
      rules: RulesSource;
      entities: EntityAccess;
      permissions: PermissionsService;
      /** For tests. */
      now?: () => DateTime;
    },
  ) {
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /** By deadline, the next one first. */
  async list(query: CampaignQuery, caller: Caller): Promise<Page<Campaign>> {
    const page = await this.options.store.list(query);
    return { ...page, items: await this.#presentAll(page.items, caller) };
  }

  /** @throws NotFoundError */
  async get(id: string, caller: Caller): Promise<Campaign> {
    return await this.present(await this.demand(id), caller);
  }

  /** By day since shortly before the start until the end, for the services that are in scope now; oldest first. */
  async burnDown(id: string, { credentials }: Caller): Promise<BurnDown> {
    const campaign = await this.demand(id);
    const today = this.#now().toUTC();
    const oldest = today.minus({ days: MOST_DAYS - 1 }).toISODate()!;
    const first = DateTime.fromISO(campaign.createdAt, { zone: 'utc' })
      .minus({ days: DAYS_BEFORE })
      .toISODate()!;
    const days = await this.options.fleet.trend(
      campaign.scope,
      await this.options.entities.getVisibleEntities(credentials),
      {
        first: first > oldest ? first : oldest,
        today: today.toISODate()!,
      },
    );
    const last = campaign.endedAt && formatDay(campaign.endedAt);
    const isBelow = this.#isBelowTarget(campaign);
    return {
      points: days
        .filter(({ date }) => last === undefined || date <= last)
        .map(({ date, levels }) => {
          let remaining = 0;
          let total = 0;
          for (const [level, count] of Object.entries(levels)) {
            total += count;
            remaining += isBelow(level) ? count : 0;
          }
          return { date, remaining, total };
        }),
    };
  }

  /** The open tasks, by owner, then by name. */
  async tasks(
    id: string,
    { owner, limit, cursor }: CampaignTaskQuery,
    { credentials }: Caller,
  ): Promise<Page<CampaignTask>> {
    const { scope, targetRank } = toScopeAndRank(
      await this.demand(id),
      this.#rules(),
    );
    const ownerRef = owner && normalizeEntityRef(owner, 'owner', 'group');
    if (ownerRef && scope.owner && scope.owner !== ownerRef) {
      return { items: [], totalItems: 0 };
    }
    const page = await this.options.fleet.list(
      { ...scope, owner: ownerRef ?? scope.owner, belowRank: targetRank },
      { sort: 'owner', limit, cursor },
      await this.options.entities.getVisibleEntities(credentials),
    );
    const states = await this.options.scorecards.readCheckStates(
      page.items.map(({ entityRef }) => entityRef),
    );
    const { levels, order } = this.#rules();
    const upToTarget = levels.slice(0, targetRank).map(level => level.id);
    const checks = order
      .map(({ check }) => check.definition)
      .filter(({ advisory, level }) => !advisory && upToTarget.includes(level));
    return {
      ...page,
      items: page.items.map(({ entityRef, title, owner: ownedBy, level }) => ({
        entityRef,
        title,
        owner: ownedBy,
        level,
        checks: checks.flatMap(check => {
          const state = states.get(entityRef)?.get(check.id);
          return state === 'fail' || state === 'unknown'
            ? [{ checkId: check.id, title: check.title, state }]
            : [];
        }),
      })),
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
    const campaign = await this.options.store.get(id);
    if (!campaign) {
      throw new NotFoundError(`No campaign ${id}`);
    }
    return campaign;
  }

  async #presentAll(
    campaigns: StoredCampaign[],
    { credentials }: Caller,
  ): Promise<Campaign[]> {
    const [visible, manage] = await Promise.all([
      this.options.entities.getVisibleEntities(credentials),
      this.#mayManage(credentials),
    ]);
    const progress = await this.options.fleet.progress(
      campaigns.map(campaign => toScopeAndRank(campaign, this.#rules())),
      visible,
    );
    return campaigns.map(({ revision, ...campaign }, index) => ({
      ...campaign,
      status: campaign.endedAt === undefined ? 'active' : 'ended',
      progress: progress[index],
      etag: formatEtag(revision),
      allowed: { manage },
    }));
  }

  /** Whether the caller may create, change and end campaigns. */
  async #mayManage(credentials: BackstageCredentials): Promise<boolean> {
    const request = { permission: campaignManagePermission };
    return await isAllowed(this.options.permissions, request, credentials);
  }

  #isBelowTarget(campaign: StoredCampaign): (level: string) => boolean {
    const { targetRank } = toScopeAndRank(campaign, this.#rules());
    const ids = this.#rules().levels.map(({ id }) => id);
    return level => ids.indexOf(level) + 1 < targetRank;
  }

  #rules(): Rules {
    return this.options.rules.current().rules;
  }
}

/** The day of a moment, in UTC. */
function formatDay(time: string): string {
  return DateTime.fromISO(time, { zone: 'utc' }).toISODate()!;
}
