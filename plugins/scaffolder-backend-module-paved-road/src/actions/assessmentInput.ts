import {
  AdviceRequest,
  parseInput,
} from '@paved-road/plugin-paved-road-common';
import { adviceRequestSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { z as zodV3 } from 'zod/v3';

/*
 * Input of an assessment from the form of a template. The scaffolder validates only the outer shape; the core validates
 * the answers.
 */
export const assessmentInput = {
  profile: (z: typeof zodV3) =>
    z
      .record(z.any())
      .describe(
        'Profile of the workload: the answers in the groups team, product, workload, llm and growth. What is left out or null is unknown; llm is left out where no language model is used, and may be empty where one is.',
      ),
  answers: (z: typeof zodV3) =>
    z
      .record(z.record(z.any()))
      .optional()
      .describe(
        'Answers that the template knows, in the groups of the profile. An answer of the profile counts instead.',
      ),
  decision: (z: typeof zodV3) =>
    z
      .record(z.any())
      .optional()
      .describe(
        'What is decided: a pattern, the placement of a language model where it is not to be the recommended one, and rationale, acceptedTradeOffs and revisitTriggers. Nothing is decided when it is left out.',
      ),
  platform: (z: typeof zodV3) =>
    z
      .string()
      .optional()
      .describe(
        'Platform that the serverless pattern would run on, such as aws-lambda',
      ),
};

/** @throws InputError with every invalid field, its value and the allowed values */
export function parseAssessmentInput(input: {
  profile: Record<string, any>;
  answers?: Record<string, Record<string, unknown>>;
  decision?: Record<string, unknown>;
  platform?: string;
}): AdviceRequest {
  const { answers = {}, decision, platform } = input;
  const profile = { ...input.profile };
  for (const [group, known] of Object.entries(answers)) {
    const given = Object.entries(profile[group] ?? {});
    profile[group] = {
      ...known,
      ...Object.fromEntries(given.filter(([, answer]) => answer !== null)),
    };
  }
  return parseInput(
    adviceRequestSchema,
    { profile, decision, platform },
    'assessment',
  );
}
