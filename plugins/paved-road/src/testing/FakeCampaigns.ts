import {
  BurnDown,
  Campaign,
  CampaignPatchInput,
  CampaignQueryInput,
  CampaignReminder,
  CampaignsApi,
  CampaignTask,
  CampaignTaskQueryInput,
  NewCampaign,
  NewCampaignInput,
  Page,
  parseInput,
} from '@paved-road/plugin-paved-road-common';
import {
  campaignQuerySchema,
  campaignTaskQuerySchema,
  newCampaignSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { pageOf } from './fakeLists';
import { responseError } from './responseError';

/** A campaign with its burn-down and tasks. */
export type KeptCampaign = Omit<Campaign, 'allowed' | 'etag'> & {
  /** Oldest first. */
  points: BurnDown['points'];
  /** By owner. */
  tasks: CampaignTask[];
};

/** In-memory campaigns with the validation of the service. */
export class FakeCampaigns implements CampaignsApi {
  /** Entity reference of the current user. */
  actor = 'user:default/paula';
  mayManage = true;
  /** Rejects every list while it is set. */
  failure: Error | undefined;
  /** The next request creates a campaign, but its response is lost. */
  losesNextAnswer = false;

  #campaigns: KeptCampaign[];
  readonly #revisions = new Map<string, number>();
  readonly #keys = new Map<string, string>();

  constructor(campaigns: KeptCampaign[] = []) {
    this.#campaigns = campaigns;
  }

  async listCampaigns(input: CampaignQueryInput = {}): Promise<Page<Campaign>> {
    if (this.failure) {
      throw this.failure;
    }
    const query = parseInput(campaignQuerySchema, input, 'query');
    return pageOf(
      this.#campaigns
        .filter(
          ({ status }) => query.status === undefined || query.status === status,
        )
        .sort((a, b) => a.dueOn.localeCompare(b.dueOn))
        .map(campaign => this.#present(campaign)),
      query,
    );
  }

  async getCampaign(id: string): Promise<Campaign> {
    return this.#present(await this.#find(id));
  }

  async createCampaign(input: NewCampaignInput): Promise<Campaign> {
    const { idempotencyKey, ...campaign }: NewCampaign = parseInput(
      newCampaignSchema,
      input,
      'campaign',
    );
    const repeated = this.#keys.get(idempotencyKey ?? '');
    if (repeated !== undefined) {
      return await this.getCampaign(repeated);
    }
    const created: KeptCampaign = {
      ...campaign,
      id: `new-${this.#campaigns.length}`,
      description: campaign.description || undefined,
      status: 'active',
      createdBy: this.actor,
      createdAt: new Date().toISOString(),
      progress: { total: 0, reached: 0 },
      points: [],
      tasks: [],
    };
    this.#campaigns.push(created);
    if (idempotencyKey) {
      this.#keys.set(idempotencyKey, created.id);
    }
    if (this.losesNextAnswer) {
      this.losesNextAnswer = false;
      throw new Error('The connection was closed');
    }
    return this.#present(created);
  }

  async updateCampaign(
    id: string,
    etag: string,
    patch: CampaignPatchInput,
  ): Promise<Campaign> {
    return await this.#save(id, etag, patch);
  }

  async endCampaign(id: string, etag: string): Promise<Campaign> {
    return await this.#save(id, etag, {
      status: 'ended',
      endedAt: new Date().toISOString(),
    });
  }

  async previewReminder(id: string): Promise<CampaignReminder> {
    const { tasks, remindedAt } = await this.#find(id);
    const owned = Map.groupBy(tasks, ({ owner }) => owner ?? '');
    return {
      owners: [...owned]
        .filter(([owner]) => owner !== '')
        .map(([owner, { length }]) => ({ owner, services: length })),
      withoutOwner: owned.get('')?.length ?? 0,
      nextAt: remindedAt && '2099-01-08T00:00:00.000Z',
    };
  }

  async remindOwners(id: string, etag: string): Promise<Campaign> {
    return await this.#save(id, etag, { remindedAt: new Date().toISOString() });
  }

  async getBurnDown(id: string): Promise<BurnDown> {
    const { points } = await this.#find(id);
    return { points };
  }

  async listCampaignTasks(
    id: string,
    input: CampaignTaskQueryInput = {},
  ): Promise<Page<CampaignTask>> {
    const query = parseInput(campaignTaskQuerySchema, input, 'query');
    const { tasks } = await this.#find(id);
    return pageOf(
      tasks.filter(
        ({ owner }) => query.owner === undefined || query.owner === owner,
      ),
      query,
    );
  }

  async #save(
    id: string,
    etag: string,
    change: Partial<KeptCampaign>,
  ): Promise<Campaign> {
    const { status } = await this.#find(id);
    if (etag !== this.#etagOf(id)) {
      throw await responseError(
        412,
        'PreconditionFailedError',
        'It was changed since you read it; read it again and repeat your change',
      );
    }
    if (status === 'ended') {
      throw await responseError(409, 'ConflictError', 'The campaign ended');
    }
    this.#revisions.set(id, (this.#revisions.get(id) ?? 1) + 1);
    this.#campaigns = this.#campaigns.map(kept =>
      kept.id === id ? { ...kept, ...change } : kept,
    );
    return await this.getCampaign(id);
  }

  async #find(id: string): Promise<KeptCampaign> {
    const found = this.#campaigns.find(campaign => campaign.id === id);
    if (!found) {
      throw await responseError(404, 'NotFoundError', `No campaign ${id}`);
    }
    return found;
  }

  #etagOf(id: string): string {
    return `"${this.#revisions.get(id) ?? 1}"`;
  }

  #present({ points, tasks, ...campaign }: KeptCampaign): Campaign {
    return {
      ...campaign,
      etag: this.#etagOf(campaign.id),
      allowed: { manage: this.mayManage },
    };
  }
}

/** Adds the methods of a campaigns fake to another fake. */
export function withCampaigns<T extends object>(
  fake: T,
  campaigns: FakeCampaigns,
): T & CampaignsApi {
  const api: CampaignsApi = {
    listCampaigns: query => campaigns.listCampaigns(query),
    getCampaign: id => campaigns.getCampaign(id),
    createCampaign: campaign => campaigns.createCampaign(campaign),
    updateCampaign: (...args) => campaigns.updateCampaign(...args),
    endCampaign: (...args) => campaigns.endCampaign(...args),
    previewReminder: id => campaigns.previewReminder(id),
    remindOwners: (...args) => campaigns.remindOwners(...args),
    getBurnDown: id => campaigns.getBurnDown(id),
    listCampaignTasks: (...args) => campaigns.listCampaignTasks(...args),
  };
  return Object.assign(fake, api);
}
