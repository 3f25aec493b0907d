import { advise } from '../../../plugins/paved-road-common/src/advisor/advise';
import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import {
  Placement,
  placements,
} from '../../../plugins/paved-road-common/src/advisor/profile/placements';
import {
  estimateTokenLoad,
  tokensPerMonth,
  withUsualLoad,
} from '../../../plugins/paved-road-common/src/advisor/quantities/languageModels/TokenLoad';
import { questions } from '../../../plugins/paved-road-common/src/advisor/profile/questions';
import { AssumptionSet } from '../../../plugins/paved-road-common/src/advisor/quantities/AssumptionSet';
import { featuresFrom } from '../baselines/features';
import { fitMultinomial, predictProbabilities } from '../baselines/multinomial';
import { LanguageModelCase, languageModelCases, PlacementForm } from './cases';

/** A simple method that the model must beat to justify its size. */
export interface PlacementBaseline {
  title: string;
  /** In one sentence. */
  method: string;
  place(one: LanguageModelCase, form: PlacementForm): Placement;
}

/** Input and output tokens a month from which a rule of thumb says own GPUs; published as 50 to 100 million. */
const ruleOfThumb = 100_000_000;

/** Tokens a month as far as something is known of the volume; the rest of the call is taken as usual for its use. */
function estimateMonthlyTokens(
  { profiles, tokensPerMonth: stated }: LanguageModelCase,
  form: PlacementForm,
  assume: AssumptionSet,
): number | undefined {
  const profile = profiles[form];
  if (stated !== undefined) {
    return stated;
  }
  if (profile.workload?.requestsPerMonth === undefined) {
    return undefined;
  }
  const load = estimateTokenLoad(withUsualLoad(profile), assume);
  return load.status === 'known' ? tokensPerMonth(load.mid) : undefined;
}

const always = (title: string, placement: Placement): PlacementBaseline => ({
  title,
  method: `Says ${placement}, whatever the answers are.`,
  place: () => placement,
});

/** The usual value for standardised features, not tuned. */
const penalty = 1;

/** A regression over the answers, fitted to all other cases. */
function regression(): PlacementBaseline {
  const fitted = new Map<
    string,
    (one: LanguageModelCase, form: PlacementForm) => Placement
  >();
  const fitWithout = (left: LanguageModelCase) => {
    const others = languageModelCases.filter(({ id }) => id !== left.id);
    const features = featuresFrom(
      others.map(({ profiles }) => profiles.completed),
      questions,
    );
    const weights = fitMultinomial(
      others.map(({ profiles }) => features(profiles.completed)),
      others.map(({ expect }) =>
        placements.map(placement =>
          expect.placements.includes(placement)
            ? 1 / expect.placements.length
            : 0,
        ),
      ),
      penalty,
    );
    return ({ profiles }: LanguageModelCase, form: PlacementForm) => {
      const chances = predictProbabilities(weights, features(profiles[form]));
      return placements[chances.indexOf(Math.max(...chances))];
    };
  };
  return {
    title: 'Logistic regression, left out',
    method: `Multinomial, over the completed answers of all other decisions: a column for each choice, standardised logarithms of numbers, an open answer as 0; the log loss with ${penalty / 2} times the squared weights (L2).`,
    place: (one, form) => {
      const place = fitted.get(one.id) ?? fitWithout(one);
      fitted.set(one.id, place);
      return place(one, form);
    },
  };
}

/** From the simplest on. */
export function placementBaselines(
  model: DecisionModel,
): readonly PlacementBaseline[] {
  const assume = new AssumptionSet({}, model.assumptions);
  const byTokens = (
    one: LanguageModelCase,
    form: PlacementForm,
    breakEven: number | undefined,
  ): Placement => {
    const tokens = estimateMonthlyTokens(one, form, assume);
    return tokens !== undefined &&
      breakEven !== undefined &&
      tokens >= breakEven
      ? 'own-gpu'
      : 'hosted-api';
  };
  return [
    always('Always a hosted API', 'hosted-api'),
    always('Always own GPUs', 'own-gpu'),
    {
      title: 'Tokens alone, rule of thumb',
      method:
        'Own GPUs from 100 million tokens a month on, the upper end of a published rule of thumb, otherwise a hosted API, also while the tokens are not known. Where the source gives requests only, tokens are taken as usual for the use.',
      place: (one, form) => byTokens(one, form, ruleOfThumb),
    },
    {
      title: 'Tokens alone, break-even of the model',
      method:
        'The same, from the break-even on that the model computes for the calls of the case.',
      place: (one, form) =>
        byTokens(
          one,
          form,
          advise({ profile: withUsualLoad(one.profiles[form]) }, model)
            .languageModel?.cost.breakEvenTokensPerMonth,
        ),
    },
    regression(),
  ];
}
