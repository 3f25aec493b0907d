import {
  Question,
  questions,
} from '../../../plugins/paved-road-common/src/advisor/profile/questions';

const pointsPerDecade = 5;

/** Values of a number by rising size: over what is usual, from 0 where that is allowed, and around one. */
export function gridFor(path: Question['path'], around?: number): number[] {
  const answer = questions.find(found => found.path === path)?.answer;
  if (answer?.kind !== 'number') {
    throw new Error(`${path} is not answered by a number`);
  }
  const { min, exclusiveMin, usual } = answer;
  const [from, to] = usual.map(Math.log10);
  const steps = Math.ceil((to - from) * pointsPerDecade);
  const values = Array.from({ length: steps + 1 }, (_, step) =>
    // Rounded, so that the values do not depend on the runtime.
    Number((10 ** (from + ((to - from) * step) / steps)).toPrecision(4)),
  );
  return [
    ...(exclusiveMin ? [] : [min]),
    ...values,
    ...(around === undefined ? [] : [around, around * 1.01]),
  ].sort((a, b) => a - b);
}
