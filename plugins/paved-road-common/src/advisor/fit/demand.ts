import { getAnswer } from '../questions';
import { Profile } from '../profile';
import { DemandRule, DemandTerm } from './demandTable';

/** How much a profile asks for a criterion, 1..5; undefined when no answer of the rule is known. */
export function demandOf(
  profile: Profile,
  { combine, terms }: DemandRule,
): number | undefined {
  const demands = terms
    .map(term => demandOfTerm(profile, term))
    .filter(demand => demand !== undefined);
  if (demands.length === 0) {
    return undefined;
  }
  return combine === 'max'
    ? Math.max(...demands)
    : demands.reduce((sum, demand) => sum + demand, 0) / demands.length;
}

function demandOfTerm(profile: Profile, term: DemandTerm): number | undefined {
  const answer = getAnswer(profile, term.path);
  if (answer === undefined) {
    return undefined;
  }
  if ('choices' in term) {
    return term.choices[answer];
  }
  const position = (value: number) =>
    term.scale === 'log' ? Math.log(Math.max(value, Number.MIN_VALUE)) : value;
  return interpolate(
    position(Number(answer)),
    term.points.map(([value, demand]) => [position(value), demand] as const),
  );
}

function interpolate(
  x: number,
  points: readonly (readonly [number, number])[],
): number {
  const right = points.findIndex(([value]) => x <= value);
  if (right === 0) {
    return points[0][1];
  }
  if (right === -1) {
    return points[points.length - 1][1];
  }
  const [x0, y0] = points[right - 1];
  const [x1, y1] = points[right];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}
