import {
  CampaignQuery,
  CampaignScope,
  Page,
  Rules,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { z } from 'zod';
import {
  countRows,
  readCursor,
  rowsToRead,
  toPage,
  writeCursor,
} from '../database/paging';
import { insertNew, StoredTime, toIsoTime } from '../database/sql';
import { ScorecardFilter } from '../scorecards/store/fleetQueries';

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
  /** Last reminder of the owners, ISO 8601. */
  remindedAt?: string;
}

const placeSchema = z.tuple([z.iso.date(), z.uuid()]);

interface CampaignRow {
  id: string;
  revision: number;
  title: string;
  description: string | null;
  target_level: string;
  due_on: string;
  scope: string;
  created_by: string;
  created_at: StoredTime;
  ended_at: StoredTime | null;
  reminded_at: StoredTime | null;
}

/** Stores campaigns. Every write is atomic. Table: `campaigns`. */
export class CampaignStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Stores a new campaign with revision 1. If its creator has already used the idempotency key, returns that campaign
   * as it is now and writes nothing.
   */
  async create(
    campaign: Omit<StoredCampaign, 'revision'>,
    idempotencyKey?: string,
  ): Promise<{ created: boolean; campaign: StoredCampaign }> {
    const begun = { ...campaign, revision: 1 };
    const row = { ...toRow(begun), idempotency_key: idempotencyKey ?? null };
    if (await insertNew(this.knex, 'campaigns', row)) {
      return { created: true, campaign: begun };
    }
    const repeated =
      idempotencyKey === undefined
        ? undefined
        : await this.findRequest(campaign.createdBy, idempotencyKey);
    if (!repeated) {
      throw new Error(`Campaign ${campaign.id} already exists`);
    }
    return { created: false, campaign: repeated };
  }

  async findRequest(
    createdBy: string,
    idempotencyKey: string,
  ): Promise<StoredCampaign | undefined> {
    const row: CampaignRow | undefined = await this.knex('campaigns')
      .where({ created_by: createdBy, idempotency_key: idempotencyKey })
      .first();
    return row && fromRow(row);
  }

  async get(id: string): Promise<StoredCampaign | undefined> {
    const row: CampaignRow | undefined = await this.knex('campaigns')
      .where({ id })
      .first();
    return row && fromRow(row);
  }

  /**
   * @param campaign - the new content, and the revision that it is based on
   * @returns the campaign with its new revision; undefined, and nothing written, if it has changed since
   */
  async save(campaign: StoredCampaign): Promise<StoredCampaign | undefined> {
    const { id, revision } = campaign;
    const saved = { ...campaign, revision: revision + 1 };
    const updated = await this.knex('campaigns')
      .where({ id, revision })
      .update(toRow(saved));
    return updated > 0 ? saved : undefined;
  }

  /**
   * By deadline, the next one first.
   *
   * @throws InputError when the cursor is not one of this list
   */
  async list({
    status,
    ...page
  }: CampaignQuery): Promise<Page<StoredCampaign>> {
    const matching = () => {
      const query = this.knex('campaigns');
      if (status === 'active') {
        query.whereNull('ended_at');
      } else if (status === 'ended') {
        query.whereNotNull('ended_at');
      }
      return query;
    };
    const query = matching().orderBy(['due_on', 'id']).limit(rowsToRead(page));
    if (page.cursor !== undefined) {
      query.whereRaw(
        '(due_on, id) > (?, ?)',
        readCursor(placeSchema, page.cursor),
      );
    }
    const read: CampaignRow[] = await query;
    const { rows, nextCursor } = toPage(read, page, ({ due_on, id }) =>
      writeCursor([due_on, id]),
    );
    return {
      items: rows.map(fromRow),
      nextCursor,
      totalItems: await countRows(matching()),
    };
  }
}

function toRow(campaign: StoredCampaign) {
  return {
    id: campaign.id,
    revision: campaign.revision,
    title: campaign.title,
    description: campaign.description ?? null,
    target_level: campaign.targetLevel,
    due_on: campaign.dueOn,
    scope: JSON.stringify(campaign.scope),
    created_by: campaign.createdBy,
    created_at: new Date(campaign.createdAt),
    ended_at: campaign.endedAt ? new Date(campaign.endedAt) : null,
    reminded_at: campaign.remindedAt ? new Date(campaign.remindedAt) : null,
  } satisfies Record<keyof CampaignRow, unknown>;
}

function fromRow(row: CampaignRow): StoredCampaign {
  return {
    id: row.id,
    revision: row.revision,
    title: row.title,
    description: row.description ?? undefined,
    targetLevel: row.target_level,
    dueOn: row.due_on,
    scope: JSON.parse(row.scope),
    createdBy: row.created_by,
    createdAt: toIsoTime(row.created_at),
    endedAt: row.ended_at === null ? undefined : toIsoTime(row.ended_at),
    remindedAt:
      row.reminded_at === null ? undefined : toIsoTime(row.reminded_at),
  };
}

/** Above the rank of every level. */
const OUT_OF_REACH = 1_000_000;

/**
 * The goal of a campaign, as a query for scorecards. A level that the rules no longer have ranks above all others, so
 * nothing reaches it.
 */
export function toScopeAndRank(
  { scope, targetLevel }: StoredCampaign,
  { levels }: Pick<Rules, 'levels'>,
): { scope: ScorecardFilter; targetRank: number } {
  const index = levels.findIndex(({ id }) => id === targetLevel);
  return { scope, targetRank: index === -1 ? OUT_OF_REACH : index + 1 };
}
