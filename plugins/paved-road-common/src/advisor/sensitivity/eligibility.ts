import { plainPatterns } from '../patterns';
import { Profile } from '../profile';
import { getAnswer, QuestionPath } from '../questions';
import { RankingOptions } from '../rankWorkload';
import { Measures } from '../quantities/measure';
import { limitPaths } from '../platformLimits';
import { couldMeet, filtersOf, vetoesOf } from '../vetoes';

/** The patterns that can run, in the order of `plainPatterns`. */
export interface Eligibility {
  /** Eligible whatever the open answers turn out to be. */
  certain: boolean[];
  /** Eligible for some answers. */
  possible: boolean[];
  /** Open answers that can rule a pattern out. */
  open: QuestionPath[];
}

/**
 * The patterns that the platform, the policies and the required latency allow, as far as the answers tell.
 *
 * @param hasWorkload - whether a part has the required latency of the whole
 */
export function eligibility(
  profile: Profile,
  hasWorkload: boolean,
  { model, platform, measure, assume }: RankingOptions,
): Eligibility {
  const platformModel = model.platforms[platform];
  const isOpen = (path: QuestionPath) => getAnswer(profile, path) === undefined;
  const openLimits = limitPaths(profile, platformModel.limits, assume);
  const { latency } = measure(profile);
  const missed = missedRequirements(profile, hasWorkload, latency);
  const found = plainPatterns.map((pattern, index) => {
    const ruledOut =
      filtersOf(profile, pattern, model).length > 0 ||
      (pattern === 'serverless' &&
        vetoesOf(profile, platformModel, model, assume).length > 0);
    const openPolicies = model.filters
      .filter(
        filter => filter.pattern === pattern && couldMeet(filter, profile),
      )
      .flatMap(({ when }) => when.map(({ path }) => path).filter(isOpen));
    const open = ruledOut
      ? []
      : [...(pattern === 'serverless' ? openLimits : []), ...openPolicies];
    const misses = missed[index];
    return {
      possible: !ruledOut && misses !== 'yes',
      certain: !ruledOut && open.length === 0 && misses === 'no',
      open,
    };
  });
  return {
    certain: found.map(({ certain }) => certain),
    possible: found.map(({ possible }) => possible),
    open: [...new Set(found.flatMap(({ open }) => open))],
  };
}

type Misses = 'yes' | 'no' | 'maybe';

/*
 * Whether a pattern misses the requirement while another one meets it. With open answers it may; but a
 * monolith has the least on its way, so none meets what it misses.
 */
function missedRequirements(
  { workload }: Profile,
  hasWorkload: boolean,
  latency: Measures['latency'],
): Misses[] {
  if (!hasWorkload || workload?.latency === 'batch') {
    return plainPatterns.map(() => 'no');
  }
  const meets = plainPatterns.map(pattern => {
    const estimate = latency[pattern];
    return estimate.status === 'estimated'
      ? estimate.meetsRequirement
      : undefined;
  });
  if (workload?.accelerator === undefined || meets.includes(undefined)) {
    return plainPatterns.map(pattern =>
      pattern === 'monolith' ? 'no' : 'maybe',
    );
  }
  return meets.map(is => (meets.includes(true) && is === false ? 'yes' : 'no'));
}
