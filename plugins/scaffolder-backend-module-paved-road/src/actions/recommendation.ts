import { Advice } from '@paved-road/plugin-paved-road-common';
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

/** Outputs nothing for the pattern if there are not enough answers. */
export function outputRecommendation(
  ctx: {
    output(name: keyof typeof recommendationOutput, value?: string): void;
  },
  advice: Pick<Advice, 'recommendation' | 'placements' | 'languageModel'>,
): void {
  const { pattern, verdict } = advice.recommendation;
  const isRecommended = verdict !== 'not-enough-answers';
  ctx.output('recommendedPattern', isRecommended ? pattern : undefined);
  ctx.output('recommendedPlacement', recommendedPlacement(advice));
}
