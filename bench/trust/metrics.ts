import { Verdict } from './predictPattern';

/** How many of how many. */
export interface Share {
  right: number;
  of: number;
}

/** An answer with the predicted probability. */
export interface Scored {
  /** Predicted probability of the answer, 0..1. */
  confidence: number;
  right: boolean;
}

/** Two-sided 95 %. */
const z = 1.959964;

export function countRightAndTotal<T>(
  items: readonly T[],
  isRight: (item: T) => boolean,
): Share {
  return { right: items.filter(isRight).length, of: items.length };
}

/** Of each verdict, how many are right. */
export function countRightByVerdict(
  answers: readonly { verdict: Verdict; right: boolean }[],
): Record<Verdict, Share> {
  const count = (verdict: Verdict) =>
    countRightAndTotal(
      answers.filter(answer => answer.verdict === verdict),
      ({ right }) => right,
    );
  return {
    clear: count('clear'),
    close: count('close'),
    'not-enough-answers': count('not-enough-answers'),
  };
}

/** NaN of nothing. */
export const toFraction = ({ right, of }: Share): number => right / of;

/** Wilson's score interval of a share, at 95 %. 0 to 1 for an empty share. */
export function wilsonInterval({ right, of }: Share): [number, number] {
  if (of === 0) {
    return [0, 1];
  }
  const rate = right / of;
  const spread =
    z * Math.sqrt((rate * (1 - rate)) / of + (z * z) / (4 * of * of));
  const middle = rate + (z * z) / (2 * of);
  const scale = 1 + (z * z) / of;
  return [(middle - spread) / scale, (middle + spread) / scale];
}

const computeMean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Brier score of the stated answers: the mean of (probability of the stated core - 1 if it is
 * accepted, else 0) squared. 0 is best; always announcing 0.5 gives 0.25.
 */
export function brierScore(scored: readonly Scored[]): number {
  return computeMean(
    scored.map(({ confidence, right }) => (confidence - (right ? 1 : 0)) ** 2),
  );
}

/** Answers of about the same stated probability. */
export interface ReliabilityBin {
  from: number;
  /** Exclusive, except in the last bin. */
  to: number;
  share: Share;
  /** NaN of an empty bin. */
  meanConfidence: number;
}

const edges = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** Whether answers are right as often as stated. */
export function binByProbability(scored: readonly Scored[]): ReliabilityBin[] {
  return edges.slice(0, -1).map((from, index) => {
    const to = edges[index + 1];
    const inBin = scored.filter(
      ({ confidence }) =>
        confidence >= from && (confidence < to || to === edges.at(-1)),
    );
    return {
      from,
      to,
      share: countRightAndTotal(inBin, ({ right }) => right),
      meanConfidence: computeMean(inBin.map(({ confidence }) => confidence)),
    };
  });
}
