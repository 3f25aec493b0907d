import { Entity } from '@backstage/catalog-model';
import { EvaluationRun } from '@paved-road/plugin-paved-road-common';
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
const noEnd = new AbortController().signal;

function createGroup(name: string, parent?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    spec: { type: 'team', children: [] },
    relations: parent
      ? [{ type: 'childOf', targetRef: `group:default/${parent}` }]
      : [],
  };
}

async function setUp(...entities: Entity[]) {
  const knex = await databases.init('SQLITE_3');
  const catalog = new FakeCatalog(entities);
  const world = new World();
  const engine = createEngine({ knex, catalog, world });
  const queries: string[] = [];
  knex.on('query', ({ sql }) => queries.push(sql));
  return {
    ...engine,
    knex,
    catalog,
    world,
    queries,
    indexed: (): Promise<string[]> =>
      knex('entities').orderBy('entity_ref').pluck('entity_ref'),
    async scored(): Promise<string[]> {
      const { items } = await engine.fleet.list(
        {},
        { sort: 'name', limit: 100 },
        { all: true },
      );
      return items.map(({ entityRef }) => entityRef);
    },
    /** Newest first. */
    async passes(): Promise<EvaluationRun[]> {
      return (await engine.runs.list({ limit: 100 })).items;
    },
  };
}

describe('CatalogSync', () => {
  it('follows components and systems, and the hierarchy of groups', async () => {
    const { sync, indexed, scored, knex } = await setUp(
      createService('a'),
      { ...createService('s'), kind: 'System' },
      { ...createService('r'), kind: 'Resource' },
      createGroup('company'),
      createGroup('team', 'company'),
    );
    await sync.run(noEnd);
    await expect(indexed()).resolves.toEqual([refOf('a'), 'system:default/s']);
    await expect(scored()).resolves.toEqual([refOf('a')]);
    await expect(
      knex('teams').orderBy('entity_ref').select('entity_ref', 'parent_ref'),
    ).resolves.toEqual([
      { entity_ref: 'group:default/company', parent_ref: null },
      {
        entity_ref: 'group:default/team',
        parent_ref: 'group:default/company',
      },
    ]);
  });

  it('keeps what the rules select, of any kind, as long as they do', async () => {
    const { sync, catalog, world, triggers, worker, indexed, scored, ...rest } =
      await setUp(
        createService('a'),
        { ...createService('orders'), kind: 'API' },
        { ...createService('sage'), kind: 'Gadget' },
        createGroup('company'),
      );
    await sync.run(noEnd);
    expect(catalog.kinds).toEqual(['Component', 'System', 'Group']);
    await expect(scored()).resolves.toEqual([refOf('a')]);

    world.rules = createRules({
      version: '2.0.0',
      filter: {
        $any: [
          { kind: { $in: ['component', 'API', 'gadget'] } },
          { kind: 'Group', 'spec.type': 'team' },
        ],
      },
    });
    await triggers.entityChanged('gadget:default/sage');
    await triggers.entityChanged('domain:default/sales');
    await expect(
      rest.knex('due_evaluations').pluck('entity_ref'),
    ).resolves.toEqual(['gadget:default/sage']);
    await rest.knex('due_evaluations').delete();
    await sync.run(noEnd);
    expect(catalog.kinds).toEqual([
      'Component',
      'System',
      'API',
      'gadget',
      'Group',
      'Group',
    ]);
    const all = [
      'api:default/orders',
      refOf('a'),
      'gadget:default/sage',
      'group:default/company',
    ];
    await expect(indexed()).resolves.toEqual(all);
    expect((await scored()).sort()).toEqual(all);
    const { items } = await rest.fleet.list(
      {},
      { sort: 'name', limit: 10 },
      { all: true },
    );
    expect(items.find(({ entityRef }) => entityRef === all[0])).toMatchObject({
      owner: 'group:default/search',
    });

    all.forEach(ref => world.facts.set(ref, {}));
    catalog.delete(all[3]);
    world.rules = createRules({ version: '3.0.0' });
    await triggers.rulesChanged();
    await worker.run();
    // Nobody would push them again when rules select it again.
    expect([...world.facts.keys()]).toEqual(all.slice(0, 3));
    await expect(indexed()).resolves.toEqual([refOf('a')]);
    await expect(scored()).resolves.toEqual([refOf('a')]);
    const [last] = (await rest.scorecards.transitions(all[0], { limit: 10 }))
      .items;
    expect(last).toMatchObject({ causes: ['rules'] });
  });

  it('reads page by page, and a pass in which nothing changed writes only marks', async () => {
    const { sync, queries, passes, catalog } = await setUp(
      ...createServices(2_200),
    );
    await sync.run(noEnd);
    const [again, first] = await passes();
    expect(first).toMatchObject({
      trigger: 'schedule',
      state: 'finished',
      total: 2_200,
      done: 2_200,
      changed: 2_200,
    });
    expect(again).toMatchObject({ total: 2_200, done: 2_200, changed: 0 });

    queries.length = 0;
    await sync.run(noEnd);
    const perPage = queries.filter(sql => sql.startsWith('update `entities`'));
    expect(perPage).toHaveLength(3);
    expect(queries.filter(sql => /insert into `?scorecard/i.test(sql))).toEqual(
      [],
    );
    expect(queries.length).toBeLessThan(35);

    catalog.put(
      createService('s7', {
        spec: { type: 'ai-service', lifecycle: 'experimental' },
      }),
    );
    await sync.run(noEnd);
    expect((await passes())[0]).toMatchObject({ done: 2_200, changed: 1 });
  });

  it('begins a page while the one before it is saved, and no other', async () => {
    const { sync, updater, passes } = await setUp(...createServices(3_200));
    const update = updater.update.bind(updater);
    let running = 0;
    let most = 0;
    jest.spyOn(updater, 'update').mockImplementation(async (...page) => {
      running += 1;
      most = Math.max(most, running);
      return await update(...page).finally(() => {
        running -= 1;
      });
    });
    await sync.run(noEnd);
    expect(most).toBe(2);
    expect(running).toBe(0);
    expect((await passes())[0]).toMatchObject({
      state: 'finished',
      total: 3_200,
      done: 3_200,
    });
  });

  it('removes what is gone, and keeps its history', async () => {
    const {
      sync,
      catalog,
      indexed,
      scored,
      scorecards,
      fleet: fleetStore,
    } = await setUp(createService('a'), createService('b'));
    await sync.run(noEnd);
    catalog.delete(refOf('b'));
    catalog.put(createService('c'));
    await sync.run(noEnd);

    await expect(indexed()).resolves.toEqual([refOf('a'), refOf('c')]);
    await expect(scored()).resolves.toEqual([refOf('a'), refOf('c')]);
    await expect(
      fleetStore.summarize('level', 1, { all: true }, { limit: 10 }),
    ).resolves.toMatchObject({ totals: { entities: 2 } });
    const { items } = await scorecards.transitions(refOf('b'), { limit: 10 });
    expect(items.map(({ from, to }) => [from, to])).toEqual([
      ['bronze', undefined],
      [undefined, 'bronze'],
    ]);
  });

  it('keeps what is in the catalog though no page of the pass had it', async () => {
    const { sync, catalog, indexed, scorecards } = await setUp(
      createService('a'),
      createService('moved'),
    );
    await sync.run(noEnd);
    catalog.delete(refOf('moved'));
    catalog.beforeRequest = method => {
      if (method === 'page') {
        // The pages are those of the moment when the first one was asked for.
        catalog.put(createService('moved'));
      }
    };
    await sync.run(noEnd);
    await expect(indexed()).resolves.toEqual([refOf('a'), refOf('moved')]);
    const known = await scorecards.known([refOf('moved')]);
    expect(known.get(refOf('moved'))).toMatchObject({ revision: 1 });
  });

  it('reads again while the catalog of a starting portal fills, and then once a run', async () => {
    const { sync, catalog, passes } = await setUp();
    let reads = 0;
    catalog.beforeRequest = method => {
      reads += method === 'page' ? 1 : 0;
      if (method === 'page' && (reads === 3 || reads === 4)) {
        catalog.put(createService(`s${reads}`));
      }
    };
    await sync.run(noEnd);
    // What is put during a read is in the next one.
    expect((await passes()).map(({ done }) => done)).toEqual([2, 2, 1]);
    await sync.run(noEnd);
    await expect(passes()).resolves.toHaveLength(4);
  });

  it('takes an empty catalog for one that is not ready, and removes nothing', async () => {
    const { sync, catalog, indexed, scored, passes } = await setUp(
      createService('a'),
    );
    await sync.run(noEnd);
    catalog.delete(refOf('a'));
    catalog.put(createGroup('company'));
    const end = new AbortController();
    let reads = 0;
    catalog.beforeRequest = () => {
      reads += 1;
      if (reads === 3) {
        end.abort();
      }
    };
    await sync.run(end.signal);
    await expect(indexed()).resolves.toEqual([refOf('a')]);
    await expect(scored()).resolves.toEqual([refOf('a')]);
    expect((await passes())[0].state).toBe('failed');
  });

  it('removes nothing when it fails or is stopped on the way, and says why', async () => {
    const { sync, catalog, indexed, passes } = await setUp(
      createService('gone'),
    );
    await sync.run(noEnd);
    catalog.delete(refOf('gone'));
    catalog.put(...createServices(1_200));

    const end = new AbortController();
    let reads = 0;
    catalog.beforeRequest = method => {
      reads += method === 'page' ? 1 : 0;
      if (reads === 2) {
        end.abort();
      }
    };
    await sync.run(end.signal);
    expect((await passes())[0]).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('shut down'),
    });

    catalog.beforeRequest = method => {
      reads += method === 'page' ? 1 : 0;
      if (reads === 4) {
        throw new Error('The catalog is gone');
      }
    };
    await expect(sync.run(noEnd)).rejects.toThrow('The catalog is gone');
    expect((await passes())[0]).toMatchObject({
      state: 'failed',
      done: 1_000,
      problem: 'The catalog is gone',
    });
    await expect(indexed()).resolves.toContain(refOf('gone'));

    await sync.run(noEnd);
    await expect(indexed()).resolves.not.toContain(refOf('gone'));
  });

  it('ends when somebody cancels the run', async () => {
    const { sync, catalog, passes, runs } = await setUp(
      ...createServices(2_200),
    );
    let reads = 0;
    catalog.beforeRequest = async () => {
      reads += 1;
      if (reads === 3) {
        const [run] = await passes();
        await runs.end(run.id, { state: 'cancelled' });
      }
    };
    await sync.run(noEnd);
    await expect(passes()).resolves.toMatchObject([
      { state: 'cancelled', done: 1000 },
    ]);
  });

  it('ends the run of a back end that was killed', async () => {
    const { sync, runs, passes } = await setUp(createService('a'));
    const { id } = await runs.start({ trigger: 'schedule', total: 1 });
    await sync.run(noEnd);
    expect((await passes()).find(run => run.id === id)).toMatchObject({
      state: 'failed',
      problem: 'The back end stopped before the run had finished.',
    });
  });

  it('loses nothing that is indexed while it reads, even when the clock is set back', async () => {
    const { sync, catalog, index, indexed, updater } = await setUp(
      createService('a'),
    );
    await sync.run(noEnd);
    jest.useFakeTimers({
      now: 0,
      doNotFake: ['nextTick', 'setImmediate', 'setTimeout'],
    });
    catalog.beforeRequest = async method => {
      if (method === 'page') {
        catalog.delete(refOf('a'));
        await updater.update([createService('new')]);
      }
    };
    catalog.put(createService('b'));
    await sync.run(noEnd);
    jest.useRealTimers();
    await expect(indexed()).resolves.toEqual([refOf('b'), refOf('new')]);
    await expect(index.count()).resolves.toBe(2);
  });
});
