import { Measurement } from '@paved-road/plugin-paved-road-common';
import { measures } from '@paved-road/plugin-paved-road-common/advisor';
import { DateTime } from 'luxon';

const WEEKS = 26;

/**
 * A measured value in the unit of its measure, with half a year of history.
 *
 * @param from - the value half a year ago; the number grew evenly since then
 */
export function measurementOf(
  measure: (typeof measures)[number]['id'],
  value: number,
  { from = value, ...changes }: Partial<Measurement> & { from?: number } = {},
): Measurement {
  const { title, unit } = measures.find(({ id }) => id === measure)!;
  const today = DateTime.utc().startOf('day');
  return {
    measure,
    title,
    unit,
    value,
    observedAt: today.toISO(),
    fact: 'prometheus',
    source: 'Prometheus',
    points: Array.from({ length: WEEKS + 1 }, (_, week) => ({
      at: today.minus({ weeks: WEEKS - week }).toISO(),
      value: from + ((value - from) * week) / WEEKS,
    })),
    ...changes,
  };
}
