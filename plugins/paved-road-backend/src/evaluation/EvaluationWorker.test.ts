import { DateTime, Duration } from 'luxon';
import { createEngine } from '../__testUtils__/createEngine';
import {
  createRules,
  createService,
  createServices,
  refOf,
  World,
} from '../__testUtils__/engineFixtures';
import { FakeCatalog } from '../__testUtils__/FakeCatalog';
import { createTestDatabases } from '../__testUtils__/testDatabases';

const databases = createTestDatabases();

async function setUp(count = 0) {
  const knex = await databases.init('SQLITE_3');
  const catalog = new FakeCatalog(createServices(count));
  const world = new World();
  const clock = { ahead: Duration.fromMillis(0) };
  const engine = createEngine({
    knex,
    catalog,
    world,
    now: () => DateTime.utc().plus(clock.ahead),
  });
  await engine.updater.update(createServices(count));
  return {
    ...engine,
    knex,
    catalog,
    world,
    clock,
    dueCount: async () =>
      Number((await knex('due_evaluations').count({ n: '*' }))[0].n),
    stateOf: async (name: string, check = 'other') =>
      (await engine.scorecards.get(refOf(name)))?.results.find(
        ({ checkId }) => checkId === check,
      )?.state,
  };
}

const now = () => ({ dueAt: new Date() });

describe('EvaluationWorker', () => {
  it('evaluates what is due, also what nobody has seen before', async () => {
    const { worker, due, catalog, dueCount, stateOf } = await setUp();
    catalog.put(createService('new'), createService('other'));
    await due.mark([refOf('new'), refOf('unknown')], now());
    await worker.run();
    await expect(stateOf('new')).resolves.toBe('pass');
    await expect(stateOf('other')).resolves.toBeUndefined();
    await expect(dueCount()).resolves.toBe(0);
  });

  it('leaves what is not due yet', async () => {
    const { worker, due, catalog, clock, stateOf } = await setUp();
    catalog.put(createService('new'));
    await due.mark([refOf('new')], {
      dueAt: DateTime.utc().plus({ seconds: 50 }).toJSDate(),
    });
    await worker.run();
    await expect(stateOf('new')).resolves.toBeUndefined();
    clock.ahead = clock.ahead.plus({ minutes: 3 });
    await worker.run();
    await expect(stateOf('new')).resolves.toBe('pass');
  });

  it('forgets what is not in the catalog any more', async () => {
    const { worker, due, catalog, fleet: fleetStore, index } = await setUp(3);
    catalog.delete(refOf('s1'));
    catalog.put({ ...createService('s2'), kind: 'API' });
    catalog.delete(refOf('s2'));
    await due.mark([refOf('s1'), refOf('s2')], now());
    await worker.run();
    const { totals } = await fleetStore.summarize(
      'level',
      1,
      { all: true },
      { limit: 10 },
    );
    expect(totals.entities).toBe(1);
    await expect(index.count()).resolves.toBe(1);
  });

  it('evaluates the fleet by new rules, and shows how far it is', async () => {
    const { worker, runs, world, stateOf, triggers, catalog } =
      await setUp(450);
    world.rules = createRules({ version: '2.0.0', check: 'false' });
    const seen: [number, number][] = [];
    catalog.beforeRequest = async () => {
      const { items } = await runs.list({ limit: 1 });
      seen.push([items[0].done, items[0].total]);
    };
    await triggers.rulesChanged();
    await worker.run();

    expect(seen).toEqual([
      [0, 450],
      [200, 450],
      [400, 450],
    ]);
    await expect(runs.list({ limit: 10 })).resolves.toMatchObject({
      items: [
        {
          trigger: 'rules',
          state: 'finished',
          total: 450,
          done: 450,
          changed: 450,
        },
      ],
    });
    await expect(stateOf('s449')).resolves.toBe('fail');
  });

  it('uses the rules that are active when it looks at what is due', async () => {
    const { worker, world, due, stateOf } = await setUp(1);
    jest.spyOn(world, 'sync').mockImplementation(async () => {
      world.rules = createRules({ version: '2.0.0', check: 'false' });
    });
    await due.mark([refOf('s0')], now());
    await worker.run();
    await expect(stateOf('s0')).resolves.toBe('fail');
  });

  it('lets a change go before a run, and ends with the run when it is cancelled', async () => {
    const { worker, runs, due, world, catalog, dueCount, stateOf } =
      await setUp(600);
    world.rules = createRules({ version: '2.0.0', check: 'false' });
    const run = await runs.startForAll({ trigger: 'request' });
    await due.mark([refOf('s599')], now());
    let batches = 0;
    catalog.beforeRequest = async () => {
      batches += 1;
      if (batches === 2) {
        await runs.end(run.id, { state: 'cancelled' });
      }
    };
    await worker.run();

    await expect(dueCount()).resolves.toBe(0);
    const { items } = await runs.list({ limit: 1 });
    expect(items[0]).toMatchObject({ state: 'cancelled', total: 600 });
    expect(items[0].done).toBeLessThan(600);
    await expect(stateOf('s599')).resolves.toBe('fail');
  });

  it('evaluates an entity again that changes while it is evaluated', async () => {
    const { worker, due, catalog, stateOf, dueCount } = await setUp(1);
    let changes = 0;
    catalog.beforeRequest = async () => {
      // The page was read before the change, and evaluated after it.
      changes += 1;
      if (changes === 1) {
        queueMicrotask(() =>
          catalog.put(
            createService('s0', {
              spec: { type: 'ai-service', lifecycle: 'experimental' },
            }),
          ),
        );
        await due.mark([refOf('s0')], now());
      }
    };
    await due.mark([refOf('s0')], now());
    await worker.run();
    await expect(stateOf('s0', 'lifecycle')).resolves.toBe('fail');
    await expect(dueCount()).resolves.toBe(0);
  });

  it('works once at a time, and misses nothing that is marked meanwhile', async () => {
    const { worker, due, catalog, stateOf } = await setUp();
    catalog.put(...createServices(20));
    let running = 0;
    let most = 0;
    catalog.beforeRequest = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(resolve => setTimeout(resolve, 1));
      running -= 1;
    };
    await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        await due.mark([refOf(`s${i}`)], now());
        await worker.run();
        await expect(stateOf(`s${i}`)).resolves.toBe('pass');
      }),
    );
    expect(most).toBe(1);
  });

  it('waits for a catalog that is gone, complains once, and goes on where it was', async () => {
    const { worker, due, catalog, clock, logger, stateOf, dueCount } =
      await setUp(1);
    catalog.put(createService('new'));
    await due.mark([refOf('new')], now());
    catalog.beforeRequest = () => {
      throw new Error('The catalog is gone');
    };
    for (let tick = 0; tick < 30; tick++) {
      await worker.run();
      clock.ahead = clock.ahead.plus({ seconds: 3 });
    }
    expect(logger.error).toHaveBeenCalledTimes(1);
    await expect(dueCount()).resolves.toBe(1);

    catalog.beforeRequest = () => {};
    // At once, because the claim of the failed attempt does not count.
    await worker.run();
    await expect(stateOf('new')).resolves.toBe('pass');
    expect(logger.info).toHaveBeenCalledWith(
      'Due entities are evaluated again',
    );
  });

  it('ends after what it is about to do', async () => {
    const { worker, runs, catalog, dueCount } = await setUp(450);
    await runs.startForAll({ trigger: 'request' });
    let stopped: Promise<void> | undefined;
    catalog.beforeRequest = () => {
      stopped ??= worker.stop();
    };
    await worker.run();
    await stopped;
    await expect(dueCount()).resolves.toBe(250);
    await worker.run();
    await expect(dueCount()).resolves.toBe(250);
  });
});
