import { DecisionModel } from '../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { advise } from '../../plugins/paved-road-common/src/advisor/advise';
import { Profile } from '../../plugins/paved-road-common/src/advisor/profile/profile';
import { median, quantile } from '../scorecards/measure';
import { shownCases } from './cases';
import { forms } from './judged';
import { languageModelCases } from './languageModels/cases';
import { askedWithModel } from './languageModels/profiles';
import { generatedProfiles } from './profiles';

/** The timed profiles: decisions, as published and complete, and more profiles with a language model. */
export const timedProfiles: Record<'withoutModel' | 'withModel', Profile[]> = {
  withoutModel: shownCases.flatMap(one => forms.map(form => one[form])),
  withModel: [
    ...languageModelCases.flatMap(({ profiles }) =>
      forms.map(form => profiles[form]),
    ),
    ...generatedProfiles(100, askedWithModel).map(({ profile }) => profile),
  ],
};

/** 95 % of the results must take less, in milliseconds. */
export const mostMilliseconds = 25;
const runs = 5;

/** Duration of a full result, in milliseconds. */
export interface Timing {
  median: number;
  p95: number;
}

/** Times full results. Takes the median of a few runs for each profile, because other processes disturb. */
export function timeAdvice(
  profiles: readonly Profile[],
  model: DecisionModel,
): Timing {
  const measureAdviceMilliseconds = (profile: Profile) => {
    const start = performance.now();
    advise({ profile }, model);
    return performance.now() - start;
  };
  const times = profiles.map(profile =>
    median(
      Array.from({ length: runs }, () => measureAdviceMilliseconds(profile)),
    ),
  );
  return { median: median(times), p95: quantile(times, 0.95) };
}
