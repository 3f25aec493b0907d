import { Confidence } from '@paved-road/plugin-paved-road-common';

/** So many open answers are named; more would be a to-do list, not a hint. */
const named = 3;

/** The open answers to ask for first. */
export const firstOpenAnswers = (confidence: Confidence): string[] =>
  confidence.openAnswers.slice(0, named);
