import { DateTime } from 'luxon';
import { KeptWaiver } from './FakeWaivers';

const daysFromNow = (days: number) =>
  DateTime.utc().plus({ days, minutes: 1 }).toISO();

/** A waiver that Ada requested for Fraud scorer, in any status. */
export function exampleWaiver(
  id: string,
  changes: Partial<KeptWaiver> & {
    /** Days since the request, and days until the end. */
    askedDaysAgo?: number;
    endsInDays?: number;
  } = {},
): KeptWaiver {
  const { askedDaysAgo = 2, endsInDays = 30, ...rest } = changes;
  const requestedAt = daysFromNow(-askedDaysAgo);
  return {
    id,
    entityRef: 'component:default/fraud-scorer',
    entityTitle: 'Fraud scorer',
    owner: 'group:default/fraud',
    checkId: 'slo',
    checkTitle: 'SLO declared',
    reason: 'The monitoring moves to another platform first.',
    expiresAt: daysFromNow(endsInDays),
    requestedBy: 'user:default/ada',
    requestedAt,
    events: [
      { at: requestedAt, actor: 'user:default/ada', action: 'requested' },
    ],
    etag: '"1"',
    status: 'requested',
    ...rest,
  } as KeptWaiver;
}

/** A waiver that Grace approved. */
export function approvedWaiver(
  id: string,
  changes: Parameters<typeof exampleWaiver>[1] = {},
): KeptWaiver {
  const requested = exampleWaiver(id, changes);
  const decision = {
    by: 'user:default/grace',
    at: requested.requestedAt,
    comment: 'For this time only',
  };
  return {
    ...requested,
    decision,
    events: [
      ...requested.events,
      { at: decision.at, actor: decision.by, action: 'approved' },
    ],
    status: 'approved',
    ...(changes.status && { status: changes.status }),
  } as KeptWaiver;
}
