import { Assessment, Pattern } from '@paved-road/plugin-paved-road-common';

/** The pattern decided, or recommended while nothing is decided. */
export const patternOf = ({ decision, advice }: Assessment): Pattern =>
  decision?.pattern ?? advice.recommendation.pattern;
