import { z } from 'zod';
import { Advice, adviceSchema } from '../advisor/explain/advice';
import { ModelDescription } from '../advisor/explain/describeModel';
import { modelDescriptionSchema } from '../advisor/explain/modelDescription';
import {
  AdviceRequestInput,
  adviceRequestSchema,
} from '../advisor/profile/request';
import { Operation } from './Operation';

const answerGainsSchema = z.record(z.string(), z.number());

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
  getAnswerGains: {
    route: 'POST /advice/answer-gains',
    summary: 'Get what each open answer costs in certainty; stores nothing',
    body: adviceRequestSchema,
    bodyName: 'advice request',
    answer: answerGainsSchema,
  },
} as const satisfies Record<string, Operation>;

/**
 * How far the chance of the best pattern or placement would rise on average if only that question were answered, 0..1,
 * by path; without questions that cost nothing.
 *
 * @public
 */
export type AnswerGains = z.output<typeof answerGainsSchema>;

/** Advice; stores nothing. @public */
export interface AdvisorApi {
  /** The decision model with the extension of the organisation. */
  getModel(): Promise<ModelDescription>;
  getAdvice(request: AdviceRequestInput): Promise<Advice>;
  /** What each open answer costs in certainty. */
  getAnswerGains(request: AdviceRequestInput): Promise<AnswerGains>;
}
