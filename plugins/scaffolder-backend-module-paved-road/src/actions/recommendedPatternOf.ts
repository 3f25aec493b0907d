import { Advice, Pattern } from '@paved-road/plugin-paved-road-common';

/** The pattern that an advice recommends; none where there are not enough answers for one. */
export function recommendedPatternOf({
  recommendation,
}: Pick<Advice, 'recommendation'>): Pattern | undefined {
  return recommendation.verdict === 'not-enough-answers'
    ? undefined
    : recommendation.pattern;
}
