import { createHash } from 'node:crypto';
import { Course, MetricsStory } from './stories';

/** A day relative to `today`, which is in days since 1970, UTC. */
export interface Day {
  daysAgo: number;
  today: number;
}

/** Days of a month of 730 hours, as in the advisor. */
const monthDays = 730 / 24;

/** Days over which monthly numbers are measured. */
const windowDays = 30;

/** Factors of a working day and of a weekend day. The average of a week is one. */
const weeks = {
  office: [1.25, 0.375],
  shop: [0.92, 1.2],
  even: [1, 1],
} as const;

/** Daily variation, as a share. */
const noises: Record<string, number> = {
  requestsPerDay: 0.05,
  latencyP50: 0.02,
  latencyP95: 0.04,
  latencyP99: 0.07,
  errorRate: 0.2,
  costPerMonth: 0.01,
  inferenceTime: 0.015,
  memory: 0.02,
  inputTokens: 0.015,
  outputTokens: 0.02,
  coldStarts: 0.04,
  backgroundCpu: 0.03,
};

/** Hashes the arguments to a number from -1 to 1, mostly near 0. */
function hashToNoise(...question: Array<string | number>): number {
  const bytes = createHash('sha256').update(question.join(' ')).digest();
  const sum = [0, 4, 8].reduce((all, at) => all + bytes.readUInt32BE(at), 0);
  return (sum / 3 / 2 ** 32) * 2 - 1;
}

/** Points of a course, oldest first. */
export function listPoints(
  course: Exclude<Course, number>,
): [daysAgo: number, value: number][] {
  return Object.entries(course)
    .map(([day, value]): [number, number] => [Number(day), value])
    .reverse();
}

/** Between points, a course grows by a constant share each day. Before the first one, it is constant. */
function levelAt(course: Course, daysAgo: number): number {
  if (typeof course === 'number') {
    return course;
  }
  const points = listPoints(course);
  const next = points.findIndex(([day]) => day <= daysAgo);
  if (next === 0) {
    return points[0][1];
  }
  const [later, there] = points[next];
  const [earlier, here] = points[next - 1];
  const share = (earlier - daysAgo) / (earlier - later);
  return here * Math.exp(share * Math.log(there / here));
}

/** Counts are constant until the next point. */
function stepAt(course: Course, daysAgo: number): number {
  if (typeof course === 'number') {
    return course;
  }
  const points = listPoints(course);
  return (points.findLast(([day]) => day >= daysAgo) ?? points[0])[1];
}

function requestsOn(story: MetricsStory, { daysAgo, today }: Day): number {
  const date = today - daysAgo;
  // The first of January 1970 was a Thursday.
  const isWeekend = [0, 6].includes((date + 4) % 7);
  const factor = weeks[story.week][isWeekend ? 1 : 0];
  const noise = hashToNoise(story.name, 'requestsPerDay', date);
  return (
    (levelAt(story.measures.requestsPerMonth, daysAgo) / monthDays) *
    factor *
    (1 + noise * noises.requestsPerDay * 2)
  );
}

/** Independent of the weekday, because it covers whole weeks. */
function requestsPerMonthAt(story: MetricsStory, day: Day): number {
  let sum = 0;
  for (let before = 0; before < windowDays; before += 1) {
    sum += requestsOn(story, { ...day, daysAgo: day.daysAgo + before });
  }
  return (sum / windowDays) * monthDays;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/**
 * Generates the measurement of an example service from its story, the same number for the same day, service and
 * measure.
 *
 * @param measure - name of a measure of the advisor, or `requestsPerDay`
 * @returns the value in the unit of the measure, or undefined if the service does not have it
 */
export function valueAt(
  story: MetricsStory,
  measure: string,
  day: Day,
): number | undefined {
  switch (measure) {
    case 'requestsPerDay':
      return Math.round(requestsOn(story, day));
    case 'requestsPerMonth':
      return rounded(requestsPerMonthAt(story, day));
    case 'tokensPerDay': {
      const input = valueAt(story, 'inputTokens', day);
      const output = valueAt(story, 'outputTokens', day);
      return input === undefined || output === undefined
        ? undefined
        : rounded(
            (requestsPerMonthAt(story, day) / monthDays) * (input + output),
          );
    }
    default: {
      const course = (story.measures as Record<string, Course | undefined>)[
        measure
      ];
      if (course === undefined) {
        return undefined;
      }
      if (measure === 'teams') {
        return stepAt(course, day.daysAgo);
      }
      const noise = hashToNoise(story.name, measure, day.today - day.daysAgo);
      return rounded(
        levelAt(course, day.daysAgo) * (1 + noise * noises[measure] * 2),
      );
    }
  }
}
