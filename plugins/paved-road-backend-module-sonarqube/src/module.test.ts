import { JsonObject } from '@backstage/types';
import {
  collectFact,
  compileExamples,
  createComponent,
  FakeServer,
  startFactCollectors,
  startFakeServer,
} from '@paved-road/plugin-paved-road-node/testUtils';
import path from 'node:path';
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
  let server: FakeServer;
  let answers: Record<string, unknown>;
  let status: number;

  beforeEach(async () => {
    status = 200;
    answers = { ...examples };
    server = await startFakeServer(request => ({
      status,
      body: answers[request.path],
    }));
  });

  const start = async (sonarqube: JsonObject) =>
    (await startFactCollectors(pavedRoadModuleSonarqube, { sonarqube }))[0];

  const collect = async (annotation: string, sonarqube: JsonObject) =>
    collectFact(
      await start(sonarqube),
      createComponent({ 'sonarqube.org/project-key': annotation }),
    );

  const single = () => ({ baseUrl: `${server.url}/`, apiKey: 'squ_s3cret' });

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
      source: `${server.url}/dashboard?id=search`,
    });
    expect(server.requests.map(({ url }) => url).sort()).toEqual([
      '/api/components/show?component=search',
      '/api/measures/component?component=search&metricKeys=coverage%2Cduplicated_lines_density%2Cncloc%2Cbugs%2Cvulnerabilities%2Csecurity_hotspots%2Ccode_smells%2Creliability_rating%2Csecurity_rating%2Csqale_rating',
      '/api/qualitygates/project_status?projectKey=search',
    ]);
    for (const { headers } of server.requests) {
      expect(headers.authorization).toBe(
        `Basic ${Buffer.from('squ_s3cret:').toString('base64')}`,
      );
    }
  });

  it('asks the instance that the annotation names', async () => {
    const instances = [
      {
        name: 'cloud',
        baseUrl: server.url,
        apiKey: 'squ_s3cret',
        tokenKind: 'Bearer',
      },
    ];
    await expect(
      collect('cloud/acme:search', { instances }),
    ).resolves.toMatchObject({
      source: `${server.url}/dashboard?id=acme%3Asearch`,
    });
    for (const { headers } of server.requests) {
      expect(headers.authorization).toBe('Bearer squ_s3cret');
    }
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

  it('has examples in its README that are valid', async () => {
    expect(
      compileExamples(path.resolve(__dirname, '../README.md'), [
        await start(single()),
      ]).facts,
    ).toEqual(['sonarqube']);
  });
});
