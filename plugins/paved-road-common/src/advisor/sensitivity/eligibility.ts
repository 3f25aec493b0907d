import { plainPatterns } from '../patterns';
import { Profile } from '../profile';
import { getAnswer, QuestionPath } from '../questions';
import { RankingOptions } from '../rankWorkload';
import { couldMeet, filtersOf, limitPaths, vetoesOf } from '../vetoes';

/** Which patterns can run, in the order of `plainPatterns`. */
export interface Eligibility {
  /** Eligible whatever the open answers turn out to be. */
  certain: boolean[];
  /** Eligible for some answers. */
  possible: boolean[];
  /** Open answers that can rule a pattern out. */
  open: QuestionPath[];
}

/** Which patterns the platform and the policies allow, as far as the answers tell. */
export function eligibility(
  profile: Profile,
  { model, platform }: RankingOptions,
): Eligibility {
  const platformModel = model.platforms[platform];
  const isOpen = (path: QuestionPath) => getAnswer(profile, path) === undefined;
  const openLimits = limitPaths(platformModel).filter(isOpen);
  const found = plainPatterns.map(pattern => {
    const ruledOut =
      filtersOf(profile, pattern, model).length > 0 ||
      (pattern === 'serverless' &&
        vetoesOf(profile, platformModel, model).length > 0);
    const openPolicies = model.filters
      .filter(
        filter => filter.pattern === pattern && couldMeet(filter, profile),
      )
      .flatMap(({ when }) => when.map(({ path }) => path).filter(isOpen));
    const open = ruledOut
      ? []
      : [...(pattern === 'serverless' ? openLimits : []), ...openPolicies];
    return {
      possible: !ruledOut,
      certain: !ruledOut && open.length === 0,
      open,
    };
  });
  return {
    certain: found.map(({ certain }) => certain),
    possible: found.map(({ possible }) => possible),
    open: [...new Set(found.flatMap(({ open }) => open))],
  };
}
