import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  FactCollector,
  TeamDirectory,
} from '@paved-road/plugin-paved-road-node';
import { connection, contextsOf, FakeGithub } from './__testUtils__/fakeGithub';
import { createAlertsFact } from './alertsFact';
import { createDeliveryFact } from './deliveryFact';
import { createRepositoryFact } from './repositoryFact';

jest.setTimeout(300_000);

/** How often one was asked for. */
let author = 0;

const at = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
/** Alike, so that the server of the test holds one. */
const repository = {
  nameWithOwner: 'acme/service',
  url: 'https://ghe.example.com/acme/service',
  visibility: 'PRIVATE',
  isArchived: false,
  isFork: false,
  hasVulnerabilityAlertsEnabled: true,
  defaultBranchRef: {
    name: 'main',
    rules: connection([]),
    target: {
      __typename: 'Commit',
      checkSuites: connection([]),
      history: connection([
        {
          oid: 'a',
          committedDate: at,
          author: () => {
            author += 1;
            return { user: { login: `author${author % 3_000}` } };
          },
        },
      ]),
    },
  },
  vulnerabilityAlerts: connection([]),
  deployments: connection([]),
  releases: connection([]),
  pullRequests: connection([]),
  issues: connection([]),
};

let github: FakeGithub;

beforeEach(async () => {
  github = await FakeGithub.start();
  github.repositories.get = () => repository;
  github.limit = 1_000_000;
});

const usedMemory = () => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed / 1_000_000;
};

const fleet = Array.from({ length: 10_000 }, (_, index) => `acme/s${index}`);

async function collectFleet(fact: FactCollector<any>): Promise<number> {
  const { size, collect } = fact.batch!;
  let known = 0;
  for (let index = 0; index < fleet.length; index += size) {
    const results = await collect(contextsOf(fleet.slice(index, index + size)));
    known += results.filter(
      result => !(result instanceof Error) && result.status === 'known',
    ).length;
    github.queries = [];
  }
  return known;
}

describe('10,000 repositories', () => {
  it('take 400 points for the fact github, and 3,500 for delivery with the teams of 3,000 authors', async () => {
    const queryEntities = jest.fn(async ({ query }: any) => ({
      totalItems: 0,
      pageInfo: {},
      items: (
        query.$all?.[1].$any[0]['metadata.annotations.github.com/user-login']
          .$in ?? []
      ).map((login: string) => ({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: {
          name: login,
          annotations: { 'github.com/user-login': login },
        },
        relations: [
          { type: 'memberOf', targetRef: `group:default/${login.slice(0, 8)}` },
        ],
      })),
    }));
    const directory = new TeamDirectory({
      catalog: catalogServiceMock.mock({ queryEntities }),
      auth: mockServices.auth(),
      annotations: ['github.com/user-login'],
    });
    const options = {
      environments: ['production'],
      releases: false,
      incidentLabel: 'incident',
    };
    const before = usedMemory();
    expect(await collectFleet(createRepositoryFact(github.api))).toBe(10_000);
    expect(github.points).toBe(400);
    expect(
      await collectFleet(createDeliveryFact(github.api, directory, options)),
    ).toBe(10_000);
    // The users of 20 repositories at once and then their groups, until all authors are known.
    expect(queryEntities).toHaveBeenCalledTimes(300);
    // Less than the 4,500 that the default share leaves of 5,000, even where both are collected every hour.
    expect(github.points).toBe(3_900);
    expect(usedMemory() - before).toBeLessThan(30);
  });

  it('take 10,000 requests for the fact githubAlerts, and one for each hundred items of the lists', async () => {
    const nameOf = (number: number) => ({ repository: { name: `s${number}` } });
    const page = (path: string, last: number, items: unknown[]) => {
      const number = Number(/&page=(\d+)/.exec(path)?.[1] ?? 1);
      const next = `/api/v3${path.replace(/&page=\d+/, '')}&page=${number + 1}`;
      return {
        body: items.map(item => ({ ...(item as object), ...nameOf(number) })),
        headers: number < last ? { link: `<${next}>; rel="next"` } : undefined,
      };
    };
    const hundred = Array.from({ length: 100 }, (_, index) => index);
    github.rest.get = path => {
      if (path.includes('/repos?')) {
        const number = Number(/&page=(\d+)/.exec(path)?.[1] ?? 1);
        const { headers } = page(path, 100, []);
        return {
          headers,
          body: hundred.map(index => ({
            name: `s${(number - 1) * 100 + index}`,
          })),
        };
      }
      return path.includes('/analyses?')
        ? { body: [{ created_at: at }] }
        : page(
            path,
            20,
            hundred.map(() => ({ rule: {} })),
          );
    };
    const before = usedMemory();
    expect(await collectFleet(createAlertsFact(github.api))).toBe(10_000);
    expect(github.requests).toHaveLength(10_000 + 100 + 20 + 20);
    github.requests = [];
    expect(usedMemory() - before).toBeLessThan(30);
  });
});
