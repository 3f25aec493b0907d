import {
  WaiverEvent,
  WaiverSignature,
  WaiverState,
} from '@paved-road/plugin-paved-road-common';
import { randomUUID } from 'node:crypto';
import { createWaiverChange } from '../waivers/waiverRules';
import {
  StoredWaiver,
  WaiverChange,
  WaiverContent,
} from '../waivers/WaiverStore';

export const requester = 'user:default/sam';
const reviewer = 'user:default/paula';

/** Noon of a day of June 2026, in UTC. */
export const juneDay = (day: number) => new Date(Date.UTC(2026, 5, day, 12));

export const decision: WaiverSignature = {
  by: reviewer,
  at: juneDay(2).toISOString(),
  comment: 'Until the migration is done.',
};

/** A request of the first of June, until the twentieth. */
export function createRequest(
  overrides: Partial<WaiverContent> = {},
): StoredWaiver {
  return {
    id: randomUUID(),
    entityRef: 'component:default/search',
    checkId: 'runbook',
    revision: 0,
    reason: 'The migration takes until June.',
    expiresAt: juneDay(20).toISOString(),
    requestedBy: requester,
    requestedAt: juneDay(1).toISOString(),
    events: [],
    ...overrides,
    status: 'requested',
  };
}

/** The change that makes a waiver what it is. */
export function creationOf(waiver: StoredWaiver): WaiverChange {
  const { requestedAt: at, requestedBy: actor } = waiver;
  return { record: waiver, event: { at, actor, action: 'requested' } };
}

/** A change of a waiver by its reviewer. */
export function movedTo(
  waiver: StoredWaiver,
  state: WaiverState,
  action: WaiverEvent['action'],
): WaiverChange {
  return createWaiverChange(waiver, state, {
    at: decision.at,
    actor: reviewer,
    action,
  });
}
