import { CostComparison, summariseCosts } from '../costs';
import { toFraction } from '../metrics';
import { FitSweep } from '../fitSweep';
import {
  inCounts,
  inPercent,
  noneAllowed,
  sweepTarget,
  Target,
} from '../targets';
import { GeneratedPlacements } from './generated';
import { JudgedPlacements } from './judged';
import { ThroughputErrors } from './throughput';

export interface ReachedPlacements {
  judged: JudgedPlacements;
  /** Criteria whose shipped weight differs from the estimate. */
  staleWeights: readonly string[];
  throughput: ThroughputErrors;
  costs: readonly CostComparison[];
  generated: GeneratedPlacements;
  fitSweep: FitSweep;
}

/** The targets of the design for placements, in its order. */
export function placementTargets(reached: ReachedPlacements): Target[] {
  const { judged, throughput, costs, generated, fitSweep } = reached;
  const [allCosts] = summariseCosts(costs);
  const [model, , ...baselines] = judged.methods;
  const [all] = generated.slices;
  const steady = generated.slices.find(({ title }) =>
    title.startsWith('Steady'),
  )!;
  const { blunders } = generated;
  return [
    inPercent(
      'Language models: placement, with newer answers and left out',
      { atLeast: 80 },
      toFraction(model.found.answered),
    ),
    inCounts(
      'The same, more than the best plain method by',
      { atLeast: 5 },
      model.found.answered.right -
        Math.max(...baselines.map(({ found }) => found.answered.right)),
    ),
    inPercent(
      'Language models: clear placements that are right, left out',
      { atLeast: 90 },
      toFraction(judged.verdicts.answered.clear),
    ),
    {
      title: 'Language models: Brier score of placements, left out',
      bound: { atMost: 0.15 },
      unit: '',
      digits: 3,
      reached: judged.brier.answered,
    },
    ...noneAllowed({
      'Language models: weights as shipped that differ from the estimate by more than rounding':
        reached.staleWeights.length,
    }),
    inPercent(
      'Language models, generated profiles: serverless GPU at a steady load above 10 billion tokens a month',
      { atMost: 5 },
      steady.placements['serverless-gpu'] / steady.profiles,
    ),
    inPercent(
      'Language models, generated profiles: nothing eligible',
      { atMost: 10 },
      all.none / all.profiles,
    ),
    inPercent(
      'Language models: worst throughput inside calibrated families',
      { atMost: 20 },
      throughput.worstInside,
    ),
    {
      title:
        'Language models: cost against published reports, median factor up or down',
      bound: { atMost: 1.5 },
      unit: '',
      digits: 2,
      reached: allCosts.median,
    },
    ...noneAllowed({
      'Language models: throughput outside of them, outside the stated spread':
        throughput.beyondSaid,
      'Language models, generated profiles: dominated placements':
        blunders.dominated,
      'Language models, generated profiles: requirements missed by half of the calls':
        blunders.missed,
    }),
    inPercent(
      'Language models, generated profiles: the most frequent placement',
      { atMost: 60 },
      Math.max(...Object.values(all.placements)) / (all.profiles - all.none),
    ),
    sweepTarget(
      'Language models, sweep by 1 %: largest change of a fit',
      fitSweep,
    ),
  ];
}
