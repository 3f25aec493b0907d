import { Advice } from '../advisor/explain/advice';
import { DecisionModel } from '../advisor/options/DecisionModel';
import { Pattern } from '../advisor/profile/patterns';
import { Profile } from '../advisor/profile/profile';
import { formatSeconds } from '../advisor/quantities/format';
import { Decision } from '../advisor/profile/request';
import { NumberFlip } from '../advisor/choice/schemas';
import { Measure } from './measures';
import {
  AssumedMeasurement,
  CrossedFlip,
  MeasuredCondition,
  Measurement,
  NearFlip,
} from './schemas';

interface AssessmentContent {
  profile: Profile;
  advice: Advice;
  decision?: Decision;
}

/** From this share of a threshold on, a value is near. */
const nearShare = 0.8;

/** A week, as days before today. */
export const week = 6;

/** When a series last crossed a threshold. */
function passedSince(
  { points, observedAt }: Pick<Measurement, 'points' | 'observedAt'>,
  isPast: (value: number) => boolean,
): string {
  const last = points.findLastIndex(({ value }) => !isPast(value));
  return points[last + 1]?.at ?? observedAt;
}

/** A flip of the assessment, compared with the measured value. */
interface FlipState {
  state: MeasuredCondition['state'];
  flip: Omit<CrossedFlip, 'since'>;
  /** When the value crossed it; only meaningful if it did. */
  since: string;
}

/** Compares the flips of a question with its measured value. */
export function evaluateFlips(
  measurement: AssumedMeasurement,
  { flips, languageModel }: Advice,
  { questions }: DecisionModel,
): FlipState[] {
  const all: Pick<
    NumberFlip,
    'path' | 'text' | 'threshold' | 'direction' | 'unit'
  >[] = [...flips.numbers, ...(languageModel?.flips.numbers ?? [])];
  const { value, question } = measurement;
  const answer = questions.find(({ path }) => path === question)?.answer;
  // The threshold of a whole number is past the flip already: "from 2 teams on".
  const isWhole = answer?.kind === 'number' && answer.integer;
  return all
    .filter(({ path }) => path === question)
    .map(({ path, text, threshold, direction, unit }) => {
      const isPast = (then: number) =>
        (direction === 'above' ? then > threshold : then < threshold) ||
        (isWhole && Math.round(then) === threshold);
      return {
        state: isPast(value)
          ? 'reached'
          : nearness(value, threshold, direction),
        flip: { path, text, threshold, direction, unit, value },
        since: passedSince(measurement, isPast),
      };
    });
}

/** Distance of a value that has not crossed a threshold as a share of the farther one, 0..1. */
export function distanceTo({
  value,
  threshold,
  direction,
}: Pick<NearFlip, 'value' | 'threshold' | 'direction'>): number {
  return 1 - (direction === 'above' ? value / threshold : threshold / value);
}

/** For a value that has not crossed the threshold. */
function nearness(
  value: number,
  threshold: number,
  direction: 'below' | 'above',
): 'near' | 'not-yet' {
  const isNear =
    direction === 'above'
      ? value >= threshold * nearShare
      : value <= threshold / nearShare;
  return isNear ? 'near' : 'not-yet';
}

const counted = new Set(['teams', 'people', 'models', 'sources']);

/** Compares the triggers of the roadmap and of the decision with measurements. */
export function evaluateTriggers(
  { advice, decision }: AssessmentContent,
  paired: { measurement: Measurement; measure: Measure }[],
): MeasuredCondition[] {
  const steps = [...advice.roadmap, ...(advice.languageModel?.roadmap ?? [])];
  const own = decision?.revisitTriggers ?? [];
  const conditions = steps.flatMap(({ title, triggers }) =>
    triggers.map((trigger): MeasuredCondition => {
      const found = paired.find(({ measure }) =>
        measure.triggers.includes(trigger.measure),
      );
      const condition = {
        from: own.includes(trigger.text) ? 'decision' : 'roadmap',
        step: title,
        text: trigger.text,
      } as const;
      const { threshold, unit } = trigger;
      if (!found || typeof threshold !== 'number') {
        return { ...condition, state: 'not-measured' };
      }
      const { value, points } = found.measurement;
      // "Above one team" is reached by two teams.
      const least = unit && counted.has(unit) ? threshold + 1 : threshold;
      const isPast = (then: number) => then > threshold;
      return {
        ...condition,
        state: isPast(value) ? 'reached' : nearness(value, least, 'above'),
        value,
        threshold,
        ...(unit && { unit }),
        ...(isPast(value) && { since: passedSince(found.measurement, isPast) }),
        points,
      };
    }),
  );
  const fromRoadmap = new Set(conditions.map(({ text }) => text));
  return [
    ...own
      .filter(text => !fromRoadmap.has(text))
      .map(text => ({
        from: 'decision' as const,
        text,
        state: 'not-measured' as const,
      })),
    ...conditions.filter(
      ({ text }, index) =>
        conditions.findIndex(other => other.text === text) === index,
    ),
  ];
}

/** Compares the latency with the requirement of the profile: p99, or p95 with a language model. */
export function evaluateRequirement(
  { advice, profile }: AssessmentContent,
  { pattern }: { pattern: Pattern },
  paired: { measurement: Measurement; measure: Measure }[],
): MeasuredCondition[] {
  const estimate = advice.latency.perPattern[pattern];
  const percentile = profile.llm ? 'p95' : 'p99';
  const found = paired.find(
    ({ measure }) => measure.predicted === percentile,
  )?.measurement;
  if (
    !found ||
    estimate?.status !== 'estimated' ||
    estimate.requirement === undefined ||
    // Measurements cover the whole response.
    profile.workload?.latency === 'first-token'
  ) {
    return [];
  }
  const threshold = estimate.requirement;
  const isPast = (value: number) => value > threshold;
  const { value, unit, points } = found;
  // Neither a single late day nor the first days are a reason for a review.
  const recent = points.slice(-week);
  const isLate =
    isPast(value) &&
    recent.length === week &&
    recent.every(then => isPast(then.value));
  return [
    {
      from: 'requirement',
      text: `The ${percentile} exceeds ${formatSeconds(threshold)}, which the profile requires.`,
      state: isLate ? 'reached' : nearness(value, threshold, 'above'),
      value,
      threshold,
      unit,
      ...(isLate && { since: passedSince(found, isPast) }),
      points,
    },
  ];
}
