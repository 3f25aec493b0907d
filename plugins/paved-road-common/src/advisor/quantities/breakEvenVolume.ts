import { plainPatterns } from '../patterns';
import { AssumptionSet } from './AssumptionSet';
import { monthlyCost } from './economics';
import { PlatformModel } from './platforms';
import { powerOf } from './powerOf';
import { Workload } from './workload';

const leastVolume = 1;
const largestVolume = 1e12;
const stepsPerDecade = 4;

/**
 * The monthly requests above which serverless is no longer the cheapest: the last crossing of its cost curve with the
 * cheapest always-on one, by bisection. Undefined if they do not cross or a price is unknown.
 */
export function breakEvenVolume(
  workload: Workload,
  platform: PlatformModel,
  assume: AssumptionSet,
): number | undefined {
  const premium = (requestsPerMonth: number): number | undefined => {
    const [monolith, microservices, serverless] = plainPatterns.map(pattern => {
      const cost = monthlyCost(
        pattern,
        { ...workload, requestsPerMonth },
        platform,
        assume,
      );
      return cost.status === 'priced' ? cost.monthly : undefined;
    });
    return monolith === undefined ||
      microservices === undefined ||
      serverless === undefined
      ? undefined
      : serverless - Math.min(monolith, microservices);
  };
  const steps = Math.log10(largestVolume / leastVolume) * stepsPerDecade;
  const volumeAt = (step: number) =>
    leastVolume * powerOf(10, step / stepsPerDecade);
  const top = premium(largestVolume);
  if (top === undefined || top <= 0) {
    return undefined;
  }
  let step = steps - 1;
  while (step >= 0 && premium(volumeAt(step))! > 0) {
    step -= 1;
  }
  if (step < 0) {
    return undefined;
  }
  let [cheap, dear] = [volumeAt(step), volumeAt(step + 1)];
  for (let i = 0; i < 50 && dear / cheap > 1 + 1e-9; i++) {
    const middle = Math.sqrt(cheap * dear);
    if (premium(middle)! > 0) {
      dear = middle;
    } else {
      cheap = middle;
    }
  }
  return dear;
}
