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
import { pavedRoadModuleSonarqube } from './module';

/*
 * In the form of the examples of SonarQube's web API: project_status-example.json, component-example.json and
 * show-example.json below server/sonar-webserver-webapi in github.com/SonarSource/sonarqube. No real server was asked.
 */
const examples: Record<string, unknown> = {
  '/api/qualitygates/project_status': {
    projectStatus: {
      status: 'ERROR',
      ignoredConditions: false,
      caycStatus: 'non-compliant',
      conditions: [
        {
          status: 'ERROR',
          metricKey: 'new_coverage',
          comparator: 'LT',
          errorThreshold: '85',
          actualValue: '82.50562381034781',
        },
        {
          status: 'OK',
          metricKey: 'new_sqale_debt_ratio',
          comparator: 'GT',
          errorThreshold: '5',
          actualValue: '0.6562109862671661',
        },
      ],
      period: { mode: 'last_version', date: '2000-04-27T00:45:23+0200' },
    },
  },
  '/api/measures/component': {
    component: {
      key: 'search',
      name: 'Search',
      qualifier: 'TRK',
      measures: [
        { metric: 'coverage', value: '82.5' },
        { metric: 'ncloc', value: '114', period: { value: '3' } },
        { metric: 'bugs', value: '2', bestValue: false },
        { metric: 'security_rating', value: '1.0' },
        { metric: 'new_violations', period: { value: '25' } },
      ],
    },
  },
  '/api/components/show': {
    component: {
      key: 'search',
      qualifier: 'TRK',
      analysisDate: '2017-03-01T11:39:03+0100',
      version: '1.1',
    },
    ancestors: [],
  },
};

describe('sonarqube', () => {
  let server: Server;
  let answers: Record<string, unknown>;
  let status: number;
  const asked: string[] = [];
  const authorizations = new Set<unknown>();

  beforeEach(async () => {
    asked.length = 0;
    authorizations.clear();
    status = 200;
    answers = { ...examples };
    server = createServer((request, response) => {
      const url = new URL(request.url!, 'http://localhost');
      asked.push(`${url.pathname}?${url.searchParams}`);
      authorizations.add(request.headers.authorization);
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(answers[url.pathname]));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const baseUrl = () =>
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function start(sonarqube: object): Promise<FactCollector> {
    const collectors: FactCollector[] = [];
    await startTestBackend({
      features: [
        pavedRoadModuleSonarqube,
        mockServices.rootConfig.factory({ data: { sonarqube } as never }),
      ],
      extensionPoints: [
        [
          factCollectorsExtensionPoint,
          {
            addFactCollector(added: FactCollector) {
              collectors.push(added);
            },
            addPushedFact() {},
          } as never,
        ],
      ],
    });
    return collectors[0];
  }

  async function collect(annotation: string, sonarqube: object) {
    const collector = await start(sonarqube);
    const fact = await collector.collect({
      entity: {
        metadata: { annotations: { 'sonarqube.org/project-key': annotation } },
      } as unknown as Entity,
      signal: new AbortController().signal,
    });
    if (fact.status === 'known') {
      collector.schema(z).parse(fact.value);
    }
    return fact;
  }

  const single = () => ({ baseUrl: `${baseUrl()}/`, apiKey: 'squ_s3cret' });

  it('reads the quality gate and the measures of a project', async () => {
    await expect(collect('search', single())).resolves.toEqual({
      status: 'known',
      value: {
        qualityGate: 'error',
        failedConditions: ['new_coverage'],
        analyzedAt: '2017-03-01T10:39:03.000Z',
        coverage: 82.5,
        lines: 114,
        bugs: 2,
        securityRating: 1,
      },
      source: `${baseUrl()}/dashboard?id=search`,
    });
    expect(asked.sort()).toEqual([
      '/api/components/show?component=search',
      '/api/measures/component?component=search&metricKeys=coverage%2Cduplicated_lines_density%2Cncloc%2Cbugs%2Cvulnerabilities%2Csecurity_hotspots%2Ccode_smells%2Creliability_rating%2Csecurity_rating%2Csqale_rating',
      '/api/qualitygates/project_status?projectKey=search',
    ]);
    expect([...authorizations]).toEqual([
      `Basic ${Buffer.from('squ_s3cret:').toString('base64')}`,
    ]);
  });

  it('asks the instance that the annotation names', async () => {
    const instances = [
      {
        name: 'cloud',
        baseUrl: baseUrl(),
        apiKey: 'squ_s3cret',
        tokenKind: 'Bearer',
      },
    ];
    await expect(
      collect('cloud/acme:search', { instances }),
    ).resolves.toMatchObject({
      source: `${baseUrl()}/dashboard?id=acme%3Asearch`,
    });
    expect([...authorizations]).toEqual(['Bearer squ_s3cret']);
    await expect(collect('search', { instances })).rejects.toMatchObject({
      name: 'NotFoundError',
      message:
        'the config has no SonarQube instance "default", which the annotation sonarqube.org/project-key asks for; it has cloud',
    });
  });

  it('knows of a project that was never analysed', async () => {
    answers['/api/qualitygates/project_status'] = {
      projectStatus: { status: 'NONE', conditions: [] },
    };
    answers['/api/measures/component'] = { component: { measures: [] } };
    answers['/api/components/show'] = { component: { key: 'search' } };
    await expect(collect('search', single())).resolves.toMatchObject({
      value: { qualityGate: 'none', failedConditions: [] },
    });
  });

  it('says why there is no fact', async () => {
    status = 404;
    const refusal = { errors: [{ msg: "Component key 'search' not found" }] };
    answers = Object.fromEntries(
      Object.keys(examples).map(name => [name, refusal]),
    );
    await expect(collect('search', single())).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringMatching(/"Component key 'search' not found"$/),
    });
    status = 200;
    await expect(collect('search', single())).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /^Invalid answer of 127\.0\.0\.1:\d+: .*: expected object, got nothing/,
      ),
    });
  });

  it('needs a token', async () => {
    await expect(collect('search', {})).rejects.toThrow(
      "Missing required config value at 'sonarqube.apiKey'",
    );
  });

  it('has a rule in its README that is valid', async () => {
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
      compileRules([pack], { sonarqube: (await start(single())).schema(z) })
        .facts,
    ).toEqual(['sonarqube']);
  });
});
