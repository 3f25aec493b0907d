import { z } from 'zod';
import { nodes, pageOfNodes } from './githubQuery';

const severities = ['critical', 'high', 'moderate', 'low'] as const;

export const alertsSelection = (after = '') =>
  `vulnerabilityAlerts(first: 100, states: [OPEN]${after}) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { createdAt securityVulnerability { severity } }
  }`;

export const fragments = `fragment Settings on Repository {
  nameWithOwner url visibility isArchived isFork pushedAt
  hasVulnerabilityAlertsEnabled isSecurityPolicyEnabled
  licenseInfo { spdxId }
  defaultBranchRef {
    name
    refUpdateRule {
      allowsDeletions allowsForcePushes requiredApprovingReviewCount requiredStatusCheckContexts
      requiresCodeOwnerReviews requiresConversationResolution requiresLinearHistory requiresSignatures
    }
    rules(first: 100) {
      nodes {
        type
        parameters {
          ... on PullRequestParameters {
            requiredApprovingReviewCount requireCodeOwnerReview requiredReviewThreadResolution
          }
          ... on RequiredStatusChecksParameters { requiredStatusChecks { context } }
        }
      }
    }
    target {
      ... on Commit {
        statusCheckRollup { state }
        checkSuites(first: 50) {
          nodes { conclusion workflowRun { event createdAt url workflow { name } } }
        }
      }
    }
  }
  latestRelease { tagName publishedAt url }
  ${alertsSelection()}
}`;

const upper = z.string().transform(text => text.toLowerCase());
const alertsSchema = pageOfNodes({
  createdAt: z.string(),
  securityVulnerability: z
    .object({ severity: upper.pipe(z.enum(severities)) })
    .nullish(),
})
  .extend({ totalCount: z.int() })
  .nullish();

/** The fields that the fact uses. Fields that could not be read are null. */
export const answerSchema = z.object({
  nameWithOwner: z.string(),
  url: z.string(),
  visibility: upper.pipe(z.enum(['public', 'private', 'internal'])),
  isArchived: z.boolean(),
  isFork: z.boolean(),
  pushedAt: z.string().nullish(),
  hasVulnerabilityAlertsEnabled: z.boolean(),
  isSecurityPolicyEnabled: z.boolean().nullish(),
  licenseInfo: z.object({ spdxId: z.string().nullish() }).nullish(),
  defaultBranchRef: z
    .object({
      name: z.string(),
      refUpdateRule: z
        .object({
          allowsDeletions: z.boolean(),
          allowsForcePushes: z.boolean(),
          requiredApprovingReviewCount: z.int().nullish(),
          requiredStatusCheckContexts: z.array(z.string().nullable()).nullish(),
          requiresCodeOwnerReviews: z.boolean(),
          requiresConversationResolution: z.boolean(),
          requiresLinearHistory: z.boolean(),
          requiresSignatures: z.boolean(),
        })
        .nullish(),
      rules: nodes({
        type: z.string(),
        parameters: z
          .object({
            requiredApprovingReviewCount: z.int().optional(),
            requireCodeOwnerReview: z.boolean().optional(),
            requiredReviewThreadResolution: z.boolean().optional(),
            requiredStatusChecks: z
              .array(z.object({ context: z.string() }))
              .optional(),
          })
          .nullish(),
      }).nullish(),
      target: z
        .object({
          statusCheckRollup: z
            .object({
              state: upper.pipe(
                z.enum(['success', 'failure', 'error', 'pending', 'expected']),
              ),
            })
            .nullish(),
          checkSuites: nodes({
            conclusion: upper.nullish(),
            workflowRun: z
              .object({
                event: z.string(),
                createdAt: z.string(),
                url: z.string(),
                workflow: z.object({ name: z.string() }),
              })
              .nullish(),
          }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
  latestRelease: z
    .object({
      tagName: z.string(),
      publishedAt: z.string().nullish(),
      url: z.string(),
    })
    .nullish(),
  vulnerabilityAlerts: alertsSchema,
});

export type Answer = z.output<typeof answerSchema>;
