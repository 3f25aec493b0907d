import { formatCount, formatSeconds } from '../quantities/format';
import { power } from '../quantities/costCurve';
import { largestVolume } from '../quantities/quantify';
import { AnswerKind, Question } from '../profile/questions';
import { Outcomes } from './outcomes';
import { NumberFlip } from './schemas';

type NumberAnswer = Extract<AnswerKind, { kind: 'number' }>;

/** Factors around the answer to search for a change, nearest first. */
const factors = [2, 10, 100, 1000];

/** Precision of the threshold of a change. */
const precision = 1.002;

/** Values across the usual range to try for an open number. */
const openSteps = 6;

export type NumberChange = Pick<
  NumberFlip,
  'path' | 'current' | 'threshold' | 'direction' | 'unit' | 'text'
>;

interface Change<R> {
  threshold: number;
  found: R;
  direction: NumberFlip['direction'];
}

const distinct = (values: number[]) => [...new Set(values)];

const round = (value: number, integer: boolean) =>
  integer ? Math.round(value) : value;

function valuesBelow(
  current: number,
  { min, exclusiveMin, integer }: NumberAnswer,
): number[] {
  const least = exclusiveMin ? Math.max(min, current / 1e4) : min;
  return distinct([
    ...factors.map(factor => Math.max(least, round(current / factor, integer))),
    ...(least > 0 ? [least] : []),
  ]).filter(value => value < current);
}

function valuesAbove(
  current: number,
  { max, usual, integer }: NumberAnswer,
): number[] {
  const start = Math.max(current, usual[0]);
  const most = Math.min(max, largestVolume);
  return distinct([
    start,
    ...factors.map(factor =>
      Math.min(most, integer ? Math.ceil(start * factor) : start * factor),
    ),
  ]).filter(value => value > current);
}

function midpoint(one: number, other: number, integer: boolean): number {
  if (integer) {
    return Math.floor((one + other) / 2);
  }
  return one > 0 && other > 0 ? Math.sqrt(one * other) : (one + other) / 2;
}

/** The value nearest to `same` at which the recommendation differs. */
function bisect<R>(
  same: number,
  other: number,
  { integer }: NumberAnswer,
  outcomes: Outcomes<R, object>,
): Change<R> {
  const direction = other < same ? 'below' : 'above';
  let [near, far] = [same, other];
  let found = outcomes.at(far);
  const isDone = () =>
    integer
      ? Math.abs(far - near) <= 1
      : Math.max(far, near) <= Math.min(far, near) * precision;
  for (let i = 0; i < 60 && !isDone(); i++) {
    const middle = midpoint(near, far, integer);
    const atMiddle = outcomes.at(middle);
    if (outcomes.isCurrent(atMiddle)) {
      near = middle;
    } else {
      far = middle;
      found = atMiddle;
    }
  }
  return { threshold: far, found, direction };
}

/** Steps from the answer through the values to the first change and finds its threshold. */
function nearestChange<R>(
  current: number,
  values: number[],
  answer: NumberAnswer,
  outcomes: Outcomes<R, object>,
): Change<R> | undefined {
  let same = current;
  for (const value of values) {
    if (!outcomes.isCurrent(outcomes.at(value))) {
      return bisect(same, value, answer, outcomes);
    }
    same = value;
  }
  return undefined;
}

/** For an open number, the first change on each side of the current recommendation within the usual range. */
function changesOverUsual<R>(
  answer: NumberAnswer,
  outcomes: Outcomes<R, object>,
): Change<R>[] {
  const [least, most] = answer.usual;
  const values = distinct(
    Array.from({ length: openSteps }, (_, step) =>
      round(
        least * power(most / least, step / (openSteps - 1)),
        answer.integer,
      ),
    ),
  );
  const isSameAt = values.map(value => outcomes.isCurrent(outcomes.at(value)));
  const first = isSameAt.indexOf(true);
  const last = isSameAt.lastIndexOf(true);
  if (first === -1) {
    const [value] = values;
    return [
      { threshold: value, found: outcomes.at(value), direction: 'above' },
    ];
  }
  return [
    ...(first > 0
      ? [bisect(values[first], values[first - 1], answer, outcomes)]
      : []),
    ...(last < values.length - 1
      ? [bisect(values[last], values[last + 1], answer, outcomes)]
      : []),
  ];
}

/** Whole numbers have no unit, because the title of the question contains it. */
function boundText(
  direction: NumberFlip['direction'],
  threshold: number,
  { unit, integer }: NumberAnswer,
): string {
  const value = formatCount(threshold);
  if (integer) {
    return direction === 'below' ? `${value} or fewer` : `${value} or more`;
  }
  return unit === 'ms'
    ? `${direction} ${formatSeconds(threshold / 1000)}`
    : `${direction} ${value} ${unit}`;
}

/** The nearest numbers below and above the answer at which the recommendation changes. */
export function findNumberFlips<R, O extends object>(
  { path, title, answer }: Question,
  outcomes: Outcomes<R, O>,
): (O & NumberChange)[] {
  if (answer.kind !== 'number') {
    return [];
  }
  const current =
    outcomes.answer === undefined ? undefined : Number(outcomes.answer);
  const changes =
    current === undefined
      ? changesOverUsual(answer, outcomes)
      : [
          nearestChange(
            current,
            valuesBelow(current, answer),
            answer,
            outcomes,
          ),
          nearestChange(
            current,
            valuesAbove(current, answer),
            answer,
            outcomes,
          ),
        ].filter(change => change !== undefined);
  return changes
    .filter(({ found }) => outcomes.isEligible(found))
    .map(({ threshold, found, direction }) => {
      const outcome = outcomes.toOutcome(found);
      return {
        path,
        ...(current !== undefined && { current }),
        threshold,
        direction,
        unit: answer.unit,
        ...outcome,
        text: `${title}: ${boundText(direction, threshold, answer)} → ${outcomes.toText(outcome)}`,
      };
    });
}
