import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  compileRules,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common/rules';
import {
  FactCollector,
  factCollectorsExtensionPoint,
} from '@paved-road/plugin-paved-road-node';
import { readFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
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
  let server: Server;
  let collector: FactCollector;
  let answer: { status: number; body: unknown };
  const asked: unknown[] = [];

  beforeEach(async () => {
    asked.length = 0;
    answer = { status: 200, body: result };
    server = createServer((request, response) => {
      asked.push(request.url);
      if (request.headers['if-none-match'] === '"e1"') {
        response.writeHead(304).end();
        return;
      }
      response
        .writeHead(answer.status, {
          'content-type': 'application/json',
          etag: '"e1"',
        })
        .end(JSON.stringify(answer.body));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    await startTestBackend({
      features: [
        pavedRoadModuleOpenssfScorecard,
        mockServices.rootConfig.factory({
          data: {
            pavedRoad: {
              openssfScorecard: { baseUrl: `http://127.0.0.1:${port}/` },
            },
          },
        }),
      ],
      extensionPoints: [
        [
          factCollectorsExtensionPoint,
          {
            addFactCollector(added: FactCollector) {
              collector = added;
            },
            addPushedFact() {},
          } as never,
        ],
      ],
    });
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const collect = (annotations: Record<string, string>, etag?: string) =>
    collector.collect({
      entity: { metadata: { annotations } } as unknown as Entity,
      signal: new AbortController().signal,
      previous: etag ? { value: {}, etag } : undefined,
    });

  const slug = { 'github.com/project-slug': 'acme/search' };

  it('reads the scores of the repository', async () => {
    const fact = await collect(slug);
    expect(fact).toEqual({
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
    expect(
      collector.schema(z).parse((fact as { value: unknown }).value),
    ).toEqual((fact as { value: unknown }).value);
    expect(asked).toEqual(['/projects/github.com/acme/search']);
    await expect(collect(slug, '"e1"')).resolves.toEqual({
      status: 'not-modified',
    });
  });

  it('finds the repository by its source location', async () => {
    await collect({
      'backstage.io/source-location':
        'url:https://github.com/acme/shop/tree/main/search/',
    });
    expect(asked).toEqual(['/projects/github.com/acme/shop']);
  });

  it('has no score where no check has one', async () => {
    answer.body = { ...result, score: -1, checks: result.checks.slice(2) };
    const fact = await collect(slug);
    expect(fact).toMatchObject({ value: { checks: {} } });
    expect(fact).not.toHaveProperty('value.score', expect.any(Number));
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

  it('has a rule in its README that is valid', () => {
    const readme = readFileSync(
      path.resolve(__dirname, '../README.md'),
      'utf8',
    );
    const [, rule] = /```yaml\n(- id: .*?)```/s.exec(readme)!;
    const [, track] = /track: (.*)/.exec(rule)!;
    const pack = parseRulePack(
      `apiVersion: paved-road.io/v1
kind: RulePack
metadata: { name: readme, title: README, version: 1.0.0 }
spec:
  filter: { kind: Component }
  levels: [{ id: silver, title: Silver }]
  tracks: [{ id: ${track}, title: Track }]
  checks:
    ${rule.trimEnd().replaceAll('\n', '\n    ')}
`,
      'README.md',
    );
    expect(
      compileRules([pack], { openssfScorecard: collector.schema(z) }).facts,
    ).toEqual(['openssfScorecard']);
  });
});
