import {
  Page,
  WaiverEvent,
  WaiverFacts,
  WaiverState,
  WaiverStatus,
} from '@paved-road/plugin-paved-road-common';
import { VisibleEntities } from '../catalog/types';
import { PageRequest } from '../database/paging';
import { RecordChange } from '../records/RecordTable';

/** A stored waiver. */
export type StoredWaiver = WaiverContent & WaiverState;

/** The fields that do not depend on the status. */
export interface WaiverContent {
  id: string;
  entityRef: string;
  checkId: string;
  /** Number of writes. */
  revision: number;
  reason: string;
  /** ISO 8601, as all times. */
  expiresAt: string;
  /** Entity reference of the user or service. */
  requestedBy: string;
  requestedAt: string;
  /** Id of the waiver that it continues. */
  renews?: string;
  /** Oldest first. */
  events: WaiverEvent[];
}

export type WaiverChange = RecordChange<StoredWaiver>;

/** A waiver in a list, with its entity's title and owner. */
export type ListedWaiver = StoredWaiver & {
  /** Undefined if the entity is no longer in the catalog. */
  entityTitle?: string;
  owner?: string;
};

/** Conditions on the waivers of a list, all of which must match. */
export interface WaiverFilter {
  status?: WaiverStatus;
  entityRef?: string;
  checkId?: string;
  owner?: string;
  /** Any of these. */
  owners?: string[];
  requestedBy?: string;
  /** Without the requests of this person. */
  notRequestedBy?: string;
  /** Without waivers that an open request continues. */
  unrenewed?: boolean;
  /** Only approved waivers that end before; soonest first. */
  expiringBefore?: Date;
  expiringAfter?: Date;
  /** Only requests and waivers that have ended by this time, but whose status is still open; earliest end first. */
  overdueAt?: Date;
  /** Only waivers in force at this time: approved by then, and neither over nor renewed yet. */
  inForceAt?: Date;
}

/** Stores waivers and their events. Each write is one transaction. */
export interface WaiverStore {
  /**
   * Stores a new request, unless the same person has already sent one for the entity with the same idempotency key; then
   * returns that one.
   *
   * @returns undefined, without a write, if another request is open for the same check of the entity or continues the
   *   same waiver
   */
  create(
    change: WaiverChange,
    idempotencyKey?: string,
  ): Promise<{ created: boolean; waiver: StoredWaiver } | undefined>;

  get(id: string): Promise<StoredWaiver | undefined>;

  /** Finds a request by its idempotency key. */
  findRequest(
    requestedBy: string,
    entityRef: string,
    idempotencyKey: string,
  ): Promise<StoredWaiver | undefined>;

  /**
   * Writes the changes in the given order, each with its event.
   *
   * @returns the waivers with their new revisions; undefined, without a write, if one was written since it was read or if
   *   a check of an entity would get a second waiver in force
   */
  save(changes: WaiverChange[]): Promise<StoredWaiver[] | undefined>;

  /** The requested and approved waivers of a check of an entity; at most one each. */
  findOpen(entityRef: string, checkId: string): Promise<StoredWaiver[]>;

  /** The newest request that continues each waiver, by the id of the continued waiver. One query. */
  findRenewals(ids: string[]): Promise<Map<string, StoredWaiver>>;

  /**
   * Lists the newest requests first; open requests, oldest first; approved and overdue waivers, earliest end first.
   *
   * @throws InputError if the cursor is not from a list in this order
   */
  list(
    filter: WaiverFilter,
    page: PageRequest,
    visible: VisibleEntities,
  ): Promise<Page<ListedWaiver>>;

  /** The waivers in force, by entity reference. */
  inForce(
    entityRefs: string[],
    now?: Date,
  ): Promise<Map<string, WaiverFacts[]>>;
}
