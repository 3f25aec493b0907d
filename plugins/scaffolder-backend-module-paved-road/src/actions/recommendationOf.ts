import {
  Advice,
  Pattern,
  Placement,
} from '@paved-road/plugin-paved-road-common';
import { announcedPlacement } from '@paved-road/plugin-paved-road-common/advisor';
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
        'Where the answers recommend that the language model runs; absent where none is used, where there are not enough of them, and where everything is ruled out',
      ),
};

/** What an advice recommends; nothing where there are not enough answers for it. */
export function recommendationOf(
  advice: Pick<Advice, 'recommendation' | 'placements' | 'languageModel'>,
): {
  recommendedPattern?: Pattern;
  recommendedPlacement?: Placement;
} {
  const { pattern, verdict } = advice.recommendation;
  const placement = announcedPlacement(advice);
  return {
    ...(verdict !== 'not-enough-answers' && { recommendedPattern: pattern }),
    ...(placement && { recommendedPlacement: placement }),
  };
}
