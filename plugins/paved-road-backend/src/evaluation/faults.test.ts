import { mockServices } from '@backstage/backend-test-utils';
import createKnex from 'knex';
import { DateTime, Duration } from 'luxon';
import { randomBytes } from 'node:crypto';
import { createBackEnds } from '../__testUtils__/createBackEnds';
import { createEngine } from '../__testUtils__/createEngine';
import {
  createRules,
  createService,
  createServices,
  refOf,
} from '../__testUtils__/engineFixtures';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { until } from '../__testUtils__/until';
import { FactCollection } from '../facts/FactCollection';
import { FactCollectors } from '../facts/FactCollectors';
import { FactReader } from '../facts/FactReader';
import { FactQueue } from '../facts/FactQueue';
import { FactStore } from '../facts/FactStore';

const databases = createTestDatabases();
const noEnd = new AbortController().signal;

const setUp = async (count: number) =>
  createBackEnds(await databases.init('POSTGRES_18'), count);

describe('the engine', () => {
  it('forgets an entity that is deleted while it is evaluated, and keeps its history', async () => {
    const { engine, other, catalog, world, fleet } = await setUp(2);
    catalog.put(
      createService('s1', {
        spec: { type: 'ai-service', lifecycle: 'experimental' },
      }),
    );
    await engine.due.mark([refOf('s1')], { dueAt: new Date() });
    let reads = 0;
    world.whileReading = async () => {
      reads += 1;
      if (reads === 1) {
        catalog.delete(refOf('s1'));
        await other.sync.run(noEnd);
      }
    };
    await engine.worker.run();
    await expect(fleet()).resolves.toEqual({
      refs: [refOf('s0')],
      totalItems: 1,
      counted: 1,
    });
    await expect(engine.index.count()).resolves.toBe(1);
    const { items } = await engine.scorecards.transitions(refOf('s1'), {
      limit: 10,
    });
    expect(items.map(({ from, to, causes }) => [from, to, causes])).toEqual([
      ['bronze', undefined, ['entity']],
      [undefined, 'bronze', []],
    ]);
  });

  it('follows an entity that is renamed while it is evaluated', async () => {
    const { engine, catalog, world, fleet } = await setUp(2);
    await engine.due.mark([refOf('s1')], { dueAt: new Date() });
    world.whileReading = async () => {
      world.whileReading = () => {};
      catalog.delete(refOf('s1'));
      catalog.put(createService('renamed'));
      await engine.due.mark([refOf('s1'), refOf('renamed')], {
        dueAt: new Date(),
      });
    };
    await engine.worker.run();
    await expect(fleet()).resolves.toEqual({
      refs: [refOf('renamed'), refOf('s0')],
      totalItems: 2,
      counted: 2,
    });
  });

  it('takes in entities that refer to what is longer than any reference can be', async () => {
    const { engine, catalog, fleet, knex } = await setUp(2);
    const endless = randomBytes(4_000).toString('hex');
    catalog.put(
      createService('s1', {
        relations: [
          { type: 'ownedBy', targetRef: `group:default/${endless}` },
          { type: 'partOf', targetRef: `system:default/${endless}` },
        ],
      }),
      {
        ...createService('team'),
        kind: 'Group',
        relations: [{ type: 'childOf', targetRef: `group:default/${endless}` }],
      },
      createService('z'),
    );
    await engine.sync.run(noEnd);
    await expect(fleet()).resolves.toMatchObject({ counted: 3 });
    await expect(
      knex('scorecards').where('entity_ref', refOf('s1')).first('owner'),
    ).resolves.toEqual({ owner: '' });
  });

  it('goes on where it was when the database was gone', async () => {
    const { knex, catalog, clock, world, engine, changeRules, revisions } =
      await setUp(600);
    const own = createKnex({
      ...knex.client.config,
      acquireConnectionTimeout: 1_000,
    });
    const { worker, sync, logger } = createEngine({
      knex: own,
      catalog,
      world,
      now: () => DateTime.utc().plus(clock.ahead),
    });
    const run = await changeRules();
    let requests = 0;
    catalog.beforeRequest = async () => {
      requests += 1;
      // The first batch asks for its entities and for the targets of their relations.
      if (requests === 3) {
        await own.destroy();
      }
    };
    for (let tick = 0; tick < 5; tick++) {
      await worker.run();
    }
    expect(logger.error).toHaveBeenCalledTimes(1);
    await expect(sync.run(noEnd)).rejects.toThrow();
    await expect(revisions()).resolves.toEqual({ 1: 400, 2: 200 });

    own.initialize();
    clock.ahead = Duration.fromObject({ minutes: 2 });
    await worker.run();
    await own.destroy();
    await expect(revisions()).resolves.toEqual({ 2: 600 });
    await expect(engine.runs.get(run.id)).resolves.toMatchObject({
      state: 'finished',
    });
  });

  it.each([
    ['forth and back', [1, -1]],
    ['back and forth', [-1, 1]],
  ])('evaluates everything while the clock jumps %s', async (_, days) => {
    const { engine, other, catalog, clock, world, fleet, revisions } =
      await setUp(300);
    world.rules = createRules({ version: '2.0.0', check: 'false' });
    let requests = 0;
    catalog.beforeRequest = () => {
      requests += 1;
      const day = days[requests - 1];
      clock.ahead = Duration.fromObject({ days: day ?? 0 });
    };
    const refs = createServices(300).map(({ metadata }) =>
      refOf(metadata.name),
    );
    for (const engineOfDay of [engine, other]) {
      await engineOfDay.due.mark(refs, {
        dueAt: DateTime.utc().plus(clock.ahead).toJSDate(),
      });
      await engineOfDay.worker.run();
    }
    clock.ahead = Duration.fromMillis(0);
    await engine.worker.run();
    await expect(revisions()).resolves.toEqual({ 2: 300 });

    catalog.delete(refOf('s7'));
    clock.ahead = Duration.fromObject({ days: -2 });
    await other.sync.run(noEnd);
    await expect(fleet()).resolves.toMatchObject({ counted: 299 });
  });

  it('goes on while a collector of facts hangs, and says so on the scorecard', async () => {
    const {
      knex,
      catalog,
      world,
      engine: { due },
    } = await setUp(1);
    const auth = mockServices.auth();
    const logger = mockServices.logger.mock();
    const store = new FactStore(knex);
    const collectors = new FactCollectors({
      collectors: [
        {
          id: 'coverage',
          title: 'Coverage',
          description: 'How much of the code is tested.',
          schema: zod => zod.number(),
          freshness: { hours: 1 },
          timeout: { seconds: 1 },
          cost: 'low',
          collect: () => new Promise(() => {}),
        },
      ],
      config: { collectors: {} },
    });
    const factCollection = new FactCollection({
      store,
      queue: new FactQueue(knex),
      collectors,
      catalog: catalog.service,
      auth,
      logger,
      onChanged: refs => due.mark(refs, { dueAt: new Date() }),
    });
    const engine = createEngine({
      knex,
      catalog,
      world,
      facts: new FactReader({ store, collectors }),
      factCollection,
    });
    catalog.put(createService('search'));
    const reason = async () => {
      const scorecard = await engine.scorecards.get(refOf('search'));
      const result = scorecard?.results.find(
        ({ checkId }) => checkId === 'covered',
      );
      return result?.state === 'unknown' ? result.reason : result?.state;
    };

    await due.mark([refOf('search')], { dueAt: new Date() });
    await engine.worker.run();
    const before = await reason();
    const collecting = factCollection.run(noEnd);
    await due.mark([refOf('search')], { dueAt: new Date() });
    await engine.worker.run();
    await expect(reason()).resolves.toBe(before);

    await collecting;
    await until(async () => {
      await engine.worker.run();
      return (await reason()) !== before;
    });
    await expect(reason()).resolves.toMatch(/second/);
  });
});
