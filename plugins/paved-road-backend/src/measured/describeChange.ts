import {
  AssumedMeasurement,
  Measured,
} from '@paved-road/plugin-paved-road-common';
import {
  formatCount,
  formatShare,
  patternDescriptions,
  placementDescriptions,
} from '@paved-road/plugin-paved-road-common/advisor';
import { DateTime } from 'luxon';
import { StoredAssessment } from '../assessments/AssessmentStore';

/** Measurements in a sentence that people still read. */
const MOST_NAMED = 2;

/**
 * What was assumed, what is measured, since when, and what the answer would be, in one sentence.
 *
 * @param measured - of a decision that no longer holds
 */
export function describeChange(
  { answers, crossed, measured, since }: Measured,
  { advice, decision }: Pick<StoredAssessment, 'advice' | 'decision'>,
): string {
  const announced = new Set(crossed.map(({ path }) => path));
  const named = answers
    .filter(({ assumed, value }) => assumed !== value)
    .toSorted(
      (a, b) =>
        Number(announced.has(b.question)) - Number(announced.has(a.question)) ||
        factorOf(b) - factorOf(a),
    )
    .slice(0, MOST_NAMED)
    .map(toText);
  const pattern = decision?.pattern ?? advice.recommendation.pattern;
  const [now, before] =
    measured!.pattern === pattern && measured!.placement
      ? [
          placementDescriptions[measured!.placement].title,
          placementDescriptions[
            decision?.placement ??
              advice.recommendation.placement ??
              measured!.placement
          ].title,
        ]
      : [
          patternDescriptions[measured!.pattern].title,
          patternDescriptions[pattern].title,
        ];
  const day = DateTime.fromISO(since!, { zone: 'utc', locale: 'en-US' });
  return `Since ${day.toFormat('d MMMM yyyy')} the answer is ${now} instead of ${before}, with ${named.join(' and ')}.`;
}

/** By how many times an answer is off, upwards or downwards; what was left open comes last. */
function factorOf({ ratio }: AssumedMeasurement): number {
  return ratio ? Math.max(ratio, 1 / ratio) : 0;
}

function toText({ title, value, assumed, unit }: AssumedMeasurement): string {
  const name = title.replace(/^[A-Z](?=[a-z])/, first =>
    first.toLocaleLowerCase('en-US'),
  );
  const assumption =
    assumed === undefined
      ? 'left open'
      : `assumed: ${format(assumed, unit, name)}`;
  return `${name} at ${format(value, unit, name)} (${assumption})`;
}

/** @param name - of the measure, which may have said already what is counted */
function format(value: number, unit: string, name: string): string {
  if (unit === 'share') {
    return formatShare(value);
  }
  const [what, time] = unit.split('/');
  return [
    formatCount(value),
    ...(name.includes(what) ? [] : [what]),
    ...(time ? [`a ${time}`] : []),
  ].join(' ');
}
