import {
  Advice,
  Pattern,
  Placement,
} from '@paved-road/plugin-paved-road-common';
import { recommendedPlacement } from '@paved-road/plugin-paved-road-common/advisor';
import { z as zodV3 } from 'zod/v3';

export const recommendationOutput = {
  recommendedPattern: (z: typeof zodV3) =>
    z
      .string()
      .optional()
      .describe('Recommended pattern; absent if there are not enough answers'),
  recommendedPlacement: (z: typeof zodV3) =>
    z
      .string()
      .optional()
      .describe(
        'Recommended placement of the language model; absent if none is used, there are not enough answers, or every placement is ruled out',
      ),
};

/** @returns the recommendation, empty if there are not enough answers */
export function toRecommendedFields(
  advice: Pick<Advice, 'recommendation' | 'placements' | 'languageModel'>,
): {
  recommendedPattern?: Pattern;
  recommendedPlacement?: Placement;
} {
  const { pattern, verdict } = advice.recommendation;
  const placement = recommendedPlacement(advice);
  return {
    ...(verdict !== 'not-enough-answers' && { recommendedPattern: pattern }),
    ...(placement && { recommendedPlacement: placement }),
  };
}
