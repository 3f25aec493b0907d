import { Advice } from '../advisor/advice';
import { DecisionModel } from '../advisor/DecisionModel';
import { Pattern } from '../advisor/patterns';
import { Profile } from '../advisor/profile';
import { formatSeconds } from '../advisor/quantities/format';
import { Decision } from '../advisor/request';
import { NumberFlip } from '../advisor/sensitivity/schemas';
import { Measure } from './measures';
import {
  AssumedMeasurement,
  CrossedFlip,
  MeasuredCondition,
  Measurement,
} from './schemas';

/** What an assessment was made with, and says. */
interface Made {
  profile: Profile;
  advice: Advice;
  decision?: Decision;
}

/** From this share of a threshold on, it is near. */
const nearShare = 0.8;

/** Days before today. */
export const week = 6;

/** When a series went past a threshold without coming back. */
function passedSince(
  { points, observedAt }: Pick<Measurement, 'points' | 'observedAt'>,
  isPast: (value: number) => boolean,
): string {
  const last = points.findLastIndex(({ value }) => !isPast(value));
  return points[last + 1]?.at ?? observedAt;
}

/** What the assessment announced of a number, and how far that is away. */
interface Announced {
  state: MeasuredCondition['state'];
  flip: Omit<CrossedFlip, 'since'>;
  /** When it was passed, if it was. */
  since: string;
}

/** Changes of the answer that an assessment announced of a number. */
export function evaluateFlips(
  measurement: AssumedMeasurement,
  { flips, languageModel }: Advice,
  { questions }: DecisionModel,
): Announced[] {
  const all: Pick<
    NumberFlip,
    'path' | 'text' | 'threshold' | 'direction' | 'unit'
  >[] = [...flips.numbers, ...(languageModel?.flips.numbers ?? [])];
  const { value, question } = measurement;
  const answer = questions.find(({ path }) => path === question)?.answer;
  // Of whole numbers, the threshold is the first on the other side: "from 2 teams on".
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

/** As a factor, whatever the direction. */
export function flipDistance({
  value,
  threshold,
  direction,
}: Announced['flip']): number {
  return direction === 'above' ? threshold / value : value / threshold;
}

/** Of a value that is not past the threshold. */
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

/** Triggers of the roadmap that lie ahead, and what else the decision is to be looked at again for. */
export function evaluateTriggers(
  { advice, decision }: Made,
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
      // "Above one team" is reached with two.
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
  const told = new Set(conditions.map(({ text }) => text));
  return [
    ...own
      .filter(text => !told.has(text))
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

/** What the profile requires of the latency: of all but a hundredth, or, with a language model, all but a twentieth. */
export function evaluateRequirement(
  { advice, profile }: Made,
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
    // Said already by the advice.
    !estimate.meetsRequirement ||
    // What is measured is the whole answer.
    profile.workload?.latency === 'first-token'
  ) {
    return [];
  }
  const threshold = estimate.requirement;
  const isPast = (value: number) => value > threshold;
  const { value, unit, points } = found;
  // A day on which it is late is none to look again for, nor are the first ones.
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
