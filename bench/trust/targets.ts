import type { Target as Measured } from '../scorecards/tables';
import { GeneratedCounts } from './generated';
import { toFraction, Share } from './metrics';
import { ConfidenceSummary } from './confidence';
import { FitSweep, mostPoints } from './fitSweep';

/** A target and the value that the model reaches. */
export interface Target extends Measured {
  bound: { atLeast: number } | { atMost: number };
  unit: string;
  /** Digits after the point. */
  digits: number;
}

export interface Reached {
  /** Core of complete decisions that were left out. */
  leftOut: Share;
  hard: Share;
  regression: Share;
  confidence: { completed: ConfidenceSummary; asPublished: ConfidenceSummary };
  calibration: Share;
  /** Criteria whose shipped weight differs from the estimate. */
  staleWeights: readonly string[];
  generated: GeneratedCounts;
  fitSweep: FitSweep;
}

export const inPercent = (
  title: string,
  bound: Target['bound'],
  rate: number,
): Target => ({
  title,
  bound,
  unit: ' %',
  digits: 1,
  reached: 100 * rate,
});

export const inCounts = (
  title: string,
  bound: Target['bound'],
  reached: number,
): Target => ({
  title,
  bound,
  unit: '',
  digits: 0,
  reached,
});

/** Numbers that must be 0, by title. */
export const noneAllowed = (counts: Record<string, number>): Target[] =>
  Object.entries(counts).map(([title, reached]) =>
    inCounts(title, { atMost: 0 }, reached),
  );

export const sweepTarget = (title: string, { worst }: FitSweep): Target => ({
  title,
  bound: { atMost: mostPoints },
  unit: ' points',
  digits: 2,
  reached: worst,
});

/** An empty share counts as right. */
const rateOrAll = (share: Share) => (share.of === 0 ? 1 : toFraction(share));

const largestShare = (counts: Record<string, number>, of: number) =>
  Math.max(...Object.values(counts)) / of;

/** The targets of the design, in its order. */
export function evaluateTargets(reached: Reached): Target[] {
  const { leftOut, hard, regression, confidence, generated, fitSweep } =
    reached;
  const { completed, asPublished } = confidence;
  const getSliceCount = (id: string) =>
    generated.slices.find(({ slice }) => slice === id)!;
  const all = getSliceCount('all');
  const inAppSteady = getSliceCount('in-app-steady');
  return [
    inPercent(
      'Core, complete and left out',
      { atLeast: 78 },
      toFraction(leftOut),
    ),
    inCounts(`The same, of ${leftOut.of}`, { atLeast: 59 }, leftOut.right),
    inCounts(
      `The same, of the ${hard.of} hard ones`,
      { atLeast: 16 },
      hard.right,
    ),
    inCounts(
      'The same, against the logistic regression',
      { atLeast: regression.right },
      leftOut.right,
    ),
    inPercent(
      'Clear answers that are right, complete and left out',
      { atLeast: 90 },
      rateOrAll(completed.verdicts.clear),
    ),
    inPercent(
      'Clear answers that are right, as published and left out',
      { atLeast: 90 },
      rateOrAll(asPublished.verdicts.clear),
    ),
    inPercent(
      'Complete decisions, left out, with a clear answer',
      { atLeast: 45 },
      completed.verdicts.clear.of / completed.answers,
    ),
    {
      title: 'Brier score, complete and left out',
      bound: { atMost: 0.15 },
      unit: '',
      digits: 3,
      reached: completed.brier,
    },
    inCounts(
      'Examples of the article as it has them',
      { atLeast: reached.calibration.of },
      reached.calibration.right,
    ),
    ...noneAllowed({
      'Weights as shipped that differ from the estimate by more than rounding':
        reached.staleWeights.length,
      'Generated profiles: dominated answers': generated.blunders.dominated,
      'Generated profiles: missed requirements': generated.blunders.missed,
    }),
    inPercent(
      'Generated profiles, in the application and steady: functions for the core',
      { atMost: 15 },
      inAppSteady.cores.serverless / inAppSteady.profiles,
    ),
    inPercent(
      'Generated profiles: the most frequent pattern',
      { atMost: 60 },
      largestShare(all.patterns, all.profiles),
    ),
    inPercent(
      'Generated profiles: the most frequent core',
      { atMost: 60 },
      largestShare(all.cores, all.profiles),
    ),
    sweepTarget('Sweep by 1 %: largest change of a fit', fitSweep),
  ];
}
