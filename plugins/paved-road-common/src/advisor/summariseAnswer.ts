import { recommendWithConfidence } from './advise';
import { RankedPattern } from './choice/schemas';
import { Advice } from './explain/advice';
import { PlacementAdvice } from './explain/recommendedPlacement';
import { DecisionModel, defaultModel } from './options/DecisionModel';
import { AdviceRequest } from './profile/request';

/** The parts of an advice that make up its answer. @public */
export interface AnswerSummary extends PlacementAdvice {
  recommendation: Pick<
    Advice['recommendation'],
    'pattern' | 'core' | 'background' | 'verdict'
  >;
  ranking: readonly Pick<RankedPattern, 'pattern' | 'eligible'>[];
}

/**
 * The answer of `advise` without its explanation, which takes most of the time.
 *
 * @throws InputError as `advise`
 * @public
 */
export function summariseAnswer(
  request: AdviceRequest,
  model: DecisionModel = defaultModel,
): AnswerSummary {
  const { recommendation, placed, verdict } = recommendWithConfidence(
    request,
    model,
  );
  const { ranking, pattern, core, background } = recommendation;
  return {
    recommendation: {
      pattern,
      core,
      ...(background && { background }),
      verdict,
    },
    ranking: ranking.options.map(({ option, tier }) => ({
      pattern: option,
      eligible: tier !== 'out',
    })),
    ...(placed && {
      placements: placed.ranking.options.map(({ option, tier }) => ({
        placement: option,
        eligible: tier !== 'out',
      })),
      languageModel: {
        ...(placed.placement && { placement: placed.placement }),
        verdict: placed.verdict,
      },
    }),
  };
}
