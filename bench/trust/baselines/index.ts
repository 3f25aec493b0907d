import {
  PlainPattern,
  plainPatterns,
} from '../../../plugins/paved-road-common/src/advisor/profile/patterns';
import { Profile } from '../../../plugins/paved-road-common/src/advisor/profile/profile';
import { applicationQuestions } from '../applicationQuestions';
import { TrustCase } from '../cases';
import { fitRegression, regressionMethod } from './regression';

/** A simple method that the model must beat to justify its size. */
export interface Baseline {
  title: string;
  /** In one sentence. */
  method: string;
  /** Returns the method, fitted to the cases if it learns. */
  fit(cases: readonly TrustCase[]): (profile: Profile) => PlainPattern;
}

const alwaysMonolith: Baseline = {
  title: 'Always monolith',
  method: 'Says monolith, whatever the answers are.',
  fit: () => () => 'monolith',
};

export const logisticRegression: Baseline = {
  title: 'Logistic regression, left out',
  method: regressionMethod,
  fit: cases =>
    fitRegression(
      plainPatterns,
      cases.map(({ completed, expect }) => ({ completed, right: expect.core })),
      applicationQuestions,
    ),
};

export const baselines = [alwaysMonolith, logisticRegression];
