import { SourceLimitedError } from '@paved-road/plugin-paved-road-node';
import { parse } from 'graphql';
import { z } from 'zod';
import {
  collectBatch,
  connection,
  contextsOf,
  FakeGithub,
  GithubError,
  pointsOf,
} from './__testUtils__/fakeGithub';
import { createRepositoryFact } from './repositoryFact';

const tooFast =
  'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';

const alert = (severity: string, createdAt = '2026-10-01T00:00:00Z') => ({
  createdAt,
  securityVulnerability: { severity },
});

const branch = (fields: object) => ({
  name: 'main',
  rules: connection([]),
  target: {
    __typename: 'Commit',
    statusCheckRollup: { state: 'SUCCESS' },
    checkSuites: connection([
      {
        conclusion: 'SUCCESS',
        workflowRun: {
          event: 'push',
          createdAt: '2026-11-27T09:00:05Z',
          url: 'https://ghe.example.com/acme/search/actions/runs/1',
          workflow: { name: 'CI' },
        },
      },
      { conclusion: null, workflowRun: null },
    ]),
  },
  ...fields,
});

const repository = (slug: string, fields: object = {}) => ({
  nameWithOwner: slug,
  url: `https://ghe.example.com/${slug}`,
  visibility: 'PRIVATE',
  isArchived: false,
  isFork: false,
  pushedAt: '2026-11-27T09:00:00Z',
  hasVulnerabilityAlertsEnabled: true,
  isSecurityPolicyEnabled: true,
  licenseInfo: { spdxId: 'Apache-2.0' },
  defaultBranchRef: branch({}),
  vulnerabilityAlerts: connection([]),
  ...fields,
});

const classic = {
  allowsDeletions: false,
  allowsForcePushes: false,
  requiredApprovingReviewCount: 1,
  requiredStatusCheckContexts: ['build'],
  requiresCodeOwnerReviews: false,
  requiresConversationResolution: false,
  requiresLinearHistory: false,
  requiresSignatures: true,
};

let github: FakeGithub;

beforeEach(async () => {
  github = await FakeGithub.start();
});

const collect = (...slugs: string[]) =>
  collectBatch(createRepositoryFact(github.api), slugs);

describe('points', () => {
  it('are those of the example of GitHub', () => {
    expect(
      pointsOf(
        parse(
          'query { viewer { login repositories(first: 100) { edges { node { id issues(first: 50) { edges { node { id labels(first: 60) { edges { node { id name } } } } } } } } } } }',
        ),
      ),
    ).toBe(51);
    expect(pointsOf(parse('{ viewer { login } }'))).toBe(1);
  });
});

describe('the fact github', () => {
  it('has settings, rules, runs and alerts', async () => {
    github.repositories.set(
      'acme/search',
      repository('acme/search', {
        defaultBranchRef: branch({
          refUpdateRule: classic,
          rules: connection([
            {
              type: 'PULL_REQUEST',
              parameters: {
                __typename: 'PullRequestParameters',
                requiredApprovingReviewCount: 2,
                requireCodeOwnerReview: true,
                requiredReviewThreadResolution: false,
              },
            },
            {
              type: 'REQUIRED_STATUS_CHECKS',
              parameters: {
                __typename: 'RequiredStatusChecksParameters',
                requiredStatusChecks: [{ context: 'lint' }],
              },
            },
            { type: 'NON_FAST_FORWARD', parameters: null },
          ]),
        }),
        latestRelease: {
          tagName: 'v1.2.0',
          publishedAt: '2026-11-01T00:00:00Z',
          url: 'https://ghe.example.com/acme/search/releases/tag/v1.2.0',
        },
        vulnerabilityAlerts: connection([
          alert('CRITICAL', '2026-11-02T00:00:00Z'),
          alert('MODERATE', '2026-10-02T00:00:00Z'),
          alert('MODERATE', '2026-11-12T00:00:00Z'),
        ]),
      }),
    );
    expect(await collect('acme/search')).toEqual([
      {
        url: 'https://ghe.example.com/acme/search',
        slug: 'acme/search',
        visibility: 'private',
        archived: false,
        fork: false,
        license: 'Apache-2.0',
        securityPolicy: true,
        pushedAt: '2026-11-27T09:00:00Z',
        defaultBranch: 'main',
        protection: {
          protected: true,
          pullRequests: true,
          requiredReviews: 2,
          codeOwnerReviews: true,
          conversationResolution: false,
          signedCommits: true,
          linearHistory: false,
          statusChecks: ['build', 'lint'],
          forcePushes: false,
          deletion: false,
        },
        checks: 'success',
        workflowRuns: [
          {
            name: 'CI',
            event: 'push',
            conclusion: 'success',
            at: '2026-11-27T09:00:05Z',
            url: 'https://ghe.example.com/acme/search/actions/runs/1',
          },
        ],
        latestRelease: {
          tag: 'v1.2.0',
          at: '2026-11-01T00:00:00Z',
          url: 'https://ghe.example.com/acme/search/releases/tag/v1.2.0',
        },
        dependabot: {
          enabled: true,
          total: 3,
          open: { critical: 1, high: 0, moderate: 2, low: 0 },
          oldest: '2026-10-02T00:00:00Z',
        },
        missing: [],
      },
    ]);
  });

  it('takes switched-off alerts for no absence of them', async () => {
    github.repositories.set(
      'acme/search',
      repository('acme/search', {
        hasVulnerabilityAlertsEnabled: false,
        vulnerabilityAlerts: connection([]),
      }),
    );
    const [value] = await collect('acme/search');
    expect(value).toHaveProperty('dependabot', { enabled: false });
  });

  it('says of a branch without rules that it is not protected', async () => {
    github.repositories.set('acme/search', repository('acme/search'));
    expect(await collect('acme/search')).toMatchObject([
      {
        protection: {
          protected: false,
          pullRequests: false,
          requiredReviews: 0,
          statusChecks: [],
          forcePushes: true,
          deletion: true,
        },
      },
    ]);
  });

  it('counts alerts beyond a page, and knows none beyond the last one', async () => {
    const alerts = (count: number) =>
      connection(Array.from({ length: count }, () => alert('HIGH')));
    github.repositories.set(
      'acme/many',
      repository('acme/many', { vulnerabilityAlerts: alerts(250) }),
    );
    github.repositories.set(
      'acme/most',
      repository('acme/most', { vulnerabilityAlerts: alerts(1_101) }),
    );
    github.repositories.set('acme/none', repository('acme/none'));
    const [many, most] = await collect('acme/many', 'acme/most', 'acme/none');
    expect(many).toMatchObject({
      dependabot: { total: 250, open: { high: 250 } },
    });
    expect(most).toMatchObject({
      dependabot: { total: 1_101 },
      missing: [
        'dependabot.open: 1101 alerts are open, but only 1100 could be counted by severity',
      ],
    });
    expect(most).not.toHaveProperty('dependabot.open');
    expect(github.queries).toHaveLength(11);
  });

  it('counts no severities where an alert has none', async () => {
    github.repositories.set(
      'acme/search',
      repository('acme/search', {
        vulnerabilityAlerts: connection([
          alert('LOW'),
          { createdAt: '2026-10-01T00:00:00Z', securityVulnerability: null },
        ]),
      }),
    );
    const [value] = await collect('acme/search');
    expect(value).not.toHaveProperty('dependabot.open');
    expect(value).toMatchObject({
      dependabot: { total: 2 },
      missing: [expect.stringContaining('only 1 could be counted')],
    });
  });

  it('leaves the others alone where one cannot be read', async () => {
    github.repositories.set('acme/search', repository('acme/search'));
    github.repositories.set(
      'acme/sso',
      new GithubError(
        'FORBIDDEN',
        'Resource protected by organization SAML enforcement.',
      ),
    );
    github.repositories.set('acme/empty', {
      ...repository('acme/empty'),
      defaultBranchRef: null,
    });
    const results = await collect(
      'acme/gone',
      'acme/search',
      'acme/sso',
      'acme',
      'acme/empty',
    );
    expect(results).toEqual([
      'NotFoundError: https://ghe.example.com has no repository acme/gone for this token: correct the annotation github.com/project-slug, or give the token access',
      expect.objectContaining({ slug: 'acme/search' }),
      'NotAllowedError: https://ghe.example.com acme/sso: Resource protected by organization SAML enforcement.',
      'NotFoundError: acme is not the path of a repository: correct the annotation github.com/project-slug',
      expect.not.objectContaining({ protection: expect.anything() }),
    ]);
    expect(github.queries).toHaveLength(1);
  });

  it('knows less with less permissions', async () => {
    const forbidden = () => {
      throw new GithubError(
        'FORBIDDEN',
        'Resource not accessible by integration',
      );
    };
    github.repositories.set(
      'acme/search',
      repository('acme/search', {
        defaultBranchRef: branch({ rules: forbidden }),
        vulnerabilityAlerts: forbidden,
      }),
    );
    const [value] = await collect('acme/search');
    expect(value).not.toHaveProperty('protection');
    expect(value).not.toHaveProperty('dependabot');
    expect(value).toMatchObject({
      checks: 'success',
      missing: [
        'protection: Resource not accessible by integration',
        'dependabot: Resource not accessible by integration',
      ],
    });
  });

  it('says when a repository has another name now', async () => {
    github.repositories.set('acme/search', repository('new-owner/find'));
    expect(await collect('acme/search')).toMatchObject([
      {
        slug: 'new-owner/find',
        missing: [
          'slug: acme/search is now new-owner/find; correct the annotation github.com/project-slug',
        ],
      },
    ]);
  });

  it('has the limits of the organisation', () => {
    const { sourceOf } = createRepositoryFact(github.api);
    const sources = contextsOf([
      'acme/search',
      'acme/other',
      'corp/search',
    ]).map(({ entity }) => sourceOf!(entity));
    expect(sources[1]).toBe(sources[0]);
    expect(sources[2]).not.toBe(sources[0]);
  });

  it('uses no more of a limit than its share', async () => {
    github.repositories.set('acme/search', repository('acme/search'));
    github.limit = 20;
    github.points = 17;
    expect(await collect('acme/search')).toHaveLength(1);
    await expect(collect('acme/search')).rejects.toMatchObject({
      name: 'SourceLimitedError',
      message: "GitHub's points: 2 of 20 remain for now, reserved for others",
      retryAt: new Date(github.resetAt),
    });
    expect(github.queries).toHaveLength(1);
  });

  it.each<[string, object, string, string]>([
    [
      'the hour is used up',
      {
        body: {
          errors: [
            { type: 'RATE_LIMITED', message: 'API rate limit exceeded' },
          ],
        },
        headers: {
          'x-ratelimit-limit': '5000',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': '4102444800',
        },
      },
      'SourceLimitedError',
      "GitHub's points: API rate limit exceeded",
    ],
    [
      'calls come too fast',
      {
        status: 403,
        body: {
          message: tooFast,
        },
      },
      'SourceLimitedError',
      'secondary rate limit',
    ],
    [
      'calls come too fast, and it says for how long',
      {
        status: 429,
        headers: { 'retry-after': '120' },
        body: { message: 'secondary' },
      },
      'SourceLimitedError',
      'limits the rate of requests (429)',
    ],
    [
      'calls come too fast, and the query says so',
      { body: { errors: [{ message: tooFast }] } },
      'SourceLimitedError',
      'secondary rate limit',
    ],
  ])(
    'rests for all organisations of the token when %s',
    async (_, answer, name, message) => {
      github.interceptor = jest.fn(() => answer);
      const error = await collect('acme/a', 'acme/b').catch(found => found);
      expect(error).toMatchObject({
        name,
        message: expect.stringContaining(message),
        retryAt: expect.any(Date),
      });
      await expect(collect('corp/a')).rejects.toMatchObject({
        name,
        retryAt: error.retryAt,
      });
      expect(github.interceptor).toHaveBeenCalledTimes(1);
      jest.spyOn(Date, 'now').mockReturnValue(error.retryAt.getTime() + 1);
      await expect(collect('corp/a')).rejects.toMatchObject({ name });
      jest.restoreAllMocks();
      expect(github.interceptor).toHaveBeenCalledTimes(2);
    },
  );

  it.each<[string, object, number]>([
    ['a token that asks too fast', { status: 403, message: tooFast }, 1],
    ['the points of a token', { status: 429, message: 'all are used' }, 2],
  ])(
    'knows what the limit is of: %s',
    async (_, { status, message }: any, requests) => {
      github.interceptor = jest.fn(() => ({ status, body: { message } }));
      await expect(collect('acme/a')).rejects.toThrow(SourceLimitedError);
      await expect(
        github.api.first(
          { host: 'https://ghe.example.com', owner: 'corp', name: 'a' },
          '/some',
          z.unknown(),
          new AbortController().signal,
        ),
      ).rejects.toThrow(SourceLimitedError);
      expect(github.interceptor).toHaveBeenCalledTimes(requests);
    },
  );

  it.each<[string, object, string]>([
    [
      'an expired token',
      { status: 401, body: { message: 'Bad credentials' } },
      'renew it in integrations.github',
    ],
    [
      'a query that is refused',
      {
        body: {
          errors: [{ message: "Field 'rules' doesn't exist on type 'Ref'" }],
        },
      },
      "GitHub returned no data: Field 'rules' doesn't exist on type 'Ref'",
    ],
    [
      'another schema',
      { body: { data: { r0: { nameWithOwner: 1 } } } },
      'Invalid answer of GitHub',
    ],
    ['a broken body', { body: '"no"' }, 'expected object'],
    [
      'a part that fails, which says nothing of the repository',
      {
        body: {
          data: { r0: null },
          errors: [{ message: 'Something went wrong', path: ['r0'] }],
        },
      },
      'Error: https://ghe.example.com returned no data for acme/a: Something went wrong',
    ],
  ])('says what is wrong with %s', async (_, answer, message) => {
    github.interceptor = () => answer;
    const [result] = await collect('acme/a');
    expect(result).toContain(message);
  });

  it('asks for fewer at once where GitHub gives up', async () => {
    for (const slug of ['acme/a', 'acme/b', 'acme/c']) {
      github.repositories.set(slug, repository(slug));
    }
    github.interceptor = (_, body) =>
      body?.query.includes('r2:')
        ? { status: 502, body: { message: 'We couldn’t respond in time' } }
        : undefined;
    expect(await collect('acme/a', 'acme/b', 'acme/c')).toMatchObject([
      { slug: 'acme/a' },
      { slug: 'acme/b' },
      { slug: 'acme/c' },
    ]);
    expect(github.queries).toHaveLength(2);
  });

  it('collects one by itself', async () => {
    github.repositories.set('acme/search', repository('acme/search'));
    const fact = createRepositoryFact(github.api);
    const [context, gone] = contextsOf(['acme/search', 'acme/gone']);
    expect(await fact.collect(context)).toMatchObject({
      source: 'https://ghe.example.com/acme/search',
    });
    await expect(fact.collect(gone)).rejects.toThrow('no repository acme/gone');
  });
});
