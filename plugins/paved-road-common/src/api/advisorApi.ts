import { Advice, adviceSchema } from '../advisor/explain/advice';
import { ModelDescription } from '../advisor/explain/describeModel';
import { modelDescriptionSchema } from '../advisor/explain/modelDescription';
import {
  AdviceRequestInput,
  adviceRequestSchema,
} from '../advisor/profile/request';
import { Operation } from './Operation';

export const advisorOperations = {
  getModel: {
    route: 'GET /model',
    summary: 'Get the decision model',
    answer: modelDescriptionSchema,
  },
  getAdvice: {
    route: 'POST /advice',
    summary: 'Get advice for a profile; stores nothing',
    body: adviceRequestSchema,
    bodyName: 'advice request',
    answer: adviceSchema,
  },
} as const satisfies Record<string, Operation>;

/** Advice; stores nothing. @public */
export interface AdvisorApi {
  /** The decision model with the extension of the organisation. */
  getModel(): Promise<ModelDescription>;
  getAdvice(request: AdviceRequestInput): Promise<Advice>;
}
