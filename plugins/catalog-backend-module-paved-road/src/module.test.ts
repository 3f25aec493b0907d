import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { EventParams } from '@backstage/plugin-events-node';
import catalogModule from './index';

const location = 'url:https://catalog.example/entities.yaml';

function createComponent(name: string, lifecycle: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
      },
    },
    spec: { type: 'ai-service', lifecycle, owner: 'search' },
  };
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries === 200) {
      throw new Error('It did not happen within ten seconds');
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** A catalog that processes every entity each second, and what its processors publish. */
async function startCatalog(publish?: () => Promise<void>) {
  let connect: (connection: EntityProviderConnection) => void;
  const connected = new Promise<EntityProviderConnection>(resolve => {
    connect = resolve;
  });
  const published: EventParams[] = [];
  const processed: string[] = [];
  await startTestBackend({
    features: [
      mockServices.rootConfig.factory({
        data: { catalog: { processingInterval: { seconds: 1 } } },
      }),
      mockServices.events.mock({
        async publish(event) {
          // The catalog has topics of its own.
          if (event.topic.startsWith('paved-road.')) {
            published.push(event);
            await publish?.();
          }
        },
      }).factory,
      catalogPlugin,
      catalogModule,
      createBackendModule({
        pluginId: 'catalog',
        moduleId: 'test',
        register(env) {
          env.registerInit({
            deps: { processing: catalogProcessingExtensionPoint },
            async init({ processing }) {
              processing.addEntityProvider({
                getProviderName: () => 'test',
                connect: async connection => connect(connection),
              });
              processing.addProcessor({
                getProcessorName: () => 'test',
                getPriority: () => 2000,
                async postProcessEntity(entity) {
                  processed.push(entity.metadata.name);
                  return entity;
                },
              });
            },
          });
        },
      }),
    ],
  });
  const connection = await connected;
  return {
    published,
    processed,
    provide: (entities: Entity[]) =>
      connection.applyMutation({
        type: 'full',
        entities: entities.map(entity => ({ entity })),
      }),
  };
}

const changeOf = (name: string) => ({
  topic: 'paved-road.catalog-entity',
  eventPayload: { entityRef: `component:default/${name}` },
});

describe('catalog module', () => {
  it('announces an entity when it comes and when it changes, and is quiet when it does not', async () => {
    const { published, processed, provide } = await startCatalog();

    await provide([
      createComponent('search', 'experimental'),
      createComponent('ranking', 'experimental'),
    ]);
    await until(() => published.length === 2);
    expect(published).toEqual(
      expect.arrayContaining([changeOf('search'), changeOf('ranking')]),
    );

    const before = processed.length;
    await until(() => processed.length >= before + 4);
    expect(published).toHaveLength(2);

    await provide([
      createComponent('search', 'production'),
      createComponent('ranking', 'experimental'),
    ]);
    await until(() => published.length === 3);
    expect(published[2]).toEqual(changeOf('search'));
  }, 30_000);

  it('does not stop the processing when an event cannot be published', async () => {
    const { published, processed, provide } = await startCatalog(async () => {
      throw new Error('No connection');
    });
    await provide([createComponent('search', 'experimental')]);

    await until(() => processed.includes('search'));
    expect(published).toEqual([changeOf('search')]);
  }, 30_000);
});
