import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { GateResult } from '@paved-road/plugin-paved-road-common';
import express, { Router } from 'express';
import { startFakePavedRoad } from '../__testUtils__/startFakePavedRoad';
import { createCheckGateAction } from './createCheckGateAction';

const check = {
  track: 'delivery',
  level: 'silver',
  weight: 1,
  evidence: [],
  facts: [],
};

const result: GateResult = {
  verdict: 'allow',
  entityRef: 'component:default/ticket-triage',
  level: 'silver',
  minLevel: 'silver',
  packs: [],
  results: [
    { ...check, checkId: 'owned', title: 'Has an owner', state: 'pass' },
  ],
  blocking: [],
};

const denied: GateResult = {
  ...result,
  verdict: 'deny',
  level: 'bronze',
  results: [
    ...result.results,
    {
      ...check,
      checkId: 'pipeline',
      title: 'Has a pipeline',
      state: 'fail',
      remediation: { text: 'Add one.' },
    },
    {
      ...check,
      checkId: 'incidents',
      title: 'Has no incidents',
      state: 'unknown',
      reason: 'Incidents: not given.',
    },
  ],
  blocking: ['pipeline', 'incidents'],
};

const catalogInfo = `
kind: API
metadata: { name: ticket-triage }
---
kind: Component
metadata: { name: ticket-triage }
---
`;

type Input = Parameters<
  ReturnType<typeof createCheckGateAction>['handler']
>[0]['input'];

describe('pavedRoad:gate:check', () => {
  const workspace = createMockDirectory();
  const requests: unknown[] = [];
  let answer: { status: number; body: object };
  let services: { auth: AuthService; discovery: DiscoveryService };

  beforeAll(async () => {
    services = await startFakePavedRoad(httpAuth => {
      const router = Router();
      const probes = [
        { id: 'package', files: ['package.json'], format: 'json' },
      ];
      router.get('/rule-packs', (_, res) => {
        res.json({ items: [{ spec: { probes } }, { spec: { probes } }] });
      });
      router.post('/gate', express.json(), async (req, res) => {
        const { principal } = await httpAuth.credentials(req);
        requests.push({ principal, body: req.body });
        res.status(answer.status).json(answer.body);
      });
      return router;
    });
  });
  beforeEach(() => {
    requests.length = 0;
    answer = { status: 200, body: result };
    workspace.setContent({
      'catalog-info.yaml': catalogInfo,
      Dockerfile: 'FROM node:24-alpine',
      'package.json': '{"name": "ticket-triage"}',
      src: { 'main.ts': '' },
    });
  });

  async function run(
    input: Input = {},
    context: Partial<ActionContext<Input>> = {},
  ) {
    const { handler } = createCheckGateAction({
      ...services,
      config: mockServices.rootConfig(),
    });
    const output = jest.fn();
    const logger = mockServices.logger.mock();
    try {
      await handler({
        ...createMockActionContext<Input>({
          input,
          workspacePath: workspace.path,
        }),
        getInitiatorCredentials: async () =>
          mockCredentials.user('user:default/sam.owner'),
        output,
        logger,
        ...context,
      });
    } catch (error) {
      throw Object.assign(error as Error, {
        log: String(logger.info.mock.calls),
      });
    }
    return {
      output: Object.fromEntries(output.mock.calls),
      log: String(logger.info.mock.calls),
    };
  }

  it.each([false, true])(
    'asks for a verdict on the workspace in the name of the user (dry run: %s)',
    async isDryRun => {
      const { output, log } = await run(
        {
          minLevel: 'silver',
          profile: { team: { teamSize: 4, devopsMaturity: null } },
          decision: { pattern: 'monolith' },
        },
        { isDryRun },
      );
      expect(output).toEqual({
        verdict: 'allow',
        level: 'silver',
        entityRef: 'component:default/ticket-triage',
      });
      expect(log).toMatch(/^silver\n +pass +Has an owner \(owned\)$/m);
      expect(requests).toEqual([
        {
          principal: expect.objectContaining({
            type: 'user',
            userEntityRef: 'user:default/sam.owner',
          }),
          body: {
            entity: { kind: 'Component', metadata: { name: 'ticket-triage' } },
            companions: [{ kind: 'API', metadata: { name: 'ticket-triage' } }],
            facts: {
              repository: {
                files: [
                  'Dockerfile',
                  'catalog-info.yaml',
                  'package.json',
                  'src/main.ts',
                ],
                findings: expect.objectContaining({
                  found: expect.objectContaining({
                    images: [expect.objectContaining({ file: 'Dockerfile' })],
                  }),
                }),
                probes: {
                  package: [
                    {
                      path: 'package.json',
                      content: { name: 'ticket-triage' },
                    },
                  ],
                },
              },
            },
            minLevel: 'silver',
            register: !isDryRun,
            assessment: {
              profile: { team: { teamSize: 4 } },
              decision: { pattern: 'monolith' },
            },
          },
        },
      ]);
    },
  );

  it('fails when the verdict is no, and says what to do', async () => {
    answer.body = denied;
    const error = await run().then(
      () => undefined,
      reason => reason,
    );
    expect(error?.message).toBe(
      [
        'component:default/ticket-triage has the level bronze and needs silver:',
        '- Has a pipeline (pipeline, silver): Add one.',
        '- Has no incidents (incidents, silver) is unknown: Incidents: not given.',
      ].join('\n'),
    );
    expect(error.log).toMatch(
      /^! fail +Has a pipeline \(pipeline\)\n +To do: Add one\.$/m,
    );
    expect(error.log).toMatch(
      /^! unknown +Has no incidents \(incidents\)\n +Why: Incidents: not given\.$/m,
    );
  });

  it('looks at a service in a folder of the workspace', async () => {
    workspace.setContent({
      services: { triage: { 'catalog-info.yaml': catalogInfo, LICENSE: '' } },
    });
    await run({ catalogInfoPath: 'services/triage/catalog-info.yaml' });
    expect(requests).toEqual([
      expect.objectContaining({
        body: expect.objectContaining({
          facts: {
            repository: {
              files: ['LICENSE', 'catalog-info.yaml'],
              findings: expect.objectContaining({ unread: [] }),
              probes: { package: [] },
            },
          },
        }),
      }),
    ]);
  });

  it.each<[string, Input, string, RegExp]>([
    ['no file', { catalogInfoPath: 'x.yaml' }, '', /There is no x\.yaml/],
    ['a path that leads out', { catalogInfoPath: '../x' }, '', /not allowed/],
    ['no YAML', {}, 'kind: "', /catalog-info\.yaml is not valid YAML/],
    ['no component', {}, 'kind: API', /describes no Component/],
    [
      'answers that are wrong',
      { profile: { team: { teamSize: 0 } } },
      catalogInfo,
      /profile\.team\.teamSize: 0 is too small/,
    ],
  ])('refuses %s', async (_, input, content, message) => {
    workspace.addContent({ 'catalog-info.yaml': content });
    await expect(run(input)).rejects.toThrow(message);
    expect(requests).toEqual([]);
  });

  it('says why the service refuses', async () => {
    const error = { name: 'InputError', message: 'minLevel: "x" is no level' };
    answer = { status: 400, body: { error, response: { statusCode: 400 } } };
    await expect(run()).rejects.toThrow('minLevel: "x" is no level');
  });
});
