import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { plainPatterns } from '@paved-road/plugin-paved-road-common/advisor';

/** Values of `ui:field` in templates. */
export const fieldNames = {
  advisor: 'PavedRoadAdvisor',
  name: 'PavedRoadName',
  owner: 'PavedRoadOwner',
  repository: 'PavedRoadRepository',
  plan: 'PavedRoadPlan',
} as const;

/** Schemas of the field values and of the `ui:options` in templates. */
export const advisorFieldSchema = makeFieldSchema({
  output: z =>
    z
      .record(z.record(z.union([z.string(), z.number(), z.boolean()])))
      .describe(
        'Profile of the workload: the answers by group and question, without open questions.',
      ),
  uiOptions: z =>
    z.object({
      pattern: z
        .enum(plainPatterns)
        .optional()
        .describe('The pattern that the template builds.'),
    }),
});

export const nameFieldSchema = makeFieldSchema({
  output: z => z.string().describe('Name of the new service.'),
  uiOptions: z =>
    z.object({
      entityRefs: z
        .array(z.string())
        .optional()
        .describe(
          'What the template registers, with {name} in the place of the name, or {name|57} for its first 57 characters.',
        ),
    }),
});

export const ownerFieldSchema = makeFieldSchema({
  output: z => z.string().describe('Full reference of the group that owns it.'),
});

export const repositoryFieldSchema = makeFieldSchema({
  output: z =>
    z.object({
      place: z
        .string()
        .optional()
        .describe('github, gitlab, gitea, or a place of the portal.'),
      url: z
        .string()
        .optional()
        .describe('Such as github.com?owner=acme&repo=ticket-triage.'),
    }),
});

export const planFieldSchema = makeFieldSchema({
  output: z =>
    z
      .record(z.string())
      .describe('What the run writes where, in words, for the review.'),
  uiOptions: z =>
    z.object({
      pattern: z
        .enum(plainPatterns)
        .optional()
        .describe('The pattern that the template builds.'),
    }),
});

export type AdvisorFieldProps = typeof advisorFieldSchema.TProps;
export type NameFieldProps = typeof nameFieldSchema.TProps;
export type OwnerFieldProps = typeof ownerFieldSchema.TProps;
export type RepositoryFieldProps = typeof repositoryFieldSchema.TProps;
export type PlanFieldProps = typeof planFieldSchema.TProps;

/** Answers by group and question as entered, possibly invalid. */
export type AdvisorFieldValue = typeof advisorFieldSchema.TOutput;
