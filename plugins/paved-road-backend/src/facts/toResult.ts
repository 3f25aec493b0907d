import { Entity } from '@backstage/catalog-model';
import { DateTime } from 'luxon';
import { hashJson } from '../database/hash';
import { Collection, matches } from './collectFact';
import { ConfiguredCollector } from './FactCollectors';
import { FactClaim, FactResult, FIRST_PLACE } from './StoredFact';
import { LONGEST_PAUSE_MS } from './SourceLimiter';

export interface Task {
  claim: FactClaim;
  entity: Entity;
}

/**
 * Turns the answer of a collector into a result, with the time of the next collection.
 *
 * @param options - `retentionMs`: how long earlier values are kept
 * @returns undefined if the call was aborted
 */
export function toResult(
  collector: ConfiguredCollector,
  { claim, entity }: Task,
  found: Collection,
  { now, retentionMs }: { now: DateTime; retentionMs: number },
): FactResult | undefined {
  const place = hashAnnotationsAndLabels(entity);
  switch (found.status) {
    case 'aborted':
      return undefined;
    case 'limited': {
      const { reason } = found;
      const dueAt = found.retryAt.toISOString();
      const isLost =
        claim.known &&
        !findGracePeriod(collector, claim, { place, now, limited: true });
      return { claim, status: isLost ? 'unknown' : 'limited', reason, dueAt };
    }
    case 'unknown': {
      const { reason } = found;
      const grace = found.isAnswer
        ? undefined
        : findGracePeriod(collector, claim, { place, now });
      const dueAt = dueAfterFailure(now, claim.failures + 1);
      return grace
        ? {
            claim,
            status: 'failing',
            reason,
            // Tried once more when the grace ends.
            dueAt: pickEarlier(dueAt, toIso(grace.endsAt)),
          }
        : { claim, status: 'unknown', reason, dueAt };
    }
    case 'not-modified':
      return { claim, ...found, dueAt: dueAfterSuccess(now, collector) };
    default:
      return {
        claim,
        ...found,
        ...limitTimes(found, now, retentionMs),
        place,
        dueAt: dueAfterSuccess(now, collector),
      };
  }
}

/** Limits times to now, and earlier values to the retention. */
function limitTimes(
  { observedAt, earlier = [] }: Extract<Collection, { status: 'known' }>,
  now: DateTime,
  retentionMs: number,
) {
  const first = toIso(now.minus(retentionMs));
  return {
    observedAt: observedAt && pickEarlier(toUtc(observedAt), toIso(now)),
    earlier: earlier
      .map(({ at, value }) => ({ at: toUtc(at), value }))
      .filter(({ at }) => at >= first && at <= toIso(now)),
  };
}

const FIRST_RETRY_MS = 60_000;
export const LONGEST_RETRY_MS = 6 * 3_600_000;

function dueAfterSuccess(
  now: DateTime,
  { freshnessMs }: Pick<ConfiguredCollector, 'freshnessMs'>,
): string {
  return spread(now, freshnessMs);
}

/**
 * The next try after a failure.
 *
 * @param failures - consecutive failures, including this one
 */
function dueAfterFailure(now: DateTime, failures: number): string {
  return spread(
    now,
    Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS),
  );
}

/**
 * Finds out how long the known value of a fact outlives a failure of its source. It does not if the entity is
 * elsewhere now, or if the schema of the collector has changed.
 *
 * @param options - `place` of the entity now; `limited`: the source works but accepts no calls, so the value outlives
 *   at least the longest pause
 */
function findGracePeriod(
  collector: Pick<ConfiguredCollector, 'graceMs' | 'schema'>,
  claim: FactClaim,
  options: { place: string; now: DateTime; limited?: boolean },
): { endsAt: DateTime } | undefined {
  const { known, previous, failingSince } = claim;
  const { place, now, limited } = options;
  if (
    !known ||
    (!previous && known.place !== place && known.place !== FIRST_PLACE) ||
    !matches(collector, known.value)
  ) {
    return undefined;
  }
  // A time in the future was stored while the clock was ahead.
  const since = failingSince
    ? DateTime.min(DateTime.fromISO(failingSince), now)
    : now;
  const endsAt = since.plus(
    limited ? Math.max(collector.graceMs, LONGEST_PAUSE_MS) : collector.graceMs,
  );
  return endsAt > now ? { endsAt } : undefined;
}

/* Facts that are collected together should not fall due together. */
function spread(now: DateTime, milliseconds: number): string {
  const share = 0.9 + Math.random() * 0.2;
  return toIso(now.plus(Math.round(milliseconds * share)));
}

/** In UTC, because stored times are compared as texts. */
export function toIso(time: DateTime): string {
  return time.toUTC().toISO()!;
}

function toUtc(isoTime: string): string {
  return new Date(isoTime).toISOString();
}

/** @param a - in UTC, like b */
function pickEarlier(a: string, b: string): string {
  return a < b ? a : b;
}

/* Annotations and labels locate an entity in other systems, such as its repository or project. */
function hashAnnotationsAndLabels({ metadata }: Entity): string {
  const { annotations, labels } = metadata;
  return hashJson({ annotations, labels });
}
