import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { PlacementAdvice } from '@paved-road/plugin-paved-road-common/advisor';
import express, { Router } from 'express';
import { readFile } from 'node:fs/promises';
import { startFakePavedRoad } from '../__testUtils__/startFakePavedRoad';
import { createWriteDecisionRecordAction } from './createWriteDecisionRecordAction';

type Input = Parameters<
  ReturnType<typeof createWriteDecisionRecordAction>['handler']
>[0]['input'];

const sam = 'user:default/sam.owner';

describe('pavedRoad:decisionRecord:write', () => {
  const workspace = createMockDirectory();
  const requests: unknown[] = [];
  let services: { auth: AuthService; discovery: DiscoveryService };
  /** How the next requests are answered. */
  let refusals: { status: number; message: string }[] = [];
  let recommendation: object;
  let placed: PlacementAdvice;

  beforeAll(async () => {
    services = await startFakePavedRoad(httpAuth => {
      const router = Router();
      router.post('/*', express.json(), async (req, res) => {
        const { principal } = await httpAuth.credentials(req);
        requests.push({ path: req.path, principal, body: req.body });
        const refusal = refusals.shift();
        if (refusal) {
          res.status(refusal.status).json({
            error: { name: 'InputError', message: refusal.message },
            response: { statusCode: refusal.status },
          });
          return;
        }
        res.json({
          markdown: `Record of ${req.body.entityRef}`,
          advice: { recommendation, ...placed },
        });
      });
      return router;
    });
  });
  beforeEach(() => {
    workspace.clear();
    requests.length = 0;
    refusals = [];
    recommendation = { pattern: 'monolith', verdict: 'clear' };
    placed = {};
  });

  async function run(
    input: Partial<Input> = {},
    context?: Partial<ActionContext<Input>>,
  ) {
    const { handler } = createWriteDecisionRecordAction(services);
    const output = jest.fn();
    await handler({
      ...createMockActionContext<Input>({
        input: {
          entityRef: 'Component:ticket-triage',
          profile: {},
          ...input,
        },
        workspacePath: workspace.path,
        user: { ref: sam },
      }),
      getInitiatorCredentials: async () => mockCredentials.user(sam),
      output,
      ...context,
    });
    return Object.fromEntries(output.mock.calls);
  }

  it('writes what the portal says of the answers and the decision, in the name of the user', async () => {
    const output = await run({
      path: 'docs/decisions/0001-architecture.md',
      profile: {
        team: { parallelTeams: 1, devopsMaturity: null },
        custom: { dataResidency: 'own-site' },
      },
      decision: { pattern: 'monolith', rationale: 'One team, one product' },
      platform: 'knative',
    });

    expect(output).toEqual({
      path: 'docs/decisions/0001-architecture.md',
      assessmentId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      recommendedPattern: 'monolith',
    });
    expect(requests).toEqual([
      {
        path: '/decision-record',
        principal: expect.objectContaining({
          type: 'user',
          userEntityRef: sam,
        }),
        body: {
          entityRef: 'component:default/ticket-triage',
          profile: {
            team: { parallelTeams: 1 },
            custom: { dataResidency: 'own-site' },
          },
          decision: { pattern: 'monolith', rationale: 'One team, one product' },
          platform: 'knative',
        },
      },
    ]);
    expect(
      await readFile(
        workspace.resolve('docs/decisions/0001-architecture.md'),
        'utf8',
      ),
    ).toBe('Record of component:default/ticket-triage');
  });

  it('runs in a dry run, and takes a usual place when none is given', async () => {
    const { path } = await run({}, { isDryRun: true });
    expect(path).toBe('docs/decisions/0001-architecture.md');
    expect(await readFile(workspace.resolve(path), 'utf8')).toContain('Record');
  });

  it('passes on what is said of a language model, and names where it is recommended to run', async () => {
    const placement = 'hosted-api';
    placed = {
      placements: [{ placement, eligible: true }],
      languageModel: { placement, verdict: 'clear' },
    };
    const llm = { use: 'chat', inputTokens: 2_000, quality: null };
    const decision = { pattern: 'monolith', placement: 'own-gpu' };
    const output = await run({ profile: { llm }, decision });
    expect(output.recommendedPlacement).toBe('hosted-api');
    expect(requests).toEqual([
      expect.objectContaining({
        body: expect.objectContaining({
          profile: { llm: { use: 'chat', inputTokens: 2_000 } },
          decision,
        }),
      }),
    ]);
    placed.languageModel = { placement, verdict: 'not-enough-answers' };
    workspace.clear();
    const open = await run({ profile: { llm: {} } });
    expect(open.recommendedPlacement).toBeUndefined();
    expect(requests.at(-1)).toMatchObject({ body: { profile: { llm: {} } } });
    placed = {
      placements: [{ placement, eligible: false }],
      languageModel: { placement, verdict: 'close' },
    };
    workspace.clear();
    const ruledOut = await run({ profile: { llm: {} } });
    expect(ruledOut.recommendedPlacement).toBeUndefined();
  });

  it('names no pattern where the answers are not enough for one', async () => {
    recommendation = { pattern: 'monolith', verdict: 'not-enough-answers' };
    const output = await run();
    expect(output.path).toBeDefined();
    expect(output.recommendedPattern).toBeUndefined();
  });

  it('names the answers that are wrong, and writes nothing', async () => {
    await expect(
      run({
        profile: { team: { teamSize: 0, mood: 'good' } },
        decision: { pattern: 'spaghetti' },
      }),
    ).rejects.toThrow(
      /team\.teamSize: 0 is too small.*team\.mood: unknown field.*decision/,
    );
    expect(requests).toEqual([]);
    expect(workspace.content()).toEqual({});
  });

  it('says why the portal refuses, and writes nothing', async () => {
    refusals = [{ status: 400, message: 'custom.mood: unknown question' }];
    await expect(run()).rejects.toThrow(/^custom\.mood: unknown question$/);
    expect(requests).toHaveLength(1);
    expect(workspace.content()).toEqual({});
  });

  it('tries again when the service is away for a moment', async () => {
    refusals = [{ status: 503, message: 'Starting' }];
    expect(await run()).toMatchObject({ recommendedPattern: 'monolith' });
    const [first, second] = requests;
    expect(second).toEqual(first);
  });

  it('stays in the workspace and overwrites nothing', async () => {
    workspace.setContent({ 'docs/adr.md': 'mine' });
    await expect(run({ path: '../outside.md' })).rejects.toThrow(/not allowed/);
    await expect(run({ path: 'docs/adr.md' })).rejects.toThrow(
      'docs/adr.md is in the workspace already',
    );
    expect(workspace.content()).toEqual({ docs: { 'adr.md': 'mine' } });
  });

  it('can be run again, as a task that is retried does', async () => {
    const { assessmentId } = await run({ path: 'docs/adr.md' });
    const written = workspace.content();
    expect((await run({ path: 'docs/adr.md' })).assessmentId).toBe(
      assessmentId,
    );
    expect(workspace.content()).toEqual(written);
  });

  it('needs somebody who decides', async () => {
    await expect(run({}, { user: undefined })).rejects.toThrow(
      /run the template as a user/,
    );
    expect(requests).toEqual([]);
  });
});
