import { RankedPlacement } from '../advice';
import { Placement } from './placements';
import { LanguageModelAdvice } from './schemas';

/** What an advice says of placements, as far as it tells which one it stands for. @public */
export interface PlacementAdvice {
  placements?: readonly Pick<RankedPlacement, 'placement' | 'eligible'>[];
  languageModel?: Pick<LanguageModelAdvice, 'placement' | 'verdict'>;
}

/**
 * The placement that an advice stands for: the one in front, if it can run and the answers suffice to say so.
 * `recommendation.placement` is only the one in front so far.
 *
 * @returns undefined where there are not enough answers, where everything is ruled out, and where no language model is
 * used
 * @public
 */
export function announcedPlacement({
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
