import { Knex } from 'knex';
import { Duration } from 'luxon';

/*
 * When waivers, as `w`, have an effect, as conditions of SQL. `isInForce` of the common package is the same rule for
 * one waiver.
 */

/** The clock of whoever asks may be ahead by so much. */
export const CLOCK_SKEW = Duration.fromObject({ minutes: 5 });

/** Whether a waiver has an effect: from its approval until its expiry. */
export function isInForce(now: Date): Knex.QueryCallback {
  return query =>
    query.where('w.status', 'approved').where('w.expires_at', '>', now);
}

/** Whether a waiver, or a request, is over but does not say so yet. */
export function isOverdue(now: Date): Knex.QueryCallback {
  return query =>
    query
      .whereIn('w.status', ['requested', 'approved'])
      .where('w.expires_at', '<=', now);
}

/** Whether no request waits that continues a waiver. */
export function isUnrenewed(knex: Knex): Knex.QueryCallback {
  return query =>
    query.whereNotExists(
      knex('waivers as renewal')
        .select('renewal.id')
        .where('renewal.renews', knex.ref('w.id'))
        .where('renewal.status', 'requested'),
    );
}

/**
 * Whether a waiver had an effect at a moment. What became of it since does not matter. One that is renewed keeps its
 * expiry, and ends with the approval of the renewal, which its history says.
 */
export function wasInForce(knex: Knex, at: Date): Knex.QueryCallback {
  return query =>
    query
      .whereNot('w.status', 'rejected')
      .where('w.decided_at', '<=', at)
      .where('w.expires_at', '>', at)
      .where(end =>
        end.whereNull('w.revoked_at').orWhere('w.revoked_at', '>', at),
      )
      .whereNotExists(
        knex('waiver_events as event')
          .select('event.id')
          .where('event.waiver_id', knex.ref('w.id'))
          .where('event.action', 'renewed')
          .where('event.at', '<=', at),
      );
}
