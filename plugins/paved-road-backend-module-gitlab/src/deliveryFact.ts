import { toError } from '@backstage/errors';
import {
  ChangeAuthor,
  Delivery,
  deliveryFact,
  DeliveryOptions,
  DeliveryRecords,
  deliverySince,
  FactCollector,
  hasRepositoryOn,
  isTemporaryError,
  TeamDirectory,
  toDelivery,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { GitlabApi, GitlabProject } from './GitlabApi';

/** 100 commits or merge requests each. */
const MOST_PAGES = 10;

const time = z.iso
  .datetime({ offset: true })
  .transform(text => Date.parse(text));

const deploymentSchema = z.object({
  status: z.string(),
  created_at: time,
  updated_at: time.nullish(),
  sha: z.string(),
  deployable: z.object({ finished_at: time.nullish() }).nullish(),
});
const releaseSchema = z.object({
  created_at: time,
  released_at: time.nullish(),
  upcoming_release: z.boolean().nullish(),
  commit: z.object({ id: z.string() }).nullish(),
});
const commitSchema = z.object({
  id: z.string(),
  committed_date: time,
  author_email: z.string().nullish(),
});
const mergeRequestSchema = z.object({
  created_at: time,
  merged_at: time.nullish(),
  merge_commit_sha: z.string().nullish(),
  squash_commit_sha: z.string().nullish(),
  sha: z.string().nullish(),
  author: z.object({ username: z.string(), web_url: z.string() }).nullish(),
});
const incidentSchema = z.object({
  created_at: time,
  closed_at: time.nullish(),
});

/** Users and addresses of GitLab itself and of access tokens of projects and groups. */
const bot = /^(project|group)_?\d+_bot/;

/** The fact `delivery`: the four DORA metrics, and the number of people and teams who commit. */
export function createDeliveryFact(
  api: GitlabApi,
  directory: TeamDirectory,
  options: DeliveryOptions,
): FactCollector<Delivery> {
  return {
    ...deliveryFact,
    timeout: { minutes: 2 },
    cost: 'high',
    filter: hasRepositoryOn(api.annotation),
    sourceOf: entity => api.sourceOf(entity),
    async collect({ entity, signal }) {
      const now = Date.now();
      const project = await api.projectOf(entity, signal);
      const { authors, ...records } = await readRecords(project, now, options);
      return {
        status: 'known',
        source: project.web_url,
        observedAt: new Date(now).toISOString(),
        value: toDelivery({
          ...records,
          teams: await directory.teamsOf(authors),
        }),
      };
    },
  };
}

async function readRecords(
  project: GitlabProject,
  now: number,
  options: DeliveryOptions,
): Promise<Omit<DeliveryRecords, 'teams'> & { authors: ChangeAuthor[][] }> {
  const start = deliverySince(now);
  const since = new Date(start).toISOString();
  const missing: string[] = [];
  const part = async <T>(name: string, read: Promise<T>) =>
    read.catch(error => {
      if (isTemporaryError(error)) {
        throw error;
      }
      missing.push(`${name}: ${toError(error).message}`);
      return undefined;
    });
  const branch = encodeURIComponent(project.default_branch ?? '');
  const nothing = { items: [], more: false };
  const [deployed, commits, merged, incidents] = await Promise.all([
    part('deployments', readDeployed(project, options)),
    part(
      'people',
      project.default_branch
        ? project.list(
            `repository/commits?ref_name=${branch}&since=${since}&per_page=100`,
            commitSchema,
            MOST_PAGES,
          )
        : Promise.resolve(nothing),
    ),
    part(
      'changes',
      project.default_branch
        ? project.list(
            `merge_requests?state=merged&target_branch=${branch}&updated_after=${since}&order_by=updated_at&per_page=100`,
            mergeRequestSchema,
            MOST_PAGES,
          )
        : Promise.resolve(nothing),
    ),
    part('incidents', readIncidents(project, start)),
  ]);
  const committedAt = new Map(
    commits?.items.map(commit => [commit.id, commit.committed_date]),
  );
  const toHumanEmail = ({
    author_email: email,
  }: z.output<typeof commitSchema>) =>
    email && !bot.test(email) ? email.toLowerCase() : undefined;
  return {
    now,
    deployed,
    commits: commits?.items.map(commit => ({
      id: commit.id,
      at: commit.committed_date,
      author: toHumanEmail(commit),
    })),
    moreCommits: commits?.more ?? false,
    changes: (merged?.items ?? []).flatMap(change => {
      // After a fast-forward, which has no merge commit, the last commit of the branch is on the default branch.
      const landedAt = committedAt.get(
        change.merge_commit_sha ?? change.squash_commit_sha ?? change.sha ?? '',
      );
      return landedAt ? [{ openedAt: change.created_at, landedAt }] : [];
    }),
    // GitLab returns the address of commit authors and the account of merge request authors, but not both for one.
    authors:
      commits && !commits.more
        ? [
            commits.items.flatMap(commit => {
              const email = toHumanEmail(commit);
              return email ? [{ email }] : [];
            }),
            (merged?.items ?? []).flatMap(({ author, merged_at: mergedAt }) =>
              author && !bot.test(author.username) && (mergedAt ?? 0) >= start
                ? [{ account: author.web_url }]
                : [],
            ),
          ]
        : [],
    incidents,
    missing: missing.sort(),
  };
}

async function readDeployed(
  project: GitlabProject,
  { environments, releases }: DeliveryOptions,
): Promise<NonNullable<DeliveryRecords['deployed']>> {
  const lists = await Promise.all(
    environments.map(environment =>
      project.list(
        `deployments?environment=${encodeURIComponent(environment)}&order_by=created_at&sort=desc&per_page=100`,
        deploymentSchema,
      ),
    ),
  );
  // Use the period that the lists of all environments cover.
  const reach = Math.max(
    ...lists.map(({ items, more }) =>
      more ? (items.at(-1)?.created_at ?? 0) : 0,
    ),
  );
  const items = lists
    .flatMap(list => list.items)
    .filter(item => item.created_at >= reach)
    .sort((a, b) => b.created_at - a.created_at);
  if (items.length > 0) {
    return {
      by: 'deployments',
      more: reach > 0,
      items: items.map(item => ({
        createdAt: item.created_at,
        commit: item.sha,
        at:
          item.status === 'success'
            ? (item.deployable?.finished_at ??
              item.updated_at ??
              item.created_at)
            : undefined,
      })),
    };
  }
  const released = releases
    ? await project.list('releases?per_page=100', releaseSchema)
    : undefined;
  const published = released?.items.filter(
    ({ upcoming_release: isUpcoming }) => !isUpcoming,
  );
  if (!published?.length) {
    throw new Error(
      `none to ${environments.join(', ')}${releases ? ', and no release' : ''}`,
    );
  }
  return {
    by: 'releases',
    more: released!.more,
    items: published.map(item => ({
      createdAt: item.released_at ?? item.created_at,
      commit: item.commit?.id ?? '',
      at: item.released_at ?? item.created_at,
    })),
  };
}

async function readIncidents(
  project: GitlabProject,
  start: number,
): Promise<NonNullable<DeliveryRecords['incidents']>> {
  const { items, more } = await project.list(
    'issues?issue_type=incident&order_by=created_at&sort=desc&per_page=100',
    incidentSchema,
  );
  const opened = items.filter(item => item.created_at >= start);
  if (items.length === 0) {
    throw new Error('the project has never had an incident');
  }
  if (more && opened.length === items.length) {
    throw new Error(`more than ${items.length} in 90 days`);
  }
  return opened.map(item => ({
    openedAt: item.created_at,
    closedAt: item.closed_at ?? undefined,
  }));
}
