import {
  Advice,
  AdviceRequest,
  ModelDescription,
} from '@paved-road/plugin-paved-road-common';

/** The decision model, as the service uses it. */
export interface Advisor {
  readonly modelVersion: string;
  describeModel(): ModelDescription;
  /** @throws InputError when an assumption is not one of the model */
  advise(request: AdviceRequest): Advice;
}
