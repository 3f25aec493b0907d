import {
  CampaignScope,
  CampaignQuery,
  Page,
} from '@paved-road/plugin-paved-road-common';

/** A stored campaign. Its progress depends on the fleet and on the caller. */
export interface StoredCampaign {
  id: string;
  /** Counts the writes, from 1. */
  revision: number;
  title: string;
  description?: string;
  /** Id of a level, which the rules may no longer have. */
  targetLevel: string;
  /** The last day, ISO 8601. */
  dueOn: string;
  /** With complete entity references. */
  scope: CampaignScope;
  /** Entity reference of the user or service. */
  createdBy: string;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601; absent while active. */
  endedAt?: string;
}

/** Stores campaigns. Every write is atomic. */
export interface CampaignStore {
  /**
   * Stores a new campaign with revision 1. If its creator has already used the idempotency key, returns that campaign
   * as it is now and writes nothing.
   */
  create(
    campaign: Omit<StoredCampaign, 'revision'>,
    idempotencyKey?: string,
  ): Promise<{ created: boolean; campaign: StoredCampaign }>;

  /** The campaign that this person created with the idempotency key. */
  findRequest(
    createdBy: string,
    idempotencyKey: string,
  ): Promise<StoredCampaign | undefined>;

  get(id: string): Promise<StoredCampaign | undefined>;

  /**
   * @param campaign - the new content, and the revision that it is based on
   * @returns the campaign with its new revision; undefined, and nothing written, if it has changed since
   */
  save(campaign: StoredCampaign): Promise<StoredCampaign | undefined>;

  /**
   * By deadline, the next one first.
   *
   * @throws InputError when the cursor is not one of this list
   */
  list(query: CampaignQuery): Promise<Page<StoredCampaign>>;
}
