import { recommendWithConfidence } from './advise';
import { estimateGains } from './choice/answerGains';
import { DecisionModel, defaultModel } from './options/DecisionModel';
import { AdviceRequest } from './profile/request';

/** Above the rounding errors of sums of chances. */
const noGain = 1e-9;

/**
 * What each open answer costs in certainty: how far the chance of the best pattern or placement would rise on average if
 * only that question were answered, 0..1, the larger of both. With all of them answered, it rises to `ifAnswered`.
 *
 * @returns by path of the question, without questions that cost nothing
 * @throws InputError as `advise`
 * @public
 */
export function estimateAnswerGains(
  request: AdviceRequest,
  model: DecisionModel = defaultModel,
): Record<string, number> {
  const { application, draws, placed } = recommendWithConfidence(
    request,
    model,
  );
  const found = [
    ...estimateGains(draws).filter(([path]) => !application.settled.has(path)),
    ...(placed?.placement ? estimateGains(placed.draws) : []),
  ];
  const gains = new Map<string, number>();
  for (const [path, gain] of found) {
    if (gain > (gains.get(path) ?? noGain)) {
      gains.set(path, gain);
    }
  }
  return Object.fromEntries(gains);
}
