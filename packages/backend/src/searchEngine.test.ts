import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import searchPlugin from '@backstage/plugin-search-backend';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { Readable } from 'node:stream';
import request from 'supertest';
import { searchEngine } from './searchEngine';

const scheduler = mockServices.scheduler();

/** Collates one note, and no todo, when the test asks for it. */
const collators = createBackendModule({
  pluginId: 'search',
  moduleId: 'test',
  register(env) {
    env.registerInit({
      deps: {
        index: searchIndexRegistryExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ index, scheduler: tasks }) {
        const documents = {
          notes: [{ title: 'Parcels', text: 'Lost', location: '/parcels' }],
          todos: [],
        };
        for (const [type, items] of Object.entries(documents)) {
          index.addCollator({
            schedule: tasks.createScheduledTaskRunner({
              frequency: { trigger: 'manual' },
              timeout: { minutes: 1 },
            }),
            factory: { type, getCollator: async () => Readable.from(items) },
          });
        }
      },
    });
  },
});

it('finds nothing of a type that has no documents yet, and what is there', async () => {
  const { server } = await startTestBackend({
    features: [
      searchPlugin,
      searchEngine,
      collators,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      mockServices.rootConfig.factory({
        data: { backend: { database: { client: 'better-sqlite3' } } },
      }),
    ],
  });
  const find = async (type: string) => {
    const { status, body } = await request(server)
      .get(`/api/search/query?term=parcels&types[0]=${type}`)
      .set('Authorization', mockCredentials.user.header());
    return [status, body.results?.length ?? body.error];
  };
  expect(await find('notes')).toEqual([200, 0]);

  await scheduler.triggerTask('search_index_notes');
  await scheduler.triggerTask('search_index_todos');

  expect(await find('notes')).toEqual([200, 1]);
  expect(await find('todos')).toEqual([200, 0]);
  expect(await find('others')).toEqual([400, expect.anything()]);
});
