import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { plainPatterns } from '@paved-road/plugin-paved-road-common';

/** What `ui:field` of a template's parameter says. */
export const advisorFieldName = 'PavedRoadAdvisor';

/** What the field gives to the template, and what the template says of itself. */
export const advisorFieldSchema = makeFieldSchema({
  output: z =>
    z
      .record(z.record(z.union([z.string(), z.number()])))
      .describe(
        'Profile of the workload: the answers by group and question. Those that are open are left out.',
      ),
  uiOptions: z =>
    z.object({
      pattern: z
        .enum(plainPatterns)
        .optional()
        .describe('The pattern that the template builds.'),
    }),
});

export type AdvisorFieldProps = typeof advisorFieldSchema.TProps;

/** Answers by group and question, as they stand in the form: also wrong ones. */
export type AdvisorFieldValue = typeof advisorFieldSchema.TOutput;
