import { DecisionModel } from '../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { PlainPattern } from '../../plugins/paved-road-common/src/advisor/profile/patterns';
import { predictPattern, PatternPrediction } from './predictPattern';
import { Baseline } from './baselines';
import {
  calibrationCases,
  FrontierAnswer,
  fromOtherSources,
  TrustCase,
} from './cases';

/** The answers as the source states them, or all of them filled in. */
export const forms = ['profile', 'completed'] as const;

export type Form = (typeof forms)[number];

/** The answer for a case, and whether it matches the outcome. */
export interface Judged<T extends { core: PlainPattern }> {
  id: string;
  said: T;
  right: boolean;
  accepted: readonly PlainPattern[];
}

export interface JudgedAnswer extends Judged<PatternPrediction> {
  patternRight: boolean;
}

export type ByForm<T> = Record<Form, T>;

function judge<T extends { core: PlainPattern }>(
  { id, expect: { core } }: TrustCase,
  said: T,
): Judged<T> {
  return { id, said, right: core.includes(said.core), accepted: core };
}

/** Judges what a frontier language model answered, where it was asked. */
export const judgeFrontierModel = (
  cases: readonly TrustCase[],
): Judged<FrontierAnswer>[] =>
  cases.flatMap(one =>
    one.frontierModel ? [judge(one, one.frontierModel)] : [],
  );

export const byForm = <T>(of: (form: Form) => T): ByForm<T> => ({
  profile: of('profile'),
  completed: of('completed'),
});

/** Judges a model on cases; each case may have a different model. */
export function judgeModel(
  cases: readonly TrustCase[],
  modelFor: (one: TrustCase) => DecisionModel,
): ByForm<JudgedAnswer[]> {
  const all = cases.map(one => {
    const model = modelFor(one);
    return byForm(form => {
      const said = predictPattern(one[form], model);
      return {
        ...judge(one, said),
        patternRight: one.expect.pattern.includes(said.pattern),
      };
    });
  });
  return byForm(form => all.map(judged => judged[form]));
}

/** Judges a baseline on cases; it is fitted to the cases from other sources. */
export function judgeBaseline(
  cases: readonly TrustCase[],
  baseline: Baseline,
): ByForm<Judged<{ core: PlainPattern }>[]> {
  const all = cases.map(one => {
    // The article's own examples always count, as for the model.
    const predict = baseline.fit([
      ...fromOtherSources(cases, one),
      ...calibrationCases,
    ]);
    return byForm(form => judge(one, { core: predict(one[form]) }));
  });
  return byForm(form => all.map(judged => judged[form]));
}
