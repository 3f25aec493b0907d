import { toError } from '@backstage/errors';
import {
  FactCollector,
  hasRepositoryOn,
  isTemporaryError,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { GitlabApi, GitlabProject } from './GitlabApi';

const severities = [
  'critical',
  'high',
  'medium',
  'low',
  'info',
  'unknown',
] as const;

const factSchema = (zod: typeof z) =>
  zod.object({
    url: zod.url(),
    path: zod.string().describe('Current path, which a move changes'),
    visibility: zod.enum(['public', 'private', 'internal']),
    archived: zod.boolean(),
    lastActivityAt: zod.iso.datetime({ offset: true }).optional(),
    defaultBranch: zod
      .string()
      .optional()
      .describe('Absent in an empty project'),
    mergeNeedsPipeline: zod.boolean().optional(),
    mergeNeedsResolvedThreads: zod.boolean().optional(),
    protection: zod
      .object({
        protected: zod.boolean(),
        directPushes: zod
          .boolean()
          .describe('Whether anyone may push without a merge request'),
        forcePushes: zod.boolean().describe('Whether they are allowed'),
        codeOwnerApproval: zod.boolean().describe('Premium and Ultimate'),
      })
      .optional()
      .describe('Rules of the default branch'),
    requiredApprovals: zod.int().optional().describe('Premium and Ultimate'),
    signedCommits: zod
      .boolean()
      .optional()
      .describe('Whether unsigned commits are rejected. Premium and Ultimate'),
    pipeline: zod
      .object({
        status: zod.string().describe('Such as success'),
        at: zod.iso.datetime({ offset: true }),
        url: zod.url(),
      })
      .optional()
      .describe('Last pipeline of the default branch'),
    latestRelease: zod
      .object({
        tag: zod.string(),
        at: zod.iso.datetime({ offset: true }).optional(),
      })
      .optional(),
    vulnerabilities: zod
      .object({
        scanners: zod.array(zod.string()).describe('Enabled scanners'),
        critical: zod.int(),
        high: zod.int(),
        medium: zod.int(),
        low: zod.int(),
        info: zod.int(),
        unknown: zod.int(),
      })
      .optional()
      .describe(
        'Detected and confirmed vulnerabilities of the default branch. Ultimate; absent if no scanner is on',
      ),
    missing: zod
      .array(zod.string())
      .describe('Missing parts, with the permission or setting that they need'),
  });

type Fact = z.output<ReturnType<typeof factSchema>>;

const accessSchema = z.array(z.object({ access_level: z.int().nullish() }));
const protectedBranchSchema = z.object({
  name: z.string(),
  push_access_levels: accessSchema,
  allow_force_push: z.boolean(),
  code_owner_approval_required: z.boolean().nullish(),
});
const approvalRuleSchema = z.object({
  approvals_required: z.int(),
  protected_branches: z.array(z.object({ name: z.string() })).nullish(),
});
const pushRuleSchema = z
  .object({ reject_unsigned_commits: z.boolean().nullish() })
  .nullable();
const pipelineSchema = z.object({
  status: z.string(),
  created_at: z.string(),
  web_url: z.string(),
});
const releaseSchema = z.object({
  tag_name: z.string(),
  released_at: z.string().nullish(),
});

const vulnerabilitiesQuery = `query ($path: ID!) {
  project(fullPath: $path) {
    securityScanners { enabled }
    vulnerabilitySeveritiesCount(state: [DETECTED, CONFIRMED]) { ${severities.join(' ')} }
  }
}`;
const vulnerabilitiesSchema = z.object({
  project: z
    .object({
      securityScanners: z
        .object({ enabled: z.array(z.string()).nullish() })
        .nullish(),
      vulnerabilitySeveritiesCount: z
        .record(z.enum(severities), z.int())
        .nullish(),
    })
    .nullable(),
});

/** The fact `gitlab`: settings, rules, pipelines and vulnerabilities of a project. */
export function createProjectFact(api: GitlabApi): FactCollector<Fact> {
  return {
    id: 'gitlab',
    title: 'GitLab',
    description:
      'Rules of the default branch, pipelines, releases and vulnerabilities of the project, from GitLab.',
    schema: factSchema,
    freshness: { hours: 1 },
    timeout: { minutes: 1 },
    cost: 'high',
    filter: hasRepositoryOn(api.annotation),
    sourceOf: entity => api.sourceOf(entity),
    async collect({ entity, signal }) {
      const project = await api.projectOf(entity, signal);
      return {
        status: 'known',
        source: project.web_url,
        value: await readFact(project, api.annotation.annotation),
      };
    },
  };
}

async function readFact(
  project: GitlabProject,
  annotation: string,
): Promise<Fact> {
  const missing: string[] = [];
  /** Reads a part of the fact. If it fails, the other parts stay. */
  const part = async <T>(
    name: string,
    takes: string,
    read: () => Promise<T>,
  ): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (isTemporaryError(error)) {
        throw error;
      }
      missing.push(`${name}: ${toError(error).message}. It takes ${takes}`);
      return undefined;
    }
  };
  const branch = project.default_branch ?? undefined;
  const [protection, requiredApprovals, signed, pipelines, releases, found] =
    await Promise.all([
      branch
        ? part('protection', 'the role Developer', () =>
            readProtection(project, branch),
          )
        : undefined,
      branch
        ? part('requiredApprovals', 'Premium', () =>
            readApprovals(project, branch),
          )
        : undefined,
      part('signedCommits', 'Premium and the role Maintainer', () =>
        project.get('push_rule', pushRuleSchema),
      ),
      branch
        ? part('pipeline', 'the role Reporter', () =>
            project.list(
              `pipelines?ref=${encodeURIComponent(branch)}&per_page=1`,
              pipelineSchema,
            ),
          )
        : undefined,
      part('latestRelease', 'the role Guest', () =>
        project.list('releases?per_page=1', releaseSchema),
      ),
      part('vulnerabilities', 'Ultimate and the role Developer', () =>
        readVulnerabilities(project),
      ),
    ]);
  const [pipeline] = pipelines?.items ?? [];
  const [release] = releases?.items ?? [];
  const { path_with_namespace: path, named } = project;
  if (path.toLowerCase() !== named.toLowerCase()) {
    missing.push(
      `path: ${named} is now ${path}; correct the annotation ${annotation}`,
    );
  }
  return {
    url: project.web_url,
    path,
    visibility: project.visibility,
    archived: project.archived,
    lastActivityAt: project.last_activity_at ?? undefined,
    defaultBranch: branch,
    mergeNeedsPipeline:
      project.only_allow_merge_if_pipeline_succeeds ?? undefined,
    mergeNeedsResolvedThreads:
      project.only_allow_merge_if_all_discussions_are_resolved ?? undefined,
    protection,
    requiredApprovals,
    // GitLab returns null without a push rule.
    signedCommits:
      signed === undefined
        ? undefined
        : Boolean(signed?.reject_unsigned_commits),
    pipeline: pipeline && {
      status: pipeline.status,
      at: pipeline.created_at,
      url: pipeline.web_url,
    },
    latestRelease: release && {
      tag: release.tag_name,
      at: release.released_at ?? undefined,
    },
    vulnerabilities: found,
    missing: missing.sort(),
  };
}

/**
 * If several rules match a branch, a push needs only one of them to allow it, and one is enough to require code owners.
 */
async function readProtection(
  project: GitlabProject,
  branch: string,
): Promise<Fact['protection']> {
  const { items } = await project.list(
    'protected_branches?per_page=100',
    protectedBranchSchema,
    10,
  );
  const rules = items.filter(({ name }) => matches(name, branch));
  const isProtected = rules.length > 0;
  return {
    protected: isProtected,
    directPushes:
      !isProtected ||
      rules.some(({ push_access_levels: levels }) =>
        // 0 means nobody. People, groups and deploy keys have null or their own level.
        levels.some(({ access_level: level }) => level !== 0),
      ),
    forcePushes:
      !isProtected || rules.some(({ allow_force_push: allowed }) => allowed),
    codeOwnerApproval: rules.some(
      ({ code_owner_approval_required: required }) => required,
    ),
  };
}

/** Matches the parts in order: a regular expression is too slow with many wildcards. */
function matches(pattern: string, branch: string): boolean {
  const [start, ...parts] = pattern.split('*');
  const end = parts.pop();
  if (end === undefined) {
    return pattern === branch;
  }
  let at = start.length;
  for (const part of parts) {
    const found = branch.indexOf(part, at);
    if (found < 0) {
      return false;
    }
    at = found + part.length;
  }
  return (
    branch.startsWith(start) &&
    branch.endsWith(end) &&
    branch.length - end.length >= at
  );
}

/** All rules must be met, so the strictest one counts. */
async function readApprovals(
  project: GitlabProject,
  branch: string,
): Promise<number> {
  const { items } = await project.list(
    'approval_rules?per_page=100',
    approvalRuleSchema,
  );
  return Math.max(
    0,
    ...items
      .filter(
        ({ protected_branches: branches }) =>
          !branches?.length ||
          branches.some(({ name }) => matches(name, branch)),
      )
      .map(({ approvals_required: required }) => required),
  );
}

async function readVulnerabilities(
  project: GitlabProject,
): Promise<Fact['vulnerabilities']> {
  const { project: found } = await project.query(
    vulnerabilitiesQuery,
    vulnerabilitiesSchema,
  );
  const scanners = found?.securityScanners?.enabled ?? [];
  const counts = found?.vulnerabilitySeveritiesCount;
  if (!counts || scanners.length === 0) {
    throw new Error(counts ? 'no scanner is on' : 'GitLab counts none');
  }
  const count = (severity: (typeof severities)[number]) =>
    counts[severity] ?? 0;
  return {
    scanners,
    critical: count('critical'),
    high: count('high'),
    medium: count('medium'),
    low: count('low'),
    info: count('info'),
    unknown: count('unknown'),
  };
}
