import { RankedPlacement } from '../choice/schemas';
import { Placement } from '../profile/placements';
import { LanguageModelAdvice } from './placementSchemas';

/** The parts of an advice that determine the recommended placement. @public */
export interface PlacementAdvice {
  placements?: readonly Pick<RankedPlacement, 'placement' | 'eligible'>[];
  languageModel?: Pick<LanguageModelAdvice, 'placement' | 'verdict'>;
}

/**
 * The recommended placement: the leading one, if it is eligible and there are enough answers.
 * `recommendation.placement` is the leader even without enough answers, and absent if nothing is eligible.
 *
 * @returns undefined where there are not enough answers, where everything is ruled out, and where no language model is
 * used
 * @public
 */
export function recommendedPlacement({
  placements = [],
  languageModel,
}: PlacementAdvice): Placement | undefined {
  return languageModel?.verdict === 'not-enough-answers'
    ? undefined
    : placements.find(
        ({ placement, eligible }) =>
          eligible && placement === languageModel?.placement,
      )?.placement;
}

/**
 * Whether the application may run its language model on its CPUs, as decided or else as recommended. Only then do model
 * size, memory and inference time change an advice.
 *
 * @returns true without an advice on a language model
 * @public
 */
export function mayRunModel(
  advice: Pick<PlacementAdvice, 'languageModel'> | undefined,
  decided: Placement | undefined,
): boolean {
  const { languageModel } = advice ?? {};
  return !languageModel || (decided ?? languageModel.placement) === 'cpu';
}
