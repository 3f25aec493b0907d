import { DateTime } from 'luxon';
import { ConfiguredCollector } from './FactCollectors';

const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 6 * 3_600_000;

/** How many calls of collectors run at the same time in each back end, by what a call costs. */
export const concurrency: Record<ConfiguredCollector['cost'], number> = {
  low: 32,
  medium: 8,
  high: 2,
};

/** The next collection after a success. */
export function dueAfterSuccess(
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
export function dueAfterFailure(now: DateTime, failures: number): string {
  return spread(
    now,
    Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS),
  );
}

/* Facts collected at the same moment do not fall due at the same moment again. */
function spread(now: DateTime, milliseconds: number): string {
  const share = 0.9 + Math.random() * 0.2;
  return now
    .plus(Math.round(milliseconds * share))
    .toUTC()
    .toISO()!;
}
