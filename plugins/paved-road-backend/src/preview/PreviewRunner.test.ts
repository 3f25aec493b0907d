import { mockServices } from '@backstage/backend-test-utils';
import { createEngine } from '../__testUtils__/createEngine';
import {
  createRules,
  createServices,
  World,
} from '../__testUtils__/engineFixtures';
import { FakeCatalog } from '../__testUtils__/FakeCatalog';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { TriedRules } from '../rules/types';
import { FleetComparison } from './FleetComparison';
import { PreviewStore } from './PreviewStore';
import { PreviewRunner } from './PreviewRunner';
import { toPreviewRules } from './PreviewRules';

const databases = createTestDatabases();

const tried: TriedRules = {
  pack: { name: 'test', version: '2.0.0' },
  active: createRules(),
  tried: createRules({ version: '2.0.0', check: 'false' }),
  warnings: [],
};

const preview = (requestedBy: string) => ({
  requestedBy,
  rules: toPreviewRules(tried),
  total: 1200,
});

describe('PreviewRunner', () => {
  let store: PreviewStore;
  let catalog: FakeCatalog;
  let runner: PreviewRunner;
  /** Lets the catalog answer. */
  let release: () => void;

  beforeEach(async () => {
    const knex = await databases.init('SQLITE_3');
    store = new PreviewStore(knex);
    catalog = new FakeCatalog(createServices(1200));
    const { inputs, logger } = createEngine({
      knex,
      catalog,
      world: new World(),
    });
    runner = new PreviewRunner({
      store,
      fleet: new FleetComparison({
        catalog: catalog.service,
        auth: mockServices.auth(),
        inputs,
        logger,
      }),
      logger,
    });
    release = () => {};
  });

  afterEach(async () => {
    release();
    await runner.stop();
  });

  const start = async (person: string) =>
    (await runner.start(preview(person), tried)).id;

  const stateOf = async (id: string) => (await store.get(id))?.state;

  /** Stops the catalog before a page, from 1. */
  function holdBefore(page: number): Promise<void> {
    let pages = 0;
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    return new Promise(reached => {
      catalog.beforeRequest = async method => {
        if (method === 'page') {
          pages += 1;
          if (pages >= page) {
            reached();
            await held;
          }
        }
      };
    });
  }

  it('goes over the fleet page by page, and tells how far it is', async () => {
    const reached = holdBefore(3);
    const id = await start('ada');
    await reached;
    await expect(store.get(id)).resolves.toMatchObject({
      state: 'running',
      done: 1000,
    });
    await runner.wait(id, 5);
    await expect(stateOf(id)).resolves.toBe('running');
    release();
    await runner.wait(id, 60_000);
    await expect(store.get(id)).resolves.toMatchObject({
      state: 'finished',
      done: 1200,
      total: 1200,
    });
    await expect(store.figures(id, { all: true })).resolves.toMatchObject({
      compared: 1200,
      changes: { checks: 1200 },
    });
  });

  it('stops where somebody cancels it, also in another back end', async () => {
    const reached = holdBefore(2);
    const id = await start('ada');
    await reached;
    await store.end(id, { state: 'cancelled' });
    release();
    await runner.wait(id, 60_000);
    await expect(store.get(id)).resolves.toMatchObject({
      state: 'cancelled',
      done: 500,
    });
  });

  it('computes one for each person, and few at the same time', async () => {
    void holdBefore(1);
    const first = await start('ada');
    const second = await start('ada');
    await expect(stateOf(first)).resolves.toBe('cancelled');
    await start('eve');
    await start('joe');
    await expect(start('sue')).rejects.toThrow(
      '3 previews are running; try again when one has ended',
    );
    // Who has one does not have to wait.
    const third = await start('ada');
    release();
    await runner.wait(third, 60_000);
    await expect(stateOf(second)).resolves.toBe('cancelled');
    await expect(stateOf(third)).resolves.toBe('finished');
  });

  it('fails when the catalog does, and says no more of it than where to look', async () => {
    catalog.beforeRequest = () => {
      throw new Error('The catalog is asleep');
    };
    const id = await start('ada');
    await runner.wait(id, 60_000);
    await expect(store.get(id)).resolves.toMatchObject({
      state: 'failed',
      problem:
        'It could not be computed; see the log of the back end, and start it again.',
    });
  });

  it('says that it was stopped with the back end', async () => {
    const reached = holdBefore(2);
    const id = await start('ada');
    await reached;
    const stopped = runner.stop();
    release();
    await stopped;
    await expect(store.get(id)).resolves.toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('was stopped'),
    });
  });
});
