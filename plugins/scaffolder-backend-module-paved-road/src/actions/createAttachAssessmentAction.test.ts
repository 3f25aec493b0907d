import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import express, { Router } from 'express';
import { z } from 'zod';
import { startFakePavedRoad } from '../__testUtils__/startFakePavedRoad';
import { createAttachAssessmentAction } from './createAttachAssessmentAction';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'ticket-triage', namespace: 'default' },
};
const profile = { team: { teamSize: 4, devopsMaturity: null } };
const decision = { pattern: 'monolith' };

type Input = Parameters<
  ReturnType<typeof createAttachAssessmentAction>['handler']
>[0]['input'];

describe('pavedRoad:assessment:attach', () => {
  const requests: unknown[] = [];
  let services: { auth: AuthService; discovery: DiscoveryService };
  /** How the next requests are answered. */
  let refusals: { status: number; message: string }[] = [];
  let verdict = 'clear';

  beforeAll(async () => {
    services = await startFakePavedRoad(httpAuth => {
      const router = Router();
      router.post('/*', express.json(), async (req, res) => {
        const { principal } = await httpAuth.credentials(req);
        requests.push({ path: req.path, principal, body: req.body });
        const refusal = refusals.shift();
        if (refusal) {
          res.status(refusal.status).json({
            error: { name: 'NotAllowedError', message: refusal.message },
            response: { statusCode: refusal.status },
          });
          return;
        }
        res.status(201).json({
          id: 'the-id',
          advice: { recommendation: { pattern: 'serverless', verdict } },
        });
      });
      return router;
    });
  });
  beforeEach(() => {
    requests.length = 0;
    refusals = [];
    verdict = 'clear';
  });

  async function run(
    input: Partial<Input> = {},
    options: {
      catalog?: CatalogService;
      context?: Partial<ActionContext<Input>>;
    } = {},
  ) {
    const { handler } = createAttachAssessmentAction({
      ...services,
      catalog: options.catalog ?? catalogServiceMock({ entities: [entity] }),
    });
    const output = jest.fn();
    await handler({
      ...createMockActionContext<Input>({
        input: {
          entityRef: 'Component:ticket-triage',
          profile,
          decision,
          ...input,
        },
      }),
      getInitiatorCredentials: async () =>
        mockCredentials.user('user:default/sam.owner'),
      output,
      ...options.context,
    });
    return Object.fromEntries(output.mock.calls);
  }

  it('creates a draft in the name of the user', async () => {
    expect(await run({ platform: 'knative' })).toEqual({
      assessmentId: 'the-id',
      entityRef: 'component:default/ticket-triage',
      recommendedPattern: 'serverless',
    });
    expect(requests).toEqual([
      {
        path: '/entities/component/default/ticket-triage/assessments',
        principal: expect.objectContaining({
          type: 'user',
          userEntityRef: 'user:default/sam.owner',
        }),
        body: {
          profile: { team: { teamSize: 4 } },
          decision: { pattern: 'monolith' },
          platform: 'knative',
          id: expect.any(String),
        },
      },
    ]);
  });

  it('adds the answers that the template knows to the ones of a person', async () => {
    await run({
      profile: { ...profile, llm: { use: 'rag', quality: null } },
      answers: { llm: { use: 'chat', quality: 'mid', callsPerTask: 1 } },
    });
    expect(requests).toEqual([
      expect.objectContaining({
        body: expect.objectContaining({
          profile: {
            team: { teamSize: 4 },
            llm: { use: 'rag', quality: 'mid', callsPerTask: 1 },
          },
        }),
      }),
    ]);
  });

  it('can be repeated within a task, and distinguishes tasks and entities', async () => {
    const other = {
      ...entity,
      metadata: { ...entity.metadata, name: 'other' },
    };
    const catalog = catalogServiceMock({ entities: [entity, other] });
    await run({}, { catalog });
    await run({}, { catalog });
    await run({ entityRef: 'component:default/other' }, { catalog });
    await run({}, { catalog, context: { task: { id: 'another task' } } });

    const ids = requests.map(
      request => (request as { body: { id: string } }).body.id,
    );
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(3);
    ids.forEach(id => expect(z.uuid().safeParse(id).success).toBe(true));
  });

  it('creates the assessment under the id that the repository says', async () => {
    const assessmentId = '0190f5fe-7c00-7a00-8abc-012345678901';
    await run({ assessmentId });
    expect(requests).toEqual([
      expect.objectContaining({
        body: expect.objectContaining({ id: assessmentId }),
      }),
    ]);
  });

  it('tries again when the service is away for a moment', async () => {
    refusals = [{ status: 503, message: 'Starting' }];
    expect(await run()).toMatchObject({ assessmentId: 'the-id' });
    const [first, second] = requests;
    expect(second).toEqual(first);
  });

  it('names no pattern where the answers are not enough for one', async () => {
    verdict = 'not-enough-answers';
    const output = await run();
    expect(output.assessmentId).toBe('the-id');
    expect(output.recommendedPattern).toBeUndefined();
  });

  it('waits for the entity to appear', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntityByRef
      .mockResolvedValueOnce(undefined)
      .mockResolvedValueOnce(entity);
    await run({}, { catalog });
    expect(requests).toHaveLength(1);
  });

  it('gives up when the entity does not appear', async () => {
    await expect(
      run({ waitSeconds: 0 }, { catalog: catalogServiceMock() }),
    ).rejects.toThrow(
      /component:default\/ticket-triage is not in the catalog 0 s after/,
    );
    expect(requests).toEqual([]);
  });

  it('stops waiting when the task is cancelled', async () => {
    await expect(
      run(
        {},
        {
          catalog: catalogServiceMock(),
          context: { signal: AbortSignal.abort() },
        },
      ),
    ).rejects.toThrow(/aborted/);
  });

  it('says why the service refuses', async () => {
    refusals = [{ status: 403, message: 'You may not create assessments' }];
    await expect(run()).rejects.toThrow(
      'You may not create assessments; one of its owners can retry this run, or assess it on its Architecture tab',
    );
    expect(requests).toHaveLength(1);
  });

  it('names the answers that are wrong before it waits', async () => {
    await expect(
      run(
        { profile: { workload: { latency: 'soon' } } },
        { catalog: catalogServiceMock() },
      ),
    ).rejects.toThrow(/profile\.workload\.latency: "soon" is not allowed/);
  });

  it('checks the input in a dry run, and creates nothing', async () => {
    const context = { isDryRun: true };
    const catalog = catalogServiceMock();
    expect(await run({}, { catalog, context })).toEqual({
      entityRef: 'component:default/ticket-triage',
    });
    await expect(
      run({ decision: { pattern: 'spaghetti' } }, { catalog, context }),
    ).rejects.toThrow(/decision/);
    expect(requests).toEqual([]);
  });
});
