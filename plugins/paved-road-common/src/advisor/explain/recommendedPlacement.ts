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
 * Where the language model may run, for the questions to ask: as decided, or else as recommended.
 *
 * @returns empty if nothing is decided and nothing is eligible; undefined without an advice on it, when every place is
 * possible
 * @public
 */
export function listPossiblePlacements(
  advice: Pick<PlacementAdvice, 'languageModel'> | undefined,
  decided: Placement | undefined,
): Placement[] | undefined {
  const { languageModel } = advice ?? {};
  return (
    languageModel &&
    [decided ?? languageModel.placement].filter(
      placement => placement !== undefined,
    )
  );
}
