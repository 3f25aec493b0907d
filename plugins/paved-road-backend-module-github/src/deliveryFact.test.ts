import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { TeamDirectory } from '@paved-road/plugin-paved-road-node';
import {
  collectFact,
  createComponent,
} from '@paved-road/plugin-paved-road-node/testUtils';
import {
  connection,
  FakeGithub,
  GithubError,
} from './__testUtils__/fakeGithub';
import { createDeliveryFact } from './deliveryFact';

const day = 24 * 3_600_000;
const now = Date.now();
const ago = (days: number) =>
  new Date(now - days * day).toISOString().replace(/\.\d+Z$/, 'Z');

const commit = (oid: string, days: number, author: object) => ({
  oid,
  committedDate: ago(days),
  author,
});
const ada = { name: 'Ada', email: 'ada@example.com', user: { login: 'ada' } };
const ben = { name: 'Ben', email: 'Ben@example.com', user: null };
const bot = {
  name: 'dependabot[bot]',
  email: '49699333+dependabot[bot]@users.noreply.github.com',
  user: null,
};

const branch = (commits: object[]) => ({
  name: 'main',
  target: { __typename: 'Commit', history: connection(commits) },
});

const deployment = (
  commitOid: string,
  days: number,
  states = ['QUEUED', 'IN_PROGRESS', 'SUCCESS', 'INACTIVE'],
) => ({
  commitOid,
  createdAt: ago(days),
  statuses: connection(
    states.map(state => ({ state, createdAt: ago(days - 0.25) })),
  ),
});

const repository = (fields: object = {}) => ({
  url: 'https://ghe.example.com/acme/search',
  defaultBranchRef: branch([
    commit('c', 4, ada),
    commit('c0', 4.5, ada),
    commit('bump', 5, bot),
    commit('b', 11, ben),
    commit('a', 21, { ...ben, email: 'ben@example.com' }),
  ]),
  deployments: connection([
    deployment('c', 3),
    deployment('c', 3.5, ['QUEUED', 'FAILURE']),
    deployment('a', 20),
  ]),
  releases: connection([]),
  pullRequests: connection([
    {
      createdAt: ago(6),
      baseRefName: 'main',
      mergeCommit: { committedDate: ago(4) },
    },
    {
      createdAt: ago(13),
      baseRefName: 'main',
      mergeCommit: { committedDate: ago(11) },
    },
    {
      createdAt: ago(80),
      baseRefName: 'next',
      mergeCommit: { committedDate: ago(11) },
    },
  ]),
  label: { name: 'incident' },
  issues: connection([
    { createdAt: ago(2), closedAt: null },
    { createdAt: ago(10), closedAt: ago(9.5) },
    // Updated lately, opened long ago.
    { createdAt: ago(300), closedAt: ago(1) },
  ]),
  ...fields,
});

/** Ada with her account, Ben with his address. */
const catalog = catalogServiceMock({
  entities: [
    { account: 'ada', group: 'search' },
    { email: 'ben@example.com', group: 'pay' },
  ].map(({ account = '', email = '', group }, index) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: {
      name: `user${index}`,
      annotations: { 'github.com/user-login': account },
    },
    spec: { profile: { email } },
    relations: [{ type: 'memberOf', targetRef: `group:default/${group}` }],
  })),
});

let github: FakeGithub;

beforeEach(async () => {
  github = await FakeGithub.start();
});

const collect = async (fields: object, releases = false) => {
  github.repositories.set('acme/search', repository(fields));
  const fact = createDeliveryFact(
    github.api,
    new TeamDirectory({
      catalog,
      auth: mockServices.auth(),
      annotations: ['github.com/user-login'],
    }),
    {
      environments: ['production', 'live'],
      releases,
      incidentLabel: 'incident',
    },
  );
  const component = createComponent({
    'github.com/project-slug': 'acme/search',
  });
  const result = await collectFact(fact, component);
  if (result.status !== 'known') {
    throw new Error('not known');
  }
  return result.value;
};

describe('the fact delivery', () => {
  it("has DORA's four numbers and the people", async () => {
    const environments = jest.fn();
    const { deployments } = repository();
    expect(
      await collect({
        deployments: (args: { environments: string[]; first: number }) => {
          environments(args.environments);
          return deployments(args);
        },
      }),
    ).toEqual({
      since: expect.stringMatching(/Z$/),
      deployedBy: 'deployments',
      deployments: 2,
      deploymentsPerWeek: 0.16,
      // From 6 and 13 days ago until 2.75 days ago.
      leadTimeHours: 162,
      changeFailureRate: 1,
      timeToRestoreHours: 12,
      incidents: 2,
      people: 2,
      teams: 2,
      unknownAuthors: 0,
      missing: [],
    });
    expect(environments).toHaveBeenCalledWith(['production', 'live']);
  });

  it('does not guess what GitHub has no data for', async () => {
    expect(await collect({ deployments: connection([]), label: null })).toEqual(
      {
        since: expect.any(String),
        people: 2,
        teams: 2,
        unknownAuthors: 0,
        missing: [
          'deployments: none to production, live',
          'incidents: the repository has no label incident',
        ],
      },
    );
  });

  it('counts releases where that is wanted and nothing is deployed', async () => {
    const releases = connection([
      {
        createdAt: ago(4),
        publishedAt: ago(3),
        isDraft: false,
        isPrerelease: false,
        tagCommit: { oid: 'c' },
      },
      {
        createdAt: ago(4),
        publishedAt: ago(3.5),
        isDraft: false,
        isPrerelease: true,
        tagCommit: { oid: 'c' },
      },
    ]);
    const deployments = connection([]);
    expect(await collect({ deployments, releases }, true)).toMatchObject({
      deployedBy: 'releases',
      deployments: 1,
    });
    expect(await collect({ deployments, releases })).not.toHaveProperty(
      'deployments',
    );
    expect(await collect({ releases }, true)).toMatchObject({
      deployedBy: 'deployments',
    });
  });

  it('looks back as far as 30 deployments reach', async () => {
    const value = await collect({
      deployments: connection(
        Array.from({ length: 31 }, (_, index) =>
          deployment('c', index / 2 + 1),
        ),
      ),
    });
    expect(value).toMatchObject({
      since: new Date(ago(15.5)).toISOString(),
      deployments: 30,
      deploymentsPerWeek: 13.55,
    });
  });

  it('has no teams where the catalog does not know who commits', async () => {
    const value = await collect({
      defaultBranchRef: branch([
        commit('b', 4, ada),
        commit('a', 5, { name: 'Cleo', email: null, user: { login: 'cleo' } }),
      ]),
    });
    expect(value).not.toHaveProperty('teams');
    expect(value).toMatchObject({
      people: 2,
      unknownAuthors: 1,
      missing: [
        'teams: the catalog knows no group of 1 of 2 authors; it takes Users with the annotation github.com/user-login or the address of their commits, and with a group',
      ],
    });
  });

  it('reads the commits of 90 days, and knows no people and teams beyond a thousand', async () => {
    const commits = (count: number) => ({
      defaultBranchRef: branch(
        Array.from({ length: count }, (_, index) =>
          commit(`c${index}`, 1, {
            ...ada,
            user: { login: `author${index % 300}` },
          }),
        ),
      ),
    });
    expect(await collect(commits(950))).toMatchObject({ people: 300 });
    expect(github.queries).toHaveLength(10);
    const value = await collect(commits(1_001));
    expect(value).not.toHaveProperty('people');
    expect(value.missing).toEqual([
      'people: more than 1000 commits in 90 days',
      'teams: not all authors are listed',
    ]);
  });

  it('says what it may not read', async () => {
    const forbidden = () => {
      throw new GithubError(
        'FORBIDDEN',
        'Resource not accessible by integration',
      );
    };
    expect(
      await collect({
        deployments: connection([]),
        defaultBranchRef: forbidden,
      }),
    ).toMatchObject({
      missing: [
        'teams: not all authors are listed',
        'deployments: none to production, live',
        'defaultBranchRef: Resource not accessible by integration',
      ],
    });
    await expect(collect({ deployments: forbidden })).rejects.toThrow(
      'acme/search, deployments: Resource not accessible by integration',
    );
  });

  it('knows a repository without commits', async () => {
    expect(
      await collect({
        defaultBranchRef: null,
        deployments: connection([]),
        issues: connection([]),
      }),
    ).toMatchObject({ people: 0, teams: 0, incidents: 0 });
  });

  it('counts no incidents where they are more than a page', async () => {
    const value = await collect({
      issues: connection(
        Array.from({ length: 101 }, () => ({
          createdAt: ago(2),
          closedAt: null,
        })),
      ),
    });
    expect(value).not.toHaveProperty('incidents');
    expect(value.missing).toEqual(['incidents: more than 100 in 90 days']);
  });
});
