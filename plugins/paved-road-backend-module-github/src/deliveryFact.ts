import {
  ChangeAuthor,
  Delivery,
  deliveryFact,
  DeliveryOptions,
  DeliveryRecords,
  deliverySince,
  FactCollector,
  TeamDirectory,
  toDelivery,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { collectFromQuery } from './collectFromQuery';
import { GithubApi, RepositoryAnswer } from './GithubApi';
import { nodes, pageOfNodes } from './githubQuery';

/** A repository has 35 connections: 7 points a query, 3,500 for 10,000 repositories. */
const BATCH = 20;
/** Follow-up queries for commits beyond the first hundred. */
const MOST_PAGES = 9;

const historySelection = (after: string) =>
  `history(first: 100, since: $since${after}) {
    pageInfo { hasNextPage endCursor }
    nodes { oid committedDate author { name email user { login } } }
  }`;

const commitsSelection = (after = '') =>
  `defaultBranchRef { name target { ... on Commit { ${historySelection(after)} } } }`;

const fragments = `fragment Delivery on Repository {
  url
  ${commitsSelection()}
  deployments(first: 30, environments: $environments, orderBy: {field: CREATED_AT, direction: DESC}) {
    pageInfo { hasNextPage }
    nodes { commitOid createdAt statuses(first: 10) { nodes { state createdAt } } }
  }
  releases(first: 30, orderBy: {field: CREATED_AT, direction: DESC}) {
    pageInfo { hasNextPage }
    nodes { createdAt publishedAt isDraft isPrerelease tagCommit { oid } }
  }
  pullRequests(first: 100, states: [MERGED], orderBy: {field: UPDATED_AT, direction: DESC}) {
    nodes { createdAt baseRefName mergeCommit { committedDate } }
  }
  label(name: $label) { name }
  issues(first: 100, labels: [$label], filterBy: {since: $updatedSince}, orderBy: {field: CREATED_AT, direction: DESC}) {
    pageInfo { hasNextPage }
    nodes { createdAt closedAt }
  }
}`;

const time = z.iso.datetime().transform(text => Date.parse(text));
const answerSchema = z.object({
  url: z.string(),
  defaultBranchRef: z
    .object({
      name: z.string(),
      target: z
        .object({
          history: pageOfNodes({
            oid: z.string(),
            committedDate: time,
            author: z
              .object({
                name: z.string().nullish(),
                email: z.string().nullish(),
                user: z.object({ login: z.string() }).nullish(),
              })
              .nullish(),
          }).optional(),
        })
        .nullish(),
    })
    .nullish(),
  deployments: pageOfNodes({
    commitOid: z.string(),
    createdAt: time,
    statuses: nodes({ state: z.string(), createdAt: time }).nullish(),
  }),
  releases: pageOfNodes({
    createdAt: time,
    publishedAt: time.nullish(),
    isDraft: z.boolean(),
    isPrerelease: z.boolean(),
    tagCommit: z.object({ oid: z.string() }).nullish(),
  }),
  pullRequests: nodes({
    createdAt: time,
    baseRefName: z.string(),
    mergeCommit: z.object({ committedDate: time }).nullish(),
  }),
  label: z.object({ name: z.string() }).nullish(),
  issues: pageOfNodes({ createdAt: time, closedAt: time.nullish() }),
});

type Answer = z.output<typeof answerSchema>;
const selectCommitPage = ({
  defaultBranchRef,
}: Pick<Answer, 'defaultBranchRef'>) => defaultBranchRef?.target?.history;

/** The fact `delivery`: the four DORA metrics, and the number of people and teams who commit. */
export function createDeliveryFact(
  api: GithubApi,
  directory: TeamDirectory,
  options: DeliveryOptions,
): FactCollector<Delivery> {
  return {
    ...deliveryFact,
    ...collectFromQuery(api, {
      size: BATCH,
      query: now => {
        const since = new Date(deliverySince(now)).toISOString();
        return {
          selection: '...Delivery',
          fragments,
          schema: answerSchema,
          declarations: [
            '$since: GitTimestamp!',
            '$updatedSince: DateTime!',
            '$environments: [String!]!',
            '$label: String!',
          ],
          variables: {
            since,
            updatedSince: since,
            environments: options.environments,
            label: options.incidentLabel,
          },
        };
      },
      list: {
        of: selectCommitPage,
        schema: answerSchema.pick({ defaultBranchRef: true }),
        selection: commitsSelection,
        declarations: ['$since: GitTimestamp!'],
        mostPages: MOST_PAGES,
      },
      async toFacts(answered, now) {
        const authors = answered.map(({ answer }) =>
          listAuthorsIfComplete(answer),
        );
        await directory.lookUp(authors.flat(2));
        return Promise.all(
          answered.map(async ({ answer }, index) => ({
            status: 'known',
            source: answer.data.url,
            observedAt: new Date(now).toISOString(),
            value: toDelivery({
              ...toRecords(answer, now, options),
              teams: await directory.teamsOf(authors[index]),
            }),
          })),
        );
      },
    }),
  };
}

function toRecords(
  { data, failed }: RepositoryAnswer<Answer>,
  now: number,
  { environments, releases, incidentLabel }: DeliveryOptions,
): Omit<DeliveryRecords, 'teams'> {
  const { defaultBranchRef: branch, issues, label } = data;
  const deployed =
    toDeploymentRecords(data) ??
    (releases ? toReleaseRecords(data) : undefined);
  const incidents = issues.nodes.filter(
    ({ createdAt }) => createdAt >= deliverySince(now),
  );
  const hasAllIncidents =
    !issues.pageInfo.hasNextPage || incidents.length < issues.nodes.length;
  const missing = [
    ...(deployed
      ? []
      : [
          `deployments: none to ${environments.join(', ')}${releases ? ', and no release' : ''}`,
        ]),
    ...(label
      ? []
      : [`incidents: the repository has no label ${incidentLabel}`]),
    ...(hasAllIncidents ? [] : ['incidents: more than 100 in 90 days']),
    ...[...failed].map(([field, problem]) => `${field}: ${problem}`),
  ];
  return {
    now,
    deployed,
    commits: findCommits({ data, failed })?.map(commit => {
      const { account, email } = toHumanAuthor(commit) ?? {};
      return {
        id: commit.oid,
        at: commit.committedDate,
        author: account ?? email?.toLowerCase(),
      };
    }),
    moreCommits: hasMoreCommits(data),
    changes: data.pullRequests.nodes.flatMap(
      ({ createdAt, baseRefName, mergeCommit }) =>
        mergeCommit && baseRefName === branch?.name
          ? [{ openedAt: createdAt, landedAt: mergeCommit.committedDate }]
          : [],
    ),
    incidents:
      label && hasAllIncidents
        ? incidents.map(({ createdAt, closedAt }) => ({
            openedAt: createdAt,
            closedAt: closedAt ?? undefined,
          }))
        : undefined,
    missing,
  };
}

/** @returns undefined if they cannot be read */
function findCommits({ data, failed }: RepositoryAnswer<Answer>) {
  return !data.defaultBranchRef && !failed.has('defaultBranchRef')
    ? []
    : selectCommitPage(data)?.nodes;
}

function hasMoreCommits(data: Answer): boolean {
  return Boolean(selectCommitPage(data)?.pageInfo.hasNextPage);
}

function toHumanAuthor({
  author,
}: NonNullable<ReturnType<typeof findCommits>>[number]):
  ChangeAuthor | undefined {
  return !author || author.name?.endsWith('[bot]')
    ? undefined
    : { account: author.user?.login, email: author.email ?? undefined };
}

/** @returns all authors in one list, or no list if it would be incomplete */
function listAuthorsIfComplete(
  answer: RepositoryAnswer<Answer>,
): ChangeAuthor[][] {
  const commits = findCommits(answer);
  return commits && !hasMoreCommits(answer.data)
    ? [commits.flatMap(commit => toHumanAuthor(commit) ?? [])]
    : [];
}

function toDeploymentRecords({
  deployments,
}: Answer): DeliveryRecords['deployed'] | undefined {
  return deployments.nodes.length > 0
    ? {
        by: 'deployments',
        more: deployments.pageInfo.hasNextPage,
        items: deployments.nodes.map(({ commitOid, createdAt, statuses }) => {
          const successes = (statuses?.nodes ?? [])
            .filter(({ state }) => state === 'SUCCESS')
            .map(status => status.createdAt);
          return {
            commit: commitOid,
            createdAt,
            at: successes.length > 0 ? Math.min(...successes) : undefined,
          };
        }),
      }
    : undefined;
}

function toReleaseRecords({
  releases,
}: Answer): DeliveryRecords['deployed'] | undefined {
  const published = releases.nodes.filter(
    ({ isDraft, isPrerelease }) => !isDraft && !isPrerelease,
  );
  return published.length > 0
    ? {
        by: 'releases',
        more: releases.pageInfo.hasNextPage,
        items: published.map(({ createdAt, publishedAt, tagCommit }) => ({
          commit: tagCommit?.oid ?? '',
          createdAt: publishedAt ?? createdAt,
          at: publishedAt ?? undefined,
        })),
      }
    : undefined;
}
