import { Confidence } from '@paved-road/plugin-paved-road-common';
import { isOptional } from '../../model';

/** So many open answers are named; more would be a to-do list, not a hint. */
const named = 3;

/** The open answers to ask for first; those that nobody has to give come last. */
export const firstOpenAnswers = (
  confidence: Confidence | undefined,
): string[] =>
  (confidence?.openAnswers ?? [])
    .toSorted((a, b) => Number(isOptional(a)) - Number(isOptional(b)))
    .slice(0, named);
