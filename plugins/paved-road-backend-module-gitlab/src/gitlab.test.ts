import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  FactCollector,
  TeamDirectory,
} from '@paved-road/plugin-paved-road-node';
import {
  collectFact,
  createComponent,
  FakeAnswer,
  FakeServer,
  startFakeServer,
} from '@paved-road/plugin-paved-road-node/testUtils';
import { createDeliveryFact } from './deliveryFact';
import { GitlabApi } from './GitlabApi';
import { createProjectFact } from './projectFact';

const project = '/api/v4/projects/diaspora%2Fdiaspora-client';

/** Of the examples in GitLab's description of its API, as far as they are read. */
const examples = {
  [project]: {
    id: 3,
    name: 'Diaspora Client',
    path_with_namespace: 'diaspora/diaspora-client',
    web_url: 'http://example.com/diaspora/diaspora-client',
    default_branch: 'main',
    visibility: 'private',
    archived: false,
    last_activity_at: '2013-09-30T13:46:02Z',
    only_allow_merge_if_pipeline_succeeds: false,
    only_allow_merge_if_all_discussions_are_resolved: true,
  },
  [`${project}/protected_branches?per_page=100`]: [
    {
      id: 100,
      name: 'main',
      push_access_levels: [
        {
          id: 1001,
          access_level: 40,
          access_level_description: 'Maintainers',
        },
        {
          id: 1002,
          access_level: 40,
          access_level_description: 'Deploy key',
          deploy_key_id: 1,
        },
      ],
      merge_access_levels: [
        {
          id: 2001,
          access_level: null,
          user_id: null,
          group_id: 1234,
          access_level_description: 'Example Merge Group',
        },
      ],
      allow_force_push: false,
      code_owner_approval_required: false,
    },
    {
      id: 101,
      name: 'release/*',
      push_access_levels: [
        {
          id: 1003,
          access_level: 40,
          access_level_description: 'Maintainers',
        },
      ],
      merge_access_levels: [],
      allow_force_push: true,
      code_owner_approval_required: true,
    },
  ],
  [`${project}/approval_rules?per_page=100`]: [
    {
      id: 1,
      name: 'security',
      rule_type: 'regular',
      approvals_required: 3,
      protected_branches: [{ id: 1, name: 'main' }],
    },
    {
      id: 2,
      name: 'release',
      rule_type: 'regular',
      approvals_required: 5,
      protected_branches: [{ id: 2, name: 'release/*' }],
    },
  ],
  [`${project}/push_rule`]: {
    id: 1,
    project_id: 3,
    commit_message_regex: 'Fixes \\d+\\..*',
    deny_delete_tag: false,
    reject_unsigned_commits: true,
  },
  [`${project}/pipelines?ref=main&per_page=1`]: [
    {
      id: 47,
      iid: 12,
      project_id: 1,
      status: 'success',
      source: 'push',
      ref: 'main',
      sha: 'a91957a858320c0e17f3a0eca7cfacbff50ea29a',
      web_url: 'https://example.com/foo/bar/pipelines/47',
      created_at: '2016-08-11T11:28:34.085Z',
      updated_at: '2016-08-11T11:32:35.169Z',
    },
  ],
  [`${project}/releases?per_page=1`]: [
    {
      tag_name: 'v0.2',
      created_at: '2019-01-03T01:56:19.539Z',
      released_at: '2019-01-03T01:56:19.539Z',
      commit: { id: '079e90101242458910cccd35eab0e211dfc359c0' },
      upcoming_release: false,
    },
  ],
  '/api/graphql': {
    data: {
      project: {
        securityScanners: { enabled: ['SAST', 'DEPENDENCY_SCANNING'] },
        vulnerabilitySeveritiesCount: {
          critical: 1,
          high: 2,
          medium: 3,
          low: 0,
          info: 0,
          unknown: 0,
        },
      },
    },
  },
};

const deployments = (environment: string) =>
  `${project}/deployments?environment=${environment}&order_by=created_at&sort=desc&per_page=100`;
const now = Date.parse('2016-08-12T12:00:00Z');
const since = new Date(now - 90 * 24 * 3_600_000).toISOString();
const commits = `${project}/repository/commits?ref_name=main&since=${since}&per_page=100`;
const incidents = `${project}/issues?issue_type=incident&order_by=created_at&sort=desc&per_page=100`;

const deliveryExamples = {
  [project]: examples[project],
  [deployments('production')]: [
    {
      created_at: '2016-08-11T11:32:35.444Z',
      updated_at: '2016-08-11T11:34:01.123Z',
      status: 'success',
      deployable: {
        commit: {
          created_at: '2016-08-11T13:28:26.000+02:00',
          id: 'a91957a858320c0e17f3a0eca7cfacbff50ea29a',
        },
        finished_at: '2016-08-11T11:32:35.145Z',
        id: 664,
        status: 'success',
      },
      environment: { id: 9, name: 'production' },
      id: 42,
      ref: 'main',
      sha: 'a91957a858320c0e17f3a0eca7cfacbff50ea29a',
    },
    {
      created_at: '2016-08-11T07:36:40.222Z',
      updated_at: '2016-08-11T07:38:12.414Z',
      status: 'failed',
      deployable: null,
      environment: { id: 9, name: 'production' },
      id: 41,
      ref: 'main',
      sha: '99d03678b90d914dbb1b109132516d71a4a03ea8',
    },
  ],
  [deployments('live')]: [],
  [commits]: [
    {
      id: 'a91957a858320c0e17f3a0eca7cfacbff50ea29a',
      author_email: 'admin@example.com',
      committed_date: '2016-08-11T13:28:26.000+02:00',
    },
    {
      id: '99d03678b90d914dbb1b109132516d71a4a03ea8',
      author_email: 'Admin@example.com',
      committed_date: '2016-08-11T09:36:01.000+02:00',
    },
    {
      id: '0b4ac',
      author_email: 'project_3_bot@noreply.example.com',
      committed_date: '2016-08-10T09:36:01.000+02:00',
    },
  ],
  [`${project}/merge_requests?state=merged&target_branch=main&updated_after=${since}&order_by=updated_at&per_page=100`]:
    [
      {
        iid: 2,
        created_at: '2016-08-11T09:32:35.145Z',
        merged_at: '2016-08-11T11:28:27.000Z',
        author: { username: 'admin', web_url: 'http://example.com/admin' },
        merge_commit_sha: 'a91957a858320c0e17f3a0eca7cfacbff50ea29a',
        squash_commit_sha: null,
        sha: '8888888888888888888888888888888888888888',
      },
      {
        iid: 1,
        created_at: '2016-08-11T05:32:35.145Z',
        merged_at: '2016-08-11T07:36:02.000Z',
        author: {
          username: 'project_3_bot_4b7',
          web_url: 'http://example.com/project_3_bot_4b7',
        },
        merge_commit_sha: null,
        squash_commit_sha: null,
        sha: '99d03678b90d914dbb1b109132516d71a4a03ea8',
      },
    ],
  [incidents]: [
    {
      created_at: '2016-08-11T12:00:00.000Z',
      closed_at: '2016-08-11T13:30:00.000Z',
      issue_type: 'incident',
    },
  ],
};

const user = (account: string, email: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: {
    name: 'admin',
    annotations: { 'example.com/user-login': account },
  },
  spec: { profile: { email } },
  relations: [{ type: 'memberOf', targetRef: 'group:default/search' }],
});

let answers: Record<string, unknown>;
let replies: Record<string, FakeAnswer>;
let server: FakeServer;
let api: GitlabApi;

beforeEach(async () => {
  answers = { ...examples };
  replies = {};
  server = await startFakeServer(request => {
    if (request.headers.authorization !== 'Bearer some-token') {
      throw new Error('no token');
    }
    const body = answers[request.url];
    return (
      replies[request.url] ??
      (body ? { body } : { status: 404, body: { message: '404' } })
    );
  });
  const { url } = server;
  api = new GitlabApi(
    ScmIntegrations.fromConfig(
      mockServices.rootConfig({
        data: {
          integrations: {
            gitlab: [
              {
                host: 'gitlab.example.com',
                baseUrl: url,
                apiBaseUrl: `${url}/api/v4`,
                token: 'some-token',
              },
            ],
          },
        },
      }),
    ),
    0.1,
  );
});

afterEach(() => jest.restoreAllMocks());

const client = createComponent({
  'gitlab.com/project-slug': 'diaspora/diaspora-client',
});

async function valueOf<T>(fact: FactCollector<T>): Promise<any> {
  const result = await collectFact(fact, client);
  if (result.status !== 'known') {
    throw new Error('not known');
  }
  return result.value;
}

describe('the fact gitlab', () => {
  it('has settings, rules, pipelines and vulnerabilities', async () => {
    expect(await valueOf(createProjectFact(api))).toEqual({
      url: 'http://example.com/diaspora/diaspora-client',
      path: 'diaspora/diaspora-client',
      visibility: 'private',
      archived: false,
      lastActivityAt: '2013-09-30T13:46:02Z',
      defaultBranch: 'main',
      mergeNeedsPipeline: false,
      mergeNeedsResolvedThreads: true,
      protection: {
        protected: true,
        directPushes: true,
        forcePushes: false,
        codeOwnerApproval: false,
      },
      requiredApprovals: 3,
      signedCommits: true,
      pipeline: {
        status: 'success',
        at: '2016-08-11T11:28:34.085Z',
        url: 'https://example.com/foo/bar/pipelines/47',
      },
      latestRelease: { tag: 'v0.2', at: '2019-01-03T01:56:19.539Z' },
      vulnerabilities: {
        scanners: ['SAST', 'DEPENDENCY_SCANNING'],
        critical: 1,
        high: 2,
        medium: 3,
        low: 0,
        info: 0,
        unknown: 0,
      },
      missing: [],
    });
    expect(server.requests).toHaveLength(7);
  });

  it('knows the rules of a wildcard', async () => {
    answers[project] = { ...examples[project], default_branch: 'release/1.0' };
    answers[`${project}/pipelines?ref=release%2F1.0&per_page=1`] = [];
    const value = await valueOf(createProjectFact(api));
    expect(value).toMatchObject({
      protection: {
        protected: true,
        directPushes: true,
        forcePushes: true,
        codeOwnerApproval: true,
      },
      requiredApprovals: 5,
    });
    expect(value).not.toHaveProperty('pipeline');
  });

  it.each([
    ['*', true],
    ['m*', true],
    ['*n', true],
    ['m*a*n', true],
    ['main*', true],
    ['mai*in', false],
    ['m*x*n', false],
    ['n*m', false],
    ['.*', false],
    ['MAIN', false],
    // A regular expression would try for hours.
    [`${'*i'.repeat(100)}*`, false, 'i'.repeat(99)],
  ])(
    'matches %s as GitLab does',
    async (name, isProtected, branch = 'main') => {
      answers[project] = { ...examples[project], default_branch: branch };
      const [rule] = examples[`${project}/protected_branches?per_page=100`];
      answers[`${project}/protected_branches?per_page=100`] = [
        { ...rule, name },
      ];
      answers[`${project}/pipelines?ref=${branch}&per_page=1`] = [];
      expect(await valueOf(createProjectFact(api))).toMatchObject({
        protection: { protected: isProtected },
      });
    },
  );

  it('takes the token to no other origin', async () => {
    const other = await startFakeServer(() => ({ body: [] }));
    const path = `${project}/protected_branches?per_page=100`;
    replies[path] = {
      body: examples[path],
      headers: { link: `<${other.url}/?page=2>; rel="next"` },
    };
    const value = await valueOf(createProjectFact(api));
    expect(other.requests).toEqual([]);
    expect(value).not.toHaveProperty('protection');
    expect(value.missing).toEqual([
      expect.stringContaining(`is at ${other.url}, which gets no token`),
    ]);
  });

  it('fails as a whole where GitLab fails for a part, so that known values stay', async () => {
    replies[`${project}/push_rule`] = { status: 502, body: {} };
    await expect(valueOf(createProjectFact(api))).rejects.toThrow(
      'answered with 502',
    );
  });

  it('says what another tier would know', async () => {
    delete answers[`${project}/approval_rules?per_page=100`];
    delete answers[`${project}/push_rule`];
    answers['/api/graphql'] = {
      data: {
        project: { securityScanners: null, vulnerabilitySeveritiesCount: null },
      },
    };
    answers[`${project}/protected_branches?per_page=100`] = [];
    const value = await valueOf(createProjectFact(api));
    expect(value).toMatchObject({
      protection: { protected: false, directPushes: true, forcePushes: true },
      missing: [
        expect.stringMatching(/^requiredApprovals: .* It takes Premium$/),
        expect.stringMatching(/^signedCommits: .* It takes Premium and the/),
        'vulnerabilities: GitLab counts none. It takes Ultimate and the role Developer',
      ],
    });
    expect(value).not.toHaveProperty('vulnerabilities');
    expect(value).not.toHaveProperty('requiredApprovals');
    expect(value).not.toHaveProperty('signedCommits');
  });

  it('does not take a project without scanners for a safe one', async () => {
    answers['/api/graphql'] = {
      data: {
        project: {
          ...examples['/api/graphql'].data.project,
          securityScanners: { enabled: [] },
        },
      },
    };
    const value = await valueOf(createProjectFact(api));
    expect(value).not.toHaveProperty('vulnerabilities');
    expect(value.missing).toEqual([
      'vulnerabilities: no scanner is on. It takes Ultimate and the role Developer',
    ]);
  });

  it('says when a project has moved', async () => {
    answers[project] = {
      ...examples[project],
      path_with_namespace: 'other/client',
    };
    expect(await valueOf(createProjectFact(api))).toMatchObject({
      path: 'other/client',
      missing: [
        'path: diaspora/diaspora-client is now other/client; correct the annotation gitlab.com/project-slug',
      ],
    });
  });

  it.each<[string, FakeAnswer, string, string]>([
    [
      'a project that is gone',
      { status: 404, body: { message: '404 Project Not Found' } },
      'NotFoundError',
      'has no project diaspora/diaspora-client for this token',
    ],
    [
      'an expired token',
      { status: 401, body: { message: '401 Unauthorized' } },
      'NotAllowedError',
      'renew it in integrations.gitlab',
    ],
    [
      'another schema',
      { body: { id: 'x' } },
      'InputError',
      'Invalid answer of 127.0.0.1',
    ],
    [
      'too many requests',
      { status: 429, headers: { 'retry-after': '30' }, body: {} },
      'SourceLimitedError',
      'limits the rate of requests',
    ],
  ])('says what is wrong with %s', async (_, answer, name, message) => {
    replies[project] = answer;
    await expect(valueOf(createProjectFact(api))).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });

  it('has the limits of the host', () => {
    expect(createProjectFact(api).sourceOf!(client)).toBe(
      api.annotation.hosts[0],
    );
  });

  it('is limited as a whole where a part is', async () => {
    replies[`${project}/push_rule`] = {
      status: 429,
      headers: { 'retry-after': '30' },
      body: {},
    };
    await expect(valueOf(createProjectFact(api))).rejects.toMatchObject({
      name: 'SourceLimitedError',
    });
  });

  it('uses no more of a limit than its share', async () => {
    replies[project] = {
      body: examples[project],
      headers: {
        'ratelimit-limit': '2000',
        'ratelimit-remaining': '200',
        'ratelimit-reset': '4102444800',
      },
    };
    await expect(valueOf(createProjectFact(api))).rejects.toMatchObject({
      name: 'SourceLimitedError',
      message:
        "GitLab's requests: 200 of 2000 remain for now, reserved for others",
      retryAt: new Date('2100-01-01T00:00:00Z'),
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe('the fact delivery', () => {
  const options = {
    environments: ['production', 'live'],
    releases: false,
    incidentLabel: 'incident',
  };

  const collect = (entities: Entity[] = [], some: object = {}) =>
    valueOf(
      createDeliveryFact(
        api,
        new TeamDirectory({
          catalog: catalogServiceMock({ entities }),
          auth: mockServices.auth(),
          annotations: ['example.com/user-login'],
        }),
        { ...options, ...some },
      ),
    );

  beforeEach(() => {
    jest.spyOn(Date, 'now').mockReturnValue(now);
    answers = { ...deliveryExamples };
  });

  it("has DORA's four numbers and the people", async () => {
    expect(
      await collect([
        user('http://example.com/Admin', 'admin@home.example.com'),
      ]),
    ).toEqual({
      since,
      deployedBy: 'deployments',
      deployments: 1,
      deploymentsPerWeek: 0.08,
      // Opened 2 and 6 hours before.
      leadTimeHours: 4,
      changeFailureRate: 1,
      timeToRestoreHours: 1.5,
      incidents: 1,
      people: 1,
      teams: 1,
      unknownAuthors: 0,
      missing: [],
    });
  });

  it('knows teams by the address of commits where it does not by merge requests', async () => {
    expect(await collect([user('', 'admin@example.com')])).toMatchObject({
      teams: 1,
      unknownAuthors: 0,
    });
  });

  it('does not guess what GitLab has no data for', async () => {
    answers[deployments('production')] = [];
    answers[incidents] = [];
    expect(await collect()).toEqual({
      since,
      people: 1,
      unknownAuthors: 1,
      missing: [
        'teams: the catalog knows no group of 1 of 1 authors; it takes Users with the annotation example.com/user-login or the address of their commits, and with a group',
        'deployments: none to production, live',
        'incidents: the project has never had an incident',
      ],
    });
  });

  it('counts releases where that is wanted', async () => {
    answers[deployments('production')] = [];
    answers[`${project}/releases?per_page=100`] = [
      {
        created_at: '2016-08-11T11:40:00.000Z',
        released_at: '2016-08-11T12:32:35.145Z',
        upcoming_release: false,
        commit: { id: 'a91957a858320c0e17f3a0eca7cfacbff50ea29a' },
      },
    ];
    expect(await collect([], { releases: true })).toMatchObject({
      deployedBy: 'releases',
      deployments: 1,
      leadTimeHours: 5,
    });
  });

  it('reads pages, and knows no people where they do not end', async () => {
    replies[commits] = {
      body: deliveryExamples[commits],
      headers: { link: `<${commits}&page=2>; rel="next"` },
    };
    replies[`${commits}&page=2`] = {
      body: [
        {
          id: 'c0',
          author_email: 'other@example.com',
          committed_date: '2016-08-01T00:00:00Z',
        },
      ],
    };
    expect(await collect()).toMatchObject({
      people: 2,
    });
    replies[`${commits}&page=2`].headers = {
      link: `<${commits}&page=2>; rel="next"`,
    };
    const value = await collect();
    expect(value).not.toHaveProperty('people');
    expect(value.missing).toEqual([
      'people: more than 12 commits in 90 days',
      'teams: not all authors are listed',
    ]);
  });
});
