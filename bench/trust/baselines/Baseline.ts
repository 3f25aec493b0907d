import { PlainPattern } from '../../../plugins/paved-road-common/src/advisor/patterns';
import { Profile } from '../../../plugins/paved-road-common/src/advisor/profile';
import { TrustCase } from '../cases';

/** What a simple method says of a profile. */
export interface Prediction {
  core: PlainPattern;
  /** Absent where the method has none. */
  probability?: Record<PlainPattern, number>;
}

export type Predict = (profile: Profile) => Prediction;

/** A method that the model has to beat to be worth its size. */
export interface Baseline {
  id: string;
  title: string;
  /** In one sentence. */
  method: string;
  /** Whether it is fitted to cases, so that only what it says of cases left out counts. */
  learns: boolean;
  /** The method, fitted to the cases where it is one that learns. */
  fit(cases: readonly TrustCase[]): Predict;
}
