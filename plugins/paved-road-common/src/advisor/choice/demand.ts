import { Profile } from '../profile/profile';
import { getAnswer } from '../profile/questions';
import { DemandRule, DemandTerm } from '../options/criterion';

/** The demand of a profile for a criterion, 1..5; undefined if all answers of the rule are open. */
export function estimateDemand(
  profile: Profile,
  { combine, terms }: DemandRule,
): number | undefined {
  let known = 0;
  let sum = 0;
  let most = 0;
  for (const term of terms) {
    const demand = estimateTermDemand(profile, term);
    if (demand !== undefined) {
      known += 1;
      sum += demand;
      most = Math.max(most, demand);
    }
  }
  if (known === 0) {
    return undefined;
  }
  return combine === 'max' ? most : sum / known;
}

/**
 * The smallest and largest possible demand of a profile for a criterion over all open answers; undefined for a
 * rule without terms.
 *
 * @param hasWorkload - whether answers about the workload create demand
 */
export function demandRange(
  profile: Profile,
  { combine, terms }: DemandRule,
  hasWorkload: boolean,
): [number, number] | undefined {
  const asking = hasWorkload
    ? terms
    : terms.filter(({ path }) => !path.startsWith('workload.'));
  if (asking.length === 0) {
    return undefined;
  }
  const ranges = asking.map(term => {
    const demand = estimateTermDemand(profile, term);
    return demand === undefined ? termDemandRange(term) : [demand, demand];
  });
  const together = (values: number[]) =>
    combine === 'max'
      ? Math.max(...values)
      : values.reduce((sum, value) => sum + value, 0) / values.length;
  return [
    together(ranges.map(([low]) => low)),
    together(ranges.map(([, high]) => high)),
  ];
}

function termDemandRange(term: DemandTerm): [number, number] {
  const demands =
    'choices' in term
      ? Object.values(term.choices)
      : term.points.map(([, demand]) => demand);
  return [Math.min(...demands), Math.max(...demands)];
}

function estimateTermDemand(
  profile: Profile,
  term: DemandTerm,
): number | undefined {
  const answer = getAnswer(profile, term.path);
  if (answer === undefined) {
    return undefined;
  }
  if ('choices' in term) {
    return term.choices[answer];
  }
  return interpolate(Number(answer), term.points, term.scale === 'log');
}

function interpolate(
  value: number,
  points: readonly (readonly [number, number])[],
  isLog: boolean,
): number {
  const right = points.findIndex(([at]) => value <= at);
  if (right === 0) {
    return points[0][1];
  }
  if (right === -1) {
    return points[points.length - 1][1];
  }
  const [from, y0] = points[right - 1];
  const [to, y1] = points[right];
  const along = isLog
    ? Math.log(value / from) / Math.log(to / from)
    : (value - from) / (to - from);
  return y0 + (y1 - y0) * along;
}
