import { Advice } from '../advisor/advice';
import { ModelDescription } from '../advisor/describeModel';
import { AdviceRequestInput } from '../advisor/request';
import { HttpClient } from './HttpClient';

/** Asks for advice; stores nothing. @public */
export interface AdvisorApi {
  /** The decision model, with what the organisation changed. */
  getModel(): Promise<ModelDescription>;
  getAdvice(request: AdviceRequestInput): Promise<Advice>;
}

export function createAdvisorApi(http: HttpClient): AdvisorApi {
  return {
    getModel: () => http.json('GET', '/model'),
    getAdvice: request => http.json('POST', '/advice', { body: request }),
  };
}
