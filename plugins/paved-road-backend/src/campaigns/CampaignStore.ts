import {
  CampaignScope,
  CampaignQuery,
  Page,
} from '@paved-road/plugin-paved-road-common';

/** A campaign as it is kept; how far it is depends on the fleet and on who asks. */
export interface StoredCampaign {
  id: string;
  /** Counts the writes, from 1. */
  revision: number;
  title: string;
  description?: string;
  /** Id of a level; the rules may not have it any more. */
  targetLevel: string;
  /** The last day, ISO 8601. */
  dueOn: string;
  /** With complete entity references. */
  scope: CampaignScope;
  /** Entity reference of the user or service. */
  createdBy: string;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601; absent while it goes on. */
  endedAt?: string;
}

/** Keeps campaigns. Every write is all or nothing. */
export interface CampaignStore {
  /**
   * Keeps a new one, with revision 1, unless who begins it already began one with the same idempotency key; then that
   * one is returned as it is now, and nothing is written.
   */
  create(
    campaign: Omit<StoredCampaign, 'revision'>,
    idempotencyKey?: string,
  ): Promise<{ created: boolean; campaign: StoredCampaign }>;

  /** The one that somebody began with an idempotency key. */
  findRequest(
    createdBy: string,
    idempotencyKey: string,
  ): Promise<StoredCampaign | undefined>;

  get(id: string): Promise<StoredCampaign | undefined>;

  /**
   * @param campaign - the new content, and the revision that it is based on
   * @returns it with its new revision, or undefined when it was written since it was read; then nothing is written
   */
  save(campaign: StoredCampaign): Promise<StoredCampaign | undefined>;

  /**
   * By deadline, the next one first.
   *
   * @throws InputError when the cursor is not one of this list
   */
  list(query: CampaignQuery): Promise<Page<StoredCampaign>>;
}
