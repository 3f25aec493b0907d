import {
  Delivery,
  DeliveryOptions,
  DeliveryRecords,
  deliverySchema,
  deliverySince,
  FactCollector,
  toDelivery,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { collectFromQuery } from './collectFromQuery';
import { GithubApi, RepositoryAnswer } from './GithubApi';

/** 35 connections a repository: 7 points a query, and 3,500 for 10,000 repositories. */
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
const page = z.object({
  hasNextPage: z.boolean(),
  endCursor: z.string().nullish(),
});
const branchSchema = z
  .object({
    name: z.string(),
    target: z
      .object({
        history: z
          .object({
            pageInfo: page,
            nodes: z.array(
              z.object({
                oid: z.string(),
                committedDate: time,
                author: z
                  .object({
                    name: z.string().nullish(),
                    email: z.string().nullish(),
                    user: z.object({ login: z.string() }).nullish(),
                  })
                  .nullish(),
              }),
            ),
          })
          .optional(),
      })
      .nullish(),
  })
  .nullish();

const answerSchema = z.object({
  url: z.string(),
  defaultBranchRef: branchSchema,
  deployments: z.object({
    pageInfo: page,
    nodes: z.array(
      z.object({
        commitOid: z.string(),
        createdAt: time,
        statuses: z
          .object({
            nodes: z.array(z.object({ state: z.string(), createdAt: time })),
          })
          .nullish(),
      }),
    ),
  }),
  releases: z.object({
    pageInfo: page,
    nodes: z.array(
      z.object({
        createdAt: time,
        publishedAt: time.nullish(),
        isDraft: z.boolean(),
        isPrerelease: z.boolean(),
        tagCommit: z.object({ oid: z.string() }).nullish(),
      }),
    ),
  }),
  pullRequests: z.object({
    nodes: z.array(
      z.object({
        createdAt: time,
        baseRefName: z.string(),
        mergeCommit: z.object({ committedDate: time }).nullish(),
      }),
    ),
  }),
  label: z.object({ name: z.string() }).nullish(),
  issues: z.object({
    pageInfo: page,
    nodes: z.array(z.object({ createdAt: time, closedAt: time.nullish() })),
  }),
});

type Answer = z.output<typeof answerSchema>;
const historyOf = ({ defaultBranchRef }: Pick<Answer, 'defaultBranchRef'>) =>
  defaultBranchRef?.target?.history;

/** The fact `delivery`: DORA's four numbers, and the people who commit. */
export function createDeliveryFact(
  api: GithubApi,
  options: DeliveryOptions,
): FactCollector<Delivery> {
  return {
    id: 'delivery',
    title: 'Delivery',
    description:
      'Deployments, lead time, failures and restoration of the last 90 days, and who commits, from the Git host.',
    schema: deliverySchema,
    freshness: { hours: 6 },
    measurements: { people: { field: 'people' } },
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
        of: historyOf,
        schema: answerSchema.pick({ defaultBranchRef: true }),
        selection: commitsSelection,
        declarations: ['$since: GitTimestamp!'],
        mostPages: MOST_PAGES,
      },
      toFact: (answer, _, now) => ({
        status: 'known',
        source: answer.data.url,
        observedAt: new Date(now).toISOString(),
        value: toDelivery(toRecords(answer, now, options)),
      }),
    }),
  };
}

function toRecords(
  { data, failed }: RepositoryAnswer<Answer>,
  now: number,
  { environments, releases, incidentLabel }: DeliveryOptions,
): DeliveryRecords {
  const { defaultBranchRef: branch, issues, label } = data;
  const history = historyOf(data);
  const isEmpty = !branch && !failed.has('defaultBranchRef');
  const deployed =
    deploymentsOf(data) ?? (releases ? releasesOf(data) : undefined);
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
    commits: isEmpty
      ? []
      : history?.nodes.map(({ oid, committedDate, author }) => ({
          id: oid,
          at: committedDate,
          author: author?.name?.endsWith('[bot]')
            ? undefined
            : (author?.user?.login ?? author?.email?.toLowerCase()),
        })),
    moreCommits: Boolean(history?.pageInfo.hasNextPage),
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

function deploymentsOf({
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

function releasesOf({
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
