import {
  BackendFeature,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin, {
  CATALOG_ERRORS_TOPIC,
} from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { EventParams } from '@backstage/plugin-events-node';
import { JsonObject } from '@backstage/types';
import request from 'supertest';
import catalogModule from '../index';

const location = 'url:https://catalog.example/entities.yaml';

export function createComponent(
  name: string,
  spec: JsonObject = {},
  metadata: Partial<Entity['metadata']> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      ...metadata,
      name,
      annotations: {
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
      },
    },
    spec: {
      type: 'ai-service',
      lifecycle: 'experimental',
      owner: 'search',
      ...spec,
    },
  };
}

export async function until(
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  for (let tries = 0; !(await condition()); tries++) {
    if (tries === 200) {
      throw new Error('It did not happen within ten seconds');
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** A catalog that processes every entity each second, and what its processors publish. */
export async function startCatalog(
  options: {
    publish?: () => Promise<void>;
    features?: BackendFeature[];
    config?: JsonObject;
  } = {},
) {
  let connect: (connection: EntityProviderConnection) => void;
  const connected = new Promise<EntityProviderConnection>(resolve => {
    connect = resolve;
  });
  const published: EventParams[] = [];
  const processed: string[] = [];
  const failed: unknown[] = [];
  const backend = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({
        data: {
          catalog: { processingInterval: { seconds: 1 } },
          ...options.config,
        },
      }),
      mockServices.events.mock({
        async publish(event) {
          if (event.topic === CATALOG_ERRORS_TOPIC) {
            failed.push(event.eventPayload);
          }
          // The catalog has other topics of its own.
          if (event.topic.startsWith('paved-road.')) {
            published.push(event);
            await options.publish?.();
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
      ...(options.features ?? []),
    ],
  });
  const connection = await connected;
  return {
    published,
    processed,
    /** What the catalog says of entities that it did not take in. */
    failed,
    /** What it answers to somebody who is signed in. */
    post: (path: string, body: JsonObject) =>
      request(backend.server)
        .post(`/api/catalog${path}`)
        .set('Authorization', mockCredentials.user.header())
        .send(body),
    stop: () => backend.stop(),
    provide: (entities: Entity[]) =>
      connection.applyMutation({
        type: 'full',
        entities: entities.map(entity => ({ entity })),
      }),
    /** The component as the catalog has it; undefined where it has none. */
    async find(name: string) {
      const { status, body } = await request(backend.server)
        .get(`/api/catalog/entities/by-name/component/default/${name}`)
        .set('Authorization', mockCredentials.user.header());
      return status === 200 ? body : undefined;
    },
  };
}
