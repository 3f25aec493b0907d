import {
  Placement,
  placements,
} from '../../../plugins/paved-road-common/src/advisor/profile/placements';
import { questions } from '../../../plugins/paved-road-common/src/advisor/profile/questions';
import { fitRegression, regressionMethod } from '../baselines/regression';
import { LanguageModelCase, languageModelCases, PlacementForm } from './cases';

/** A simple method that the model must beat to justify its size. */
export interface PlacementBaseline {
  title: string;
  /** In one sentence. */
  method: string;
  place(one: LanguageModelCase): (form: PlacementForm) => Placement;
}

export const placementBaselines: readonly PlacementBaseline[] = [
  {
    title: 'Always a hosted API',
    method: 'Says hosted-api, whatever the answers are.',
    place: () => () => 'hosted-api',
  },
  {
    title: 'Logistic regression, left out',
    method: regressionMethod,
    place: ({ id: leftOut, profiles }) => {
      const predict = fitRegression(
        placements,
        languageModelCases
          .filter(({ id }) => id !== leftOut)
          .map(other => ({
            completed: other.profiles.completed,
            right: other.expect.placements,
          })),
        questions,
      );
      return form => predict(profiles[form]);
    },
  },
];
