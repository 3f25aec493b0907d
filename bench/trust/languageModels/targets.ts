import { toFraction } from '../metrics';
import { mostPoints, Sweep } from '../sweeps';
import { inPercent, noneAllowed, Target } from '../targets';
import { GeneratedPlacements } from './generated';
import { JudgedPlacements } from './judged';
import { placementFitSweep } from './sweeps';
import { ThroughputErrors } from './throughput';

/** The figures that have targets. */
export interface ReachedPlacements {
  judged: JudgedPlacements;
  throughput: ThroughputErrors;
  generated: GeneratedPlacements;
  fitSweep: ReturnType<typeof placementFitSweep>;
  costSweeps: readonly Sweep[];
}

/** The targets of the design for placements, in its order. */
export function placementTargets(reached: ReachedPlacements): Target[] {
  const { judged, throughput, generated, fitSweep, costSweeps } = reached;
  const [model] = judged.methods;
  const [all] = generated.slices;
  const { blunders } = generated;
  return [
    inPercent(
      'Language models: placement, as published',
      { atLeast: 80 },
      toFraction(model.found.profile),
    ),
    inPercent(
      'Language models: placement, complete',
      { atLeast: 80 },
      toFraction(model.found.completed),
    ),
    inPercent(
      'Language models: worst throughput inside calibrated families',
      { atMost: 20 },
      throughput.worstInside,
    ),
    ...noneAllowed({
      'Language models: throughput outside of them, further off than said':
        throughput.beyondSaid,
      'Language models, generated profiles: dominated placements':
        blunders.dominated,
      'Language models, generated profiles: requirements missed by half of the calls':
        blunders.missed,
      'Language models, generated profiles: numbers that are none':
        blunders.notFinite,
    }),
    inPercent(
      'Language models, generated profiles: the most frequent placement',
      { atMost: 60 },
      Math.max(...Object.values(all.placements)) / (all.profiles - all.none),
    ),
    {
      title: 'Language models, sweep by 1 %: largest change of a fit',
      bound: { atMost: mostPoints },
      unit: ' points',
      digits: 2,
      reached: fitSweep.sweep.worst,
    },
    ...costSweeps.flatMap(({ title, violations }) =>
      noneAllowed({
        [`Language models, sweep, violations. ${title}`]: violations,
      }),
    ),
  ];
}
