import { components } from '@octokit/openapi-types';
import {
  collectBatch,
  contextsOf,
  FakeGithub,
} from './__testUtils__/fakeGithub';
import { createAlertsFact } from './alertsFact';

type Schemas = components['schemas'];

/** Of the examples in GitHub's description of its REST API, and of its types. */
const codeAlert = (
  name: string,
  severity?: Schemas['code-scanning-alert-rule-summary']['security_severity_level'],
) =>
  ({
    number: 4,
    created_at: '2020-02-13T12:29:18Z',
    state: 'open',
    rule: {
      id: 'js/zipslip',
      severity: 'error',
      security_severity_level: severity,
      tags: ['security', 'external/cwe/cwe-022'],
      description: 'Arbitrary file write during zip extraction',
      name: 'js/zipslip',
    },
    repository: { name, full_name: `octo-org/${name}` },
  }) satisfies Pick<
    Schemas['code-scanning-organization-alert-items'],
    'number' | 'created_at' | 'state' | 'rule'
  > & { repository: Partial<Schemas['simple-repository']> };

const secretAlert = (
  name: string,
  validity: Schemas['organization-secret-scanning-alert']['validity'],
) =>
  ({
    number: 2,
    created_at: '2020-11-06T18:48:51Z',
    state: 'open',
    secret_type: 'adafruit_io_key',
    validity,
    repository: { name } as Schemas['simple-repository'],
  }) satisfies Schemas['organization-secret-scanning-alert'];

const repository = (name: string, status?: 'enabled' | 'disabled') =>
  ({
    name,
    ...(status && {
      security_and_analysis: { secret_scanning: { status } },
    }),
  }) satisfies Pick<
    Schemas['minimal-repository'],
    'name' | 'security_and_analysis'
  >;

const analysis = {
  ref: 'refs/heads/main',
  created_at: '2020-08-27T15:05:21Z',
  results_count: 17,
} satisfies Partial<Schemas['code-scanning-analysis']>;

let github: FakeGithub;

beforeEach(async () => {
  github = await FakeGithub.start();
  const lists = {
    '/orgs/octo-org/repos?per_page=100': [
      repository('search', 'enabled'),
      repository('quiet', 'enabled'),
      repository('off', 'disabled'),
      repository('unclear'),
    ],
    '/orgs/octo-org/code-scanning/alerts?state=open&per_page=100': [
      codeAlert('search', 'high'),
      codeAlert('Search', 'medium'),
    ],
    '/orgs/octo-org/secret-scanning/alerts?state=open&per_page=100': [
      secretAlert('search', 'active'),
      secretAlert('search', 'unknown'),
    ],
    '/repos/octo-org/search/code-scanning/analyses?per_page=1': [analysis],
    '/repos/octo-org/quiet/code-scanning/analyses?per_page=1': [analysis],
  };
  for (const [path, body] of Object.entries(lists)) {
    github.rest.set(path, { body });
  }
});

const collect = (...names: string[]) =>
  collectBatch(
    createAlertsFact(github.api),
    names.map(name => `octo-org/${name}`),
  );

const none = { critical: 0, high: 0, medium: 0, low: 0, other: 0 };

describe('the fact githubAlerts', () => {
  it('has the alerts of each repository, from lists of the organisation', async () => {
    github.rest.get(
      '/orgs/octo-org/code-scanning/alerts?state=open&per_page=100',
    )!.headers = {
      link: '</api/v3/orgs/octo-org/code-scanning/alerts?page=2>; rel="next"',
    };
    github.rest.set('/orgs/octo-org/code-scanning/alerts?page=2', {
      body: [codeAlert('search')],
    });
    expect(await collect('search', 'quiet', 'off', 'unclear', 'gone')).toEqual([
      {
        codeScanning: {
          lastAnalysis: '2020-08-27T15:05:21Z',
          open: { ...none, high: 1, medium: 1, other: 1 },
        },
        secretScanning: { open: 2, active: 1 },
        missing: [],
      },
      {
        codeScanning: { lastAnalysis: '2020-08-27T15:05:21Z', open: none },
        secretScanning: { open: 0, active: 0 },
        missing: [],
      },
      {
        missing: [
          expect.stringContaining('codeScanning: '),
          'secretScanning: switched off',
        ],
      },
      {
        missing: [
          expect.stringContaining('codeScanning: '),
          'secretScanning: no alert, and the token may not see whether it is on: it takes the permission Administration (read)',
        ],
      },
      'Error: octo-org has no repository gone for this token: correct the annotation github.com/project-slug if it was renamed, or give the token access',
    ]);
    // Three lists, one of them with two pages, and an analysis for each repository that there is.
    expect(github.requests).toHaveLength(8);
  });

  it('knows nothing of a list that it may not read', async () => {
    github.rest.set(
      '/orgs/octo-org/code-scanning/alerts?state=open&per_page=100',
      {
        status: 403,
        body: { message: 'Resource not accessible by integration' },
      },
    );
    expect(await collect('search')).toEqual([
      {
        secretScanning: { open: 2, active: 1 },
        missing: [
          expect.stringContaining(
            'refused the credentials (403): "Resource not accessible by integration"',
          ),
        ],
      },
    ]);
  });

  it('fails as a whole where GitHub fails for a list, so that known values stay', async () => {
    github.rest.set(
      '/orgs/octo-org/code-scanning/alerts?state=open&per_page=100',
      { status: 502, body: { message: 'Server Error' } },
    );
    expect(await collect('search', 'quiet')).toEqual([
      expect.stringContaining('answered with 502'),
      expect.stringContaining('answered with 502'),
    ]);
    // Not once more for each repository.
    expect(github.requests).toHaveLength(2);
  });

  it('takes the token to no other origin', async () => {
    const other = await FakeGithub.start();
    const { url } = other;
    github.rest.get('/orgs/octo-org/repos?per_page=100')!.headers = {
      link: `<${url}/api/v3/orgs/octo-org/repos?page=2>; rel="next"`,
    };
    const [found] = await collect('search');
    expect(other.requests).toEqual([]);
    expect(found).toContain(`is at ${url}, which gets no token`);
  });

  it('says that a personal account has no lists', async () => {
    github.rest.delete('/orgs/octo-org/repos?per_page=100');
    expect(await collect('search')).toEqual([
      expect.stringContaining('NotFoundError: '),
    ]);
  });

  it('rests at a limit, and asks again afterwards', async () => {
    const path =
      '/orgs/octo-org/secret-scanning/alerts?state=open&per_page=100';
    const answer = github.rest.get(path)!;
    const limited = {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '499',
      'x-ratelimit-reset': '4102444800',
    };
    github.rest.get(
      '/orgs/octo-org/code-scanning/alerts?state=open&per_page=100',
    )!.headers = limited;
    expect(await collect('search')).toEqual([
      "SourceLimitedError: GitHub's requests: 499 of 5000 remain for now, reserved for others",
    ]);
    expect(github.requests).toHaveLength(2);
    expect(answer).toBeDefined();
  });

  it('lets others wait for a read that one gives up', async () => {
    const fact = createAlertsFact(github.api);
    const controller = new AbortController();
    const [context] = contextsOf(['octo-org/search'], controller.signal);
    const given = fact.collect(context);
    const [patient] = contextsOf(['octo-org/search']);
    const waited = fact.collect(patient);
    controller.abort(new Error('too late'));
    await expect(given).rejects.toThrow('too late');
    await expect(waited).resolves.toMatchObject({ status: 'known' });
    expect(
      github.requests.filter(path => path.includes('/repos?')),
    ).toHaveLength(1);
  });
});
