import { FactCollector } from '@paved-road/plugin-paved-road-node';
import {
  collectFact,
  compileExamples,
  createComponent,
  FakeServer,
  startFactCollectors,
  startFakeServer,
} from '@paved-road/plugin-paved-road-node/testUtils';
import path from 'node:path';
import { pavedRoadModuleOpenssfScorecard } from './module';

/*
 * In the form of definition ScorecardResult in openapi.yaml of github.com/ossf/scorecard-webapp; checks as of
 * github.com/ossf/scorecard. No real server was asked.
 */
const result = {
  date: '2024-01-08',
  repo: {
    name: 'github.com/acme/search',
    commit: '27cfe92ed356fdb5a398c919ad480817ea907808',
  },
  scorecard: { version: 'v4.13.1', commit: '' },
  score: 6.9,
  checks: [
    {
      name: 'Binary-Artifacts',
      score: 10,
      reason: 'no binaries found in the repo',
      details: null,
      documentation: { short: '', url: '' },
    },
    { name: 'Code-Review', score: 8, reason: '', details: null },
    { name: 'Branch-Protection', score: -1, reason: 'internal error' },
  ],
  metadata: '',
};

describe('openssfScorecard', () => {
  let server: FakeServer;
  let collector: FactCollector;
  let answer: { status: number; body: unknown };

  beforeEach(async () => {
    answer = { status: 200, body: result };
    server = await startFakeServer(({ headers }) =>
      headers['if-none-match'] === '"e1"'
        ? { status: 304 }
        : { ...answer, headers: { etag: '"e1"' } },
    );
    [collector] = await startFactCollectors(pavedRoadModuleOpenssfScorecard, {
      pavedRoad: { openssfScorecard: { baseUrl: `${server.url}/` } },
    });
  });

  const collect = (annotations: Record<string, string>, etag?: string) =>
    collectFact(
      collector,
      createComponent(annotations),
      etag ? { value: {}, etag } : undefined,
    );

  const asked = () => server.requests.map(({ url }) => url);

  const slug = { 'github.com/project-slug': 'acme/search' };

  it('reads the scores of the repository', async () => {
    await expect(collect(slug)).resolves.toEqual({
      status: 'known',
      value: {
        score: 6.9,
        checks: { 'Binary-Artifacts': 10, 'Code-Review': 8 },
        analyzedAt: '2024-01-08T00:00:00.000Z',
        commit: result.repo.commit,
      },
      source: 'https://scorecard.dev/viewer/?uri=github.com/acme/search',
      etag: '"e1"',
    });
    expect(asked()).toEqual(['/projects/github.com/acme/search']);
    await expect(collect(slug, '"e1"')).resolves.toEqual({
      status: 'not-modified',
    });
  });

  it('finds the repository by its source location', async () => {
    await collect({
      'backstage.io/source-location':
        'url:https://github.com/acme/shop/tree/main/search/',
    });
    expect(asked()).toEqual(['/projects/github.com/acme/shop']);
  });

  it('has no score where no check has one', async () => {
    answer.body = { ...result, score: -1, checks: result.checks.slice(2) };
    const fact = await collect(slug);
    expect(fact).toMatchObject({ value: { checks: {} } });
    expect(fact).not.toHaveProperty('value.score');
  });

  it.each([
    [
      'that Scorecard does not know',
      slug,
      { status: 404, body: { code: 404, message: 'not found' } },
      'NotFoundError',
      /has nothing at \/projects\/github\.com\/acme\/search: "not found"$/,
    ],
    [
      'on another host, where the name is of somebody else',
      {
        ...slug,
        'backstage.io/source-location': 'url:https://git.acme.com/acme/search/',
      },
      { status: 200, body: result },
      'NotFoundError',
      /^the repository is not on https:\/\/github\.com: https:\/\/git\.acme\.com/,
    ],
    [
      'with another answer',
      slug,
      { status: 200, body: { ...result, checks: undefined } },
      'InputError',
      /^Invalid answer of 127\.0\.0\.1:\d+: checks: expected array, got nothing$/,
    ],
  ])(
    'says why there is no fact of a repository %s',
    async (_, annotations, given, name, message) => {
      answer = given;
      await expect(collect(annotations)).rejects.toMatchObject({
        name,
        message: expect.stringMatching(message),
      });
    },
  );

  it('has examples in its README that are valid', () => {
    expect(
      compileExamples(path.resolve(__dirname, '../README.md'), [collector])
        .facts,
    ).toEqual(['openssfScorecard']);
  });
});
