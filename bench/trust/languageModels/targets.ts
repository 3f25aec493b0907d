import { toRate } from '../metrics';
import { mostPoints, Sweep } from '../sweeps';
import { Target } from '../targets';
import { GeneratedPlacements } from './generated';
import { JudgedPlacements } from './judged';
import { PlacementFitSweep } from './sweeps';
import { ThroughputErrors } from './throughput';

/** The figures that have targets. */
export interface ReachedPlacements {
  judged: JudgedPlacements;
  throughput: ThroughputErrors;
  generated: GeneratedPlacements;
  fitSweep: PlacementFitSweep;
  costSweeps: readonly Sweep[];
}

const counted = (title: string, reached: number): Target => ({
  title,
  bound: { atMost: 0 },
  unit: '',
  digits: 0,
  reached,
});

/** The targets of the design for placements, in its order. */
export function placementTargets(reached: ReachedPlacements): Target[] {
  const { judged, throughput, generated, fitSweep, costSweeps } = reached;
  const [model] = judged.methods;
  const [all] = generated.slices;
  const { blunders } = generated;
  return [
    {
      title: 'Language models: placement, as published',
      bound: { atLeast: 80 },
      unit: ' %',
      digits: 1,
      reached: 100 * toRate(model.found.profile),
    },
    {
      title: 'Language models: placement, complete',
      bound: { atLeast: 80 },
      unit: ' %',
      digits: 1,
      reached: 100 * toRate(model.found.completed),
    },
    {
      title: 'Language models: worst throughput inside calibrated families',
      bound: { atMost: 20 },
      unit: ' %',
      digits: 1,
      reached: 100 * throughput.worstInside,
    },
    counted(
      'Language models: throughput outside of them, further off than said',
      throughput.beyondSaid,
    ),
    counted(
      'Language models, generated profiles: dominated placements',
      blunders.dominated.length,
    ),
    counted(
      'Language models, generated profiles: requirements missed by half of the calls',
      blunders.missed.length,
    ),
    counted(
      'Language models, generated profiles: numbers that are none',
      blunders.notFinite.length,
    ),
    {
      title: 'Language models, generated profiles: the most frequent placement',
      bound: { atMost: 60 },
      unit: ' %',
      digits: 1,
      reached:
        (100 * Math.max(...Object.values(all.placements))) /
        (all.profiles - all.none),
    },
    {
      title: 'Language models, sweep by 1 %: largest change of a fit',
      bound: { atMost: mostPoints },
      unit: ' points',
      digits: 2,
      reached: fitSweep.sweep.worst,
    },
    ...costSweeps.map(({ title, violations }) =>
      counted(`Language models, sweep, violations. ${title}`, violations),
    ),
  ];
}
