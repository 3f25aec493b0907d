import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { defaultModel } from '@paved-road/plugin-paved-road-common/advisor';
import { createEngine } from '../__testUtils__/createEngine';
import {
  createService,
  createServices,
  refOf,
  World,
} from '../__testUtils__/engineFixtures';
import { FakeCatalog } from '../__testUtils__/FakeCatalog';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { until } from '../__testUtils__/until';
import { VisibleEntities } from '../catalog/types';
import { ScorecardService } from '../scorecards/ScorecardService';
import { EvaluationService } from './EvaluationService';

const databases = createTestDatabases();
const ada = 'user:default/ada';
const caller = { credentials: mockCredentials.user(ada) };

async function setUp(count = 3) {
  const knex = await databases.init('SQLITE_3');
  const entities = createServices(count);
  const catalog = new FakeCatalog(entities);
  const world = new World();
  const engine = createEngine({ knex, catalog, world });
  await engine.updater.update(entities);
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  });
  const auditor = mockServices.auditor.mock();
  const outcomes: string[] = [];
  auditor.createEvent.mockImplementation(async ({ eventId, meta }) => ({
    success: async () => {
      outcomes.push(`${eventId} ${meta?.actionType} succeeded`);
    },
    fail: async () => {
      outcomes.push(`${eventId} ${meta?.actionType} failed`);
    },
  }));
  const access = {
    async getVisibleEntity(entityRef: string) {
      const entity = entities.find(
        item => stringifyEntityRef(item) === entityRef,
      );
      if (!entity) {
        throw new NotFoundError(`No entity ${entityRef} in the catalog`);
      }
      return entity;
    },
    getVisibleOf: async () => new Map(),
    getVisibleEntities: async (): Promise<VisibleEntities> => ({ all: true }),
    listVisible: async (refs: string[]) => refs,
  };
  const collectNow = jest.fn(async () => {});
  const service = new EvaluationService({
    ...engine,
    scorecards: new ScorecardService({
      store: engine.scorecards,
      fleet: engine.fleet,
      rules: world,
      facts: { statesOf: async () => [] },
      assessments: { standingsFor: async () => new Map() },
      entities: access,
      catalog: catalogServiceMock(),
      targets: { read: async () => undefined },
      auth: mockServices.auth(),
      userInfo: mockServices.userInfo(),
      model: defaultModel,
      historyRetention: { days: 365 },
    }),
    entities: access,
    facts: { collectNow },
    repositories: { count: async () => ({ total: 3, read: 1 }) },
    permissions,
    auth: mockServices.auth(),
    auditor,
  });
  return {
    ...engine,
    access,
    service,
    catalog,
    world,
    permissions,
    outcomes,
    collectNow,
  };
}

describe('EvaluationService', () => {
  it('collects the facts of an entity before it evaluates it', async () => {
    const { service, world, collectNow } = await setUp();
    collectNow.mockImplementation(async () => {
      world.facts.set(refOf('s1'), {
        coverage: { status: 'known', value: 90 },
      });
    });
    const { results } = await service.evaluateNow(refOf('s1'), caller);
    expect(results.find(({ checkId }) => checkId === 'covered')).toMatchObject({
      state: 'pass',
    });
    expect(collectNow).toHaveBeenCalledWith(
      createService('s1'),
      expect.any(AbortSignal),
    );
  });

  it('evaluates the entity as it is when its facts are there', async () => {
    const { service, catalog, updater, collectNow } = await setUp();
    collectNow.mockImplementation(async () => {
      catalog.put(
        createService('s1', {
          spec: { type: 'ai-service', lifecycle: 'experimental' },
        }),
      );
      await updater.refresh([refOf('s1')]);
    });
    const { results } = await service.evaluateNow(refOf('s1'), caller);
    expect(
      results.find(({ checkId }) => checkId === 'lifecycle'),
    ).toMatchObject({ state: 'fail' });
  });

  it('evaluates again when somebody else did at the same moment, on what was known before', async () => {
    const { service, world, updater } = await setUp();
    world.facts.set(refOf('s1'), { coverage: { status: 'known', value: 90 } });
    let reads = 0;
    world.whileReading = async () => {
      reads += 1;
      if (reads === 1) {
        const now = new Map(world.facts);
        world.facts.set(refOf('s1'), {
          coverage: { status: 'known', value: 10 },
        });
        await updater.update([createService('s1')]);
        now.forEach((value, ref) => world.facts.set(ref, value));
      }
    };
    const { results } = await service.evaluateNow(refOf('s1'), caller);
    expect(results.find(({ checkId }) => checkId === 'covered')).toMatchObject({
      state: 'pass',
    });
  });

  it('runs over the fleet once at a time, and shows how far it is', async () => {
    const { service, catalog } = await setUp();
    let goOn: () => void = () => {};
    const held = new Promise<void>(resolve => {
      goOn = resolve;
    });
    catalog.beforeRequest = () => held;

    const run = await service.start(caller);
    expect(run).toMatchObject({
      trigger: 'request',
      state: 'running',
      requestedBy: ada,
      total: 3,
      done: 0,
    });
    await expect(service.start(caller)).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(run.id),
    });
    await expect(service.list({ limit: 1 }, caller)).resolves.toMatchObject({
      items: [{ id: run.id, state: 'running' }],
      repositories: { total: 3, read: 1 },
    });

    goOn();
    await until(
      async () => (await service.get(run.id, caller)).state === 'finished',
    );
    await expect(service.get(run.id, caller)).resolves.toMatchObject({
      done: 3,
      changed: 0,
      finishedAt: expect.any(String),
    });
    await expect(service.get('unknown', caller)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('keeps how many entities there are from those who do not see all', async () => {
    const { access, service } = await setUp();
    const { id } = await service.start(caller);
    await until(
      async () => (await service.get(id, caller)).state === 'finished',
    );
    access.getVisibleEntities = async () => ({
      all: false,
      entityRefs: [refOf('s0')],
    });
    const { items, repositories } = await service.list({ limit: 1 }, caller);
    expect(repositories).toBeUndefined();
    for (const run of [...items, await service.get(id, caller)]) {
      expect(run).toMatchObject({ id, state: 'finished' });
      expect(run).not.toHaveProperty('total');
      expect(run).not.toHaveProperty('done');
      expect(run).not.toHaveProperty('changed');
    }
  });

  it('cancels a run that goes on, and no other', async () => {
    const { service, worker, due } = await setUp();
    await worker.stop();
    const { id } = await service.start({
      credentials: mockCredentials.service(),
    });
    await expect(service.cancel(id, caller)).resolves.toMatchObject({
      state: 'cancelled',
      total: 3,
      done: 0,
    });
    await expect(
      due.claim({ limit: 1, now: new Date(), expiresAt: new Date() }),
    ).resolves.toEqual([]);

    await expect(service.cancel(id, caller)).rejects.toMatchObject({
      name: 'ConflictError',
      message: `Run ${id} has ended: it is cancelled`,
    });
    await expect(service.cancel('unknown', caller)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    const { requestedBy } = await service.get(id, caller);
    expect(requestedBy).toBeUndefined();
  });

  it('asks who may do so, and keeps record of who tried', async () => {
    const { service, permissions, outcomes } = await setUp();
    permissions.authorize.mockImplementation(async requests =>
      requests.map(() => ({ result: AuthorizeResult.DENY })),
    );
    for (const attempt of [
      () => service.evaluateNow(refOf('s1'), caller),
      () => service.start(caller),
      () => service.cancel('1', caller),
    ]) {
      await expect(attempt()).rejects.toMatchObject({
        name: 'NotAllowedError',
      });
    }
    await expect(
      service.evaluateNow('user:default/s1', caller),
    ).rejects.toThrow('kind: "user" has no scorecards');
    permissions.authorize.mockImplementation(async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    );
    await service.start(caller);
    expect(outcomes).toEqual([
      'scorecard-mutate evaluate failed',
      'evaluation-mutate start failed',
      'evaluation-mutate cancel failed',
      'evaluation-mutate start succeeded',
    ]);
  });
});
