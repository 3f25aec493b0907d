import {
  Advice,
  Pattern,
  Placement,
} from '@paved-road/plugin-paved-road-common';
import { z as zodV3 } from 'zod/v3';

/** Outputs of the actions that get an advice. */
export const recommendationOutput = {
  recommendedPattern: (z: typeof zodV3) =>
    z
      .string()
      .optional()
      .describe(
        'Pattern that the answers recommend; absent where there are not enough of them',
      ),
  recommendedPlacement: (z: typeof zodV3) =>
    z
      .string()
      .optional()
      .describe(
        'Where the answers recommend that the language model runs; absent where none is used, and where there are not enough of them',
      ),
};

/** What an advice recommends; nothing where there are not enough answers for it. */
export function recommendationOf({
  recommendation,
  languageModel,
}: Pick<Advice, 'recommendation' | 'languageModel'>): {
  recommendedPattern?: Pattern;
  recommendedPlacement?: Placement;
} {
  const { pattern, verdict } = recommendation;
  return {
    ...(verdict !== 'not-enough-answers' && { recommendedPattern: pattern }),
    ...(languageModel &&
      languageModel.verdict !== 'not-enough-answers' && {
        recommendedPlacement: languageModel.placement,
      }),
  };
}
