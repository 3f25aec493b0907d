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

/** A waiver as it is kept. */
export type StoredWaiver = WaiverContent & WaiverState;

/** What does not depend on where a waiver stands in its life. */
export interface WaiverContent {
  id: string;
  entityRef: string;
  checkId: string;
  /** Counts the writes, from 1. */
  revision: number;
  reason: string;
  /** ISO 8601, as all times. */
  expiresAt: string;
  /** Entity reference of the user or service. */
  requestedBy: string;
  requestedAt: string;
  /** Id of the one that it continues. */
  renews?: string;
  /** Oldest first. */
  events: WaiverEvent[];
}

export type WaiverChange = RecordChange<StoredWaiver>;

/** A waiver in a list, with what the index knows of its entity. */
export type ListedWaiver = StoredWaiver & {
  /** Absent when the entity is not in the catalog any more. */
  entityTitle?: string;
  owner?: string;
};

/** Which waivers to list. Conditions add up. */
export interface WaiverFilter {
  status?: WaiverStatus;
  entityRef?: string;
  checkId?: string;
  owner?: string;
  /** Any of these. */
  owners?: string[];
  requestedBy?: string;
  /** Not those that this person asked for. */
  notRequestedBy?: string;
  /** Not those that a request continues already. */
  unrenewed?: boolean;
  /** Only those in force that end before; soonest first. */
  expiringBefore?: Date;
  /** Only those that were in force at this time: approved by then, and neither over nor renewed yet. */
  inForceAt?: Date;
}

/** Keeps waivers and their events. Every write is all or nothing. */
export interface WaiverStore {
  /**
   * Keeps a new request, unless its author already made one for the entity with the same idempotency key; then that
   * one is returned and nothing is written.
   *
   * @returns undefined when another one waits for the same check of the entity, or continues the same waiver; then
   *   nothing is written
   */
  create(
    change: WaiverChange,
    idempotencyKey?: string,
  ): Promise<{ created: boolean; waiver: StoredWaiver } | undefined>;

  get(id: string): Promise<StoredWaiver | undefined>;

  /** The request that somebody made for an entity with an idempotency key. */
  findRequest(
    requestedBy: string,
    entityRef: string,
    idempotencyKey: string,
  ): Promise<StoredWaiver | undefined>;

  /**
   * Writes the changes in the given order, each with its event.
   *
   * @returns the waivers with their new revisions, or undefined when one of them was written since it was read, or
   *   when a check of an entity would get a second waiver in force; then nothing is written
   */
  save(changes: WaiverChange[]): Promise<StoredWaiver[] | undefined>;

  /** Those of a check of an entity that wait for a decision or are approved; at most one each. */
  live(entityRef: string, checkId: string): Promise<StoredWaiver[]>;

  /** The newest request that continues each waiver, by the id of the one that it continues. One query. */
  renewalsOf(ids: string[]): Promise<Map<string, StoredWaiver>>;

  /**
   * Newest request first; those that wait for a decision, oldest first; those in force, soonest end first.
   *
   * @throws InputError when the cursor is not one of a list in this order
   */
  list(
    filter: WaiverFilter,
    page: PageRequest,
    visible: VisibleEntities,
  ): Promise<Page<ListedWaiver>>;

  /** See WaiverFactsSource. */
  inForce(
    entityRefs: string[],
    now?: Date,
  ): Promise<Map<string, WaiverFacts[]>>;

  /**
   * Waivers in force that end before a time and are not continued by a request yet, of entities in the catalog that
   * have an owner; soonest first.
   */
  expiringSoon(before: Date, limit: number): Promise<ListedWaiver[]>;

  /** Requests and waivers whose time is over, but whose status does not say so yet; the oldest first. */
  overdue(now: Date, limit: number): Promise<StoredWaiver[]>;
}
