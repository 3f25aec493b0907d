import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { createEngine } from '../__testUtils__/createEngine';
import { createServices, World } from '../__testUtils__/engineFixtures';
import { FakeCatalog } from '../__testUtils__/FakeCatalog';
import { rulePackText } from '../__testUtils__/rulePackTexts';
import { createRulePackRegistry } from '../__testUtils__/createRulePackRegistry';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { EntityAccess } from '../catalog/types';
import { RulePackStore } from '../rules/RulePackStore';
import { FleetComparison } from './FleetComparison';
import { PreviewRunner } from './PreviewRunner';
import { PreviewService } from './PreviewService';

const databases = createTestDatabases();

const caller = { credentials: mockCredentials.user('user:default/ada') };

const packWith = (result: string) =>
  rulePackText({ expression: `entity.metadata.name != '' && ${result}` });

describe('PreviewService', () => {
  let knex: Knex;
  let catalog: FakeCatalog;
  /** Those of two back ends on one database. */
  let here: Awaited<ReturnType<typeof createBackEnd>>;
  let there: Awaited<ReturnType<typeof createBackEnd>>;

  async function createBackEnd() {
    const world = new World();
    const { registry } = createRulePackRegistry({
      sources: [
        { source: 'pack.yaml', origin: 'plugin', content: packWith('true') },
      ],
      store: new RulePackStore(knex),
    });
    await registry.start();
    const { index, inputs, previews, logger } = createEngine({
      knex,
      catalog,
      world,
    });
    const auth = mockServices.auth();
    const entities = {
      getVisibleEntities: async () => ({ all: true }),
    } as Partial<EntityAccess> as EntityAccess;
    const runner = new PreviewRunner({
      store: previews,
      fleet: new FleetComparison({
        catalog: catalog.service,
        auth,
        inputs,
        logger,
      }),
      logger,
    });
    const service = new PreviewService({
      rules: registry,
      store: previews,
      runner,
      inputs,
      facts: { statesOf: async () => [] },
      index,
      entities,
      permissions: mockServices.permissions({ result: AuthorizeResult.ALLOW }),
      auth,
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
    });
    return { service, runner, store: previews };
  }

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    catalog = new FakeCatalog(createServices(1200));
    [here, there] = [await createBackEnd(), await createBackEnd()];
  });

  /** A preview that is at its second page until it is released. */
  async function startHeld() {
    const held = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    let pages = 0;
    catalog.beforeRequest = async method => {
      pages += method === 'page' ? 1 : 0;
      if (pages === 2) {
        reached.resolve();
        await held.promise;
      }
    };
    const request = { pack: packWith('false') };
    const { id, state } = await here.service.start(request, 0, caller);
    expect(state).toBe('running');
    await reached.promise;
    return { id, release: held.resolve };
  }

  it('tells a person who starts many that the first one is cancelled, which is not kept', async () => {
    const held = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    catalog.beforeRequest = async () => {
      reached.resolve();
      await held.promise;
    };
    const start = (patience: number) =>
      here.service.start({ pack: packWith('false') }, patience, caller);
    const first = start(60_000);
    await reached.promise;
    for (let others = 0; others < 6; others += 1) {
      await start(0);
    }
    held.resolve();
    await expect(first).resolves.toMatchObject({ state: 'cancelled' });
  });

  it('shows a preview that another back end computes, and cancels it', async () => {
    const { id, release } = await startHeld();
    await expect(there.service.get(id, caller)).resolves.toMatchObject({
      state: 'running',
      done: 500,
      compared: 500,
      changes: { lowered: 500 },
    });
    await expect(there.service.cancel(id, caller)).resolves.toMatchObject({
      state: 'cancelled',
    });
    release();
    await here.runner.wait(id, 60_000);
    await expect(here.service.get(id, caller)).resolves.toMatchObject({
      state: 'cancelled',
      done: 500,
    });
  });

  it('tells when nobody computes a preview any more', async () => {
    const { id, release } = await startHeld();
    await knex('rule_previews').update({
      advanced_at: new Date(Date.now() - 3 * 60_000),
    });
    await expect(there.service.get(id, caller)).resolves.toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('stopped responding'),
    });
    release();
    await here.runner.wait(id, 60_000);
    await expect(there.service.get(id, caller)).resolves.toMatchObject({
      state: 'failed',
    });
  });
});
