import { createEngine } from '../__testUtils__/createEngine';
import {
  createRules,
  createService,
  refOf,
  World,
} from '../__testUtils__/engineFixtures';
import { FakeCatalog } from '../__testUtils__/FakeCatalog';
import { createTestDatabases } from '../__testUtils__/testDatabases';

const databases = createTestDatabases();

const experimental = createService('search', {
  spec: { type: 'ai-service', lifecycle: 'experimental' },
});

async function setUp() {
  const knex = await databases.init('SQLITE_3');
  const catalog = new FakeCatalog([createService('search')]);
  const world = new World();
  const engine = createEngine({ knex, catalog, world });
  await engine.updater.refresh([refOf('search')]);
  return {
    ...engine,
    catalog,
    world,
    async stateOf(check: string) {
      const scorecard = await engine.scorecards.get(refOf('search'));
      return scorecard?.results.find(({ checkId }) => checkId === check)?.state;
    },
    async changes() {
      const { items } = await engine.scorecards.transitions(refOf('search'), {
        limit: 10,
      });
      return items.map(({ checkId, to }) => `${checkId ?? 'level'} ${to}`);
    },
  };
}

describe('FleetUpdater', () => {
  it('does not save what it read before somebody else read and saved something newer', async () => {
    const { updater, catalog, world, stateOf } = await setUp();
    catalog.put({ ...createService('search'), apiVersion: 'v2' });
    jest.spyOn(world, 'expect').mockImplementationOnce(async () => {
      catalog.put(experimental);
      await updater.refresh([refOf('search')]);
    });
    await expect(updater.refresh([refOf('search')])).resolves.toMatchObject({
      changed: 1,
      saved: 0,
    });
    await expect(stateOf('lifecycle')).resolves.toBe('fail');
  });

  it('takes in a page that is older than a scorecard as the catalog has it now', async () => {
    const { updater, catalog, stateOf, changes } = await setUp();
    const page = [createService('search')];
    catalog.put(experimental);
    await updater.refresh([refOf('search')]);
    await expect(updater.update(page)).resolves.toMatchObject({ changed: 0 });
    await expect(stateOf('lifecycle')).resolves.toBe('fail');
    await expect(changes()).resolves.toEqual([
      'level none',
      'lifecycle fail',
      'level bronze',
    ]);
  });

  it('takes in what another back end has activated before it evaluates', async () => {
    const { updater, world, stateOf } = await setUp();
    jest.spyOn(world, 'sync').mockImplementation(async () => {
      world.rules = createRules({ version: '2.0.0', check: 'false' });
    });
    await updater.update([createService('search')]);
    await expect(stateOf('other')).resolves.toBe('fail');
  });

  it('leaves no scorecard of an entity that somebody else saves while it is removed', async () => {
    const { updater, catalog, world, fleet: fleetStore, index } = await setUp();
    const page = [createService('search')];
    catalog.delete(refOf('search'));
    jest.spyOn(world, 'remove').mockImplementationOnce(async () => {
      await expect(updater.update(page)).resolves.toMatchObject({ saved: 1 });
    });
    await updater.refresh([refOf('search')]);
    await expect(index.count()).resolves.toBe(0);
    await expect(
      fleetStore.summarize('level', 1, { all: true }, { limit: 10 }),
    ).resolves.toMatchObject({ totals: { entities: 0 } });
  });
});
