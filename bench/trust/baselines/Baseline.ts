import { PlainPattern } from '../../../plugins/paved-road-common/src/advisor/profile/patterns';
import { Profile } from '../../../plugins/paved-road-common/src/advisor/profile/profile';
import { TrustCase } from '../cases';

/** The answer of a simple method for a profile. */
export interface Prediction {
  core: PlainPattern;
  /** Absent if the method has none. */
  probability?: Record<PlainPattern, number>;
}

export type Predict = (profile: Profile) => Prediction;

/** A simple method that the model must beat to justify its size. */
export interface Baseline {
  title: string;
  /** In one sentence. */
  method: string;
  /** Whether it is fitted to cases, so that only its answers for cases left out count. */
  learns: boolean;
  /** Returns the method, fitted to the cases if it learns. */
  fit(cases: readonly TrustCase[]): Predict;
}
