/*
 * A back end in a process of its own, to be killed. Arguments: port, URL of PostgreSQL, prefix of the databases, number
 * of services, token of its callers.
 */
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { pavedRoadPlugin } from '../../plugin';

const [port, url, prefix, services, token] = process.argv.slice(2);
const { hostname: host, port: databasePort, username, password } = new URL(url);

const location = 'url:https://catalog.example/entities.yaml';
const entities = Array.from({ length: Number(services) }, (_, number) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: `service-${number}`,
    annotations: {
      'backstage.io/managed-by-location': location,
      'backstage.io/managed-by-origin-location': location,
    },
  },
  spec: {
    type: 'ai-service',
    lifecycle: 'production',
    owner: 'user:default/sam',
  },
}));

const backend = createBackend();
backend.add(
  createServiceFactory({
    service: coreServices.rootConfig,
    deps: {},
    factory: () =>
      new ConfigReader({
        app: { baseUrl: `http://127.0.0.1:${port}` },
        backend: {
          baseUrl: `http://127.0.0.1:${port}`,
          listen: { host: '127.0.0.1', port: Number(port) },
          database: {
            client: 'pg',
            connection: {
              host,
              port: Number(databasePort),
              user: username,
              password,
            },
            prefix,
          },
          auth: {
            externalAccess: [
              { type: 'static', options: { token, subject: 'attack' } },
            ],
          },
        },
        events: { useEventBus: 'never' },
      }),
  }),
);
backend.add(catalogPlugin);
backend.add(
  createBackendModule({
    pluginId: 'catalog',
    moduleId: 'attack',
    register(env) {
      env.registerInit({
        deps: { processing: catalogProcessingExtensionPoint },
        async init({ processing }) {
          processing.addEntityProvider({
            getProviderName: () => 'attack',
            async connect(connection) {
              await connection.applyMutation({
                type: 'full',
                entities: entities.map(entity => ({ entity })),
              });
            },
          });
        },
      });
    },
  }),
);
backend.add(pavedRoadPlugin);
backend.start().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
