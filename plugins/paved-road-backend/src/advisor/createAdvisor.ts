import {
  advise,
  DecisionModel,
  describeModel,
} from '@paved-road/plugin-paved-road-common/advisor';
import { Advisor } from './types';

/** Advice by a decision model. */
export function createAdvisor(model: DecisionModel): Advisor {
  return {
    modelVersion: model.version,
    describeModel: () => describeModel(model),
    advise: request => advise(request, model),
  };
}
