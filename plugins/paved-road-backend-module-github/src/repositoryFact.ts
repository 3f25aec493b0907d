import { FactCollector } from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { collectFromQuery } from './collectFromQuery';
import { GithubApi, RepositoryAnswer } from './GithubApi';
import { GithubRepository } from './githubQuery';
import {
  alertsSelection,
  Answer,
  answerSchema,
  fragments,
} from './repositoryQuery';

/** Repositories per query, so that GitHub answers within its 10 seconds. */
const BATCH = 25;
/** Follow-up queries for alerts beyond the first hundred. */
const MOST_PAGES = 10;

const factSchema = (zod: typeof z) =>
  zod.object({
    url: zod.url(),
    slug: zod.string().describe('Current owner/name, which a rename changes'),
    visibility: zod.enum(['public', 'private', 'internal']),
    archived: zod.boolean(),
    fork: zod.boolean(),
    license: zod.string().optional().describe('SPDX id'),
    securityPolicy: zod.boolean().optional(),
    pushedAt: zod.iso.datetime().optional(),
    defaultBranch: zod
      .string()
      .optional()
      .describe('Absent in an empty repository'),
    protection: zod
      .object({
        protected: zod
          .boolean()
          .describe('Whether a branch protection or a ruleset applies'),
        pullRequests: zod
          .boolean()
          .describe('Whether changes require a pull request'),
        requiredReviews: zod.int(),
        codeOwnerReviews: zod.boolean(),
        conversationResolution: zod.boolean(),
        signedCommits: zod.boolean(),
        linearHistory: zod.boolean(),
        statusChecks: zod.array(zod.string()).describe('Required ones'),
        forcePushes: zod.boolean().describe('Whether they are allowed'),
        deletion: zod.boolean().describe('Whether it is allowed'),
      })
      .optional()
      .describe(
        'Rules of the default branch for people who may not bypass them',
      ),
    checks: zod
      .enum(['success', 'failure', 'error', 'pending', 'expected'])
      .optional()
      .describe('Combined state of the last commit of the default branch'),
    workflowRuns: zod
      .array(
        zod.object({
          name: zod.string(),
          event: zod.string(),
          conclusion: zod
            .string()
            .optional()
            .describe('Such as success; absent while it runs'),
          at: zod.iso.datetime(),
          url: zod.url(),
        }),
      )
      .optional()
      .describe('Runs for the last commit of the default branch'),
    latestRelease: zod
      .object({
        tag: zod.string(),
        at: zod.iso.datetime().optional(),
        url: zod.url(),
      })
      .optional(),
    dependabot: zod
      .object({
        enabled: zod.boolean(),
        open: zod
          .object({
            critical: zod.int(),
            high: zod.int(),
            moderate: zod.int(),
            low: zod.int(),
          })
          .optional()
          .describe(
            'Alerts by severity; absent if they could not all be counted',
          ),
        total: zod.int().optional(),
        oldest: zod.iso.datetime().optional(),
      })
      .optional()
      .describe('Without numbers if alerts are off'),
    missing: zod
      .array(zod.string())
      .describe('Missing parts, with the permission or setting that they need'),
  });

type Fact = z.output<ReturnType<typeof factSchema>>;

/** The fact `github`: settings, rules, runs and Dependabot alerts of a repository. */
export function createRepositoryFact(api: GithubApi): FactCollector<Fact> {
  return {
    id: 'github',
    title: 'GitHub',
    description:
      'Rules of the default branch, checks, releases and Dependabot alerts of the repository, from GitHub.',
    schema: factSchema,
    freshness: { hours: 1 },
    ...collectFromQuery(api, {
      size: BATCH,
      query: () => ({
        selection: '...Settings',
        fragments,
        schema: answerSchema,
      }),
      list: {
        of: answer => answer.vulnerabilityAlerts,
        schema: answerSchema.pick({ vulnerabilityAlerts: true }),
        selection: alertsSelection,
        mostPages: MOST_PAGES,
      },
      toFacts: async answered =>
        answered.map(({ answer, repository }) => ({
          status: 'known',
          source: answer.data.url,
          value: toFact(answer, repository),
        })),
    }),
  };
}

function toFact(
  { data, failed }: RepositoryAnswer<Answer>,
  { owner, name }: GithubRepository,
): Fact {
  const branch = data.defaultBranchRef;
  const unread = (fields: string[]) =>
    fields.flatMap(field => failed.get(field) ?? []);
  const parts = {
    protection: unread(['defaultBranchRef', 'refUpdateRule', 'rules']),
    workflowRuns: unread(['defaultBranchRef', 'target', 'checkSuites']),
    checks: unread(['defaultBranchRef', 'target', 'statusCheckRollup']),
    dependabot: unread(['vulnerabilityAlerts']),
    latestRelease: unread(['latestRelease']),
  };
  const slug = `${owner}/${name}`;
  const isRenamed = data.nameWithOwner.toLowerCase() !== slug.toLowerCase();
  const dependabot = toDependabot(data);
  return {
    url: data.url,
    slug: data.nameWithOwner,
    visibility: data.visibility,
    archived: data.isArchived,
    fork: data.isFork,
    license: data.licenseInfo?.spdxId ?? undefined,
    securityPolicy: data.isSecurityPolicyEnabled ?? undefined,
    pushedAt: data.pushedAt ?? undefined,
    defaultBranch: branch?.name,
    protection:
      branch && parts.protection.length === 0
        ? toProtection(branch)
        : undefined,
    checks: branch?.target?.statusCheckRollup?.state,
    workflowRuns: branch?.target?.checkSuites?.nodes.flatMap(
      ({ conclusion, workflowRun }) =>
        workflowRun
          ? [
              {
                name: workflowRun.workflow.name,
                event: workflowRun.event,
                conclusion: conclusion ?? undefined,
                at: workflowRun.createdAt,
                url: workflowRun.url,
              },
            ]
          : [],
    ),
    latestRelease: data.latestRelease
      ? {
          tag: data.latestRelease.tagName,
          at: data.latestRelease.publishedAt ?? undefined,
          url: data.latestRelease.url,
        }
      : undefined,
    dependabot,
    missing: [
      ...Object.entries(parts).flatMap(([part, [problem]]) =>
        problem ? [`${part}: ${problem}`] : [],
      ),
      ...(dependabot?.enabled && !dependabot.open
        ? [
            `dependabot.open: ${dependabot.total} alerts are open, but only ${countAlertsWithSeverity(data)} could be counted by severity`,
          ]
        : []),
      ...(isRenamed
        ? [
            `slug: ${slug} is now ${data.nameWithOwner}; correct the annotation github.com/project-slug`,
          ]
        : []),
    ],
  };
}

function countAlertsWithSeverity({
  vulnerabilityAlerts: alerts,
}: Answer): number {
  return (alerts?.nodes ?? []).filter(
    ({ securityVulnerability: found }) => found,
  ).length;
}

function toDependabot(answer: Answer): Fact['dependabot'] {
  const {
    hasVulnerabilityAlertsEnabled: enabled,
    vulnerabilityAlerts: alerts,
  } = answer;
  if (!alerts) {
    return undefined;
  }
  if (!enabled) {
    return { enabled };
  }
  const open = { critical: 0, high: 0, moderate: 0, low: 0 };
  for (const { securityVulnerability } of alerts.nodes) {
    if (securityVulnerability) {
      open[securityVulnerability.severity] += 1;
    }
  }
  const times = alerts.nodes.map(({ createdAt }) => createdAt).sort();
  const isWhole =
    !alerts.pageInfo.hasNextPage &&
    countAlertsWithSeverity(answer) === alerts.nodes.length;
  return {
    enabled,
    total: alerts.totalCount,
    open: isWhole ? open : undefined,
    oldest: isWhole ? times[0] : undefined,
  };
}

/** Combines the branch protection with all rules of rulesets, as GitHub does. */
function toProtection({
  refUpdateRule: classic,
  rules,
}: NonNullable<Answer['defaultBranchRef']>): Fact['protection'] {
  const all = rules?.nodes ?? [];
  const has = (type: string) => all.some(rule => rule.type === type);
  const pullRequest = all.flatMap(({ type, parameters }) =>
    type === 'PULL_REQUEST' && parameters ? [parameters] : [],
  );
  const requiredReviews = Math.max(
    classic?.requiredApprovingReviewCount ?? 0,
    ...pullRequest.map(
      ({ requiredApprovingReviewCount = 0 }) => requiredApprovingReviewCount,
    ),
  );
  const codeOwnerReviews =
    Boolean(classic?.requiresCodeOwnerReviews) ||
    pullRequest.some(({ requireCodeOwnerReview }) => requireCodeOwnerReview);
  const statusChecks = new Set([
    ...(classic?.requiredStatusCheckContexts ?? []).flatMap(
      context => context ?? [],
    ),
    ...all.flatMap(({ parameters }) =>
      (parameters?.requiredStatusChecks ?? []).map(({ context }) => context),
    ),
  ]);
  return {
    protected: Boolean(classic) || all.length > 0,
    pullRequests:
      has('PULL_REQUEST') || requiredReviews > 0 || codeOwnerReviews,
    requiredReviews,
    codeOwnerReviews,
    conversationResolution:
      Boolean(classic?.requiresConversationResolution) ||
      pullRequest.some(
        ({ requiredReviewThreadResolution }) => requiredReviewThreadResolution,
      ),
    signedCommits:
      Boolean(classic?.requiresSignatures) || has('REQUIRED_SIGNATURES'),
    linearHistory:
      Boolean(classic?.requiresLinearHistory) || has('REQUIRED_LINEAR_HISTORY'),
    statusChecks: [...statusChecks].sort(),
    forcePushes:
      (classic?.allowsForcePushes ?? true) && !has('NON_FAST_FORWARD'),
    deletion: (classic?.allowsDeletions ?? true) && !has('DELETION'),
  };
}
