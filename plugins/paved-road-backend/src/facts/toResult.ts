import { Entity } from '@backstage/catalog-model';
import { DateTime } from 'luxon';
import { hashOf } from '../database/hash';
import { Collection, matches } from './collectFact';
import { ConfiguredCollector } from './FactCollectors';
import { FactClaim, FactResult } from './FactStore';
import { LONGEST_REST_MS, restUntil } from './SourceRests';

/** A fact that is collected now. */
export interface Task {
  claim: FactClaim;
  entity: Entity;
}

/**
 * What becomes of a fact with an answer of its collector, and when it is asked for again.
 *
 * @param options - `retentionMs`: how long earlier values are kept
 * @returns nothing where there is no answer
 */
export function toResult(
  collector: ConfiguredCollector,
  { claim, entity }: Task,
  found: Collection,
  { now, retentionMs }: { now: DateTime; retentionMs: number },
): FactResult | undefined {
  const place = placeOf(entity);
  switch (found.status) {
    case 'aborted':
      return undefined;
    case 'limited': {
      const { reason } = found;
      const dueAt = toIso(restUntil(now, found.retryAt));
      const isLost =
        claim.known &&
        !graceOf(collector, claim, { place, now, limited: true });
      return { claim, status: isLost ? 'unknown' : 'limited', reason, dueAt };
    }
    case 'unknown': {
      const { reason } = found;
      const grace = found.isAnswer
        ? undefined
        : graceOf(collector, claim, { place, now });
      const dueAt = dueAfterFailure(now, claim.failures + 1);
      return grace
        ? {
            claim,
            status: 'failing',
            reason,
            // At its end, it is tried once more.
            dueAt: earlierOf(dueAt, toIso(grace.endsAt)),
          }
        : { claim, status: 'unknown', reason, dueAt };
    }
    case 'not-modified':
      return { claim, ...found, dueAt: dueAfterSuccess(now, collector) };
    default:
      return {
        claim,
        ...found,
        ...withinRetention(found, now, retentionMs),
        place,
        dueAt: dueAfterSuccess(now, collector),
      };
  }
}

/** Times that are not in the future, and earlier values that are kept. */
function withinRetention(
  { observedAt, earlier = [] }: Extract<Collection, { status: 'known' }>,
  now: DateTime,
  retentionMs: number,
) {
  const first = toIso(now.minus(retentionMs));
  return {
    observedAt: observedAt && earlierOf(toUtc(observedAt), toIso(now)),
    earlier: earlier
      .map(({ at, value }) => ({ at: toUtc(at), value }))
      .filter(({ at }) => at >= first && at <= toIso(now)),
  };
}

const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 6 * 3_600_000;

/** The next collection after a success. */
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
 * Whether the known value of a fact outlives a failure of its source. It does not if the entity is somewhere else now,
 * or if the collector has another schema than before.
 *
 * @param options - `place` of the entity as it is now; `limited`: the source works but takes no calls, which ends no
 *   value before the longest rest, however short the grace is
 */
function graceOf(
  collector: Pick<ConfiguredCollector, 'graceMs' | 'schema'>,
  claim: FactClaim,
  options: { place: string; now: DateTime; limited?: boolean },
): { endsAt: DateTime } | undefined {
  const { known, previous, failingSince } = claim;
  const { place, now, limited } = options;
  if (
    !known ||
    (!previous && known.place !== place) ||
    !matches(collector, known.value)
  ) {
    return undefined;
  }
  const since = failingSince ? DateTime.fromISO(failingSince) : now;
  const endsAt = since.plus(
    limited ? Math.max(collector.graceMs, LONGEST_REST_MS) : collector.graceMs,
  );
  return endsAt > now ? { endsAt } : undefined;
}

/* Facts collected at the same moment do not fall due at the same moment again. */
function spread(now: DateTime, milliseconds: number): string {
  const share = 0.9 + Math.random() * 0.2;
  return toIso(now.plus(Math.round(milliseconds * share)));
}

/** In UTC, as all stored times, which are compared as texts. */
export function toIso(time: DateTime): string {
  return time.toUTC().toISO()!;
}

function toUtc(isoTime: string): string {
  return new Date(isoTime).toISOString();
}

/** @param a - in UTC, as b */
function earlierOf(a: string, b: string): string {
  return a < b ? a : b;
}

/* Annotations and labels say which repository, project or service it is elsewhere. */
function placeOf({ metadata }: Entity): string {
  const { annotations, labels } = metadata;
  return hashOf({ annotations, labels });
}
