import { TechInsightsClient } from '@backstage-community/plugin-tech-insights-common/client';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import {
  BackendFeature,
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { techInsightsPermissions } from '@backstage-community/plugin-tech-insights-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { JsonObject } from '@backstage/types';
// The rule is for what is shipped; these tests need the real back end.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import pavedRoadPlugin from '@paved-road/plugin-paved-road-backend';
import { setTimeout as sleep } from 'node:timers/promises';
import feature, {
  pavedRoadModuleTechInsights,
  techInsightsPlugin,
} from '../index';

/** May not see what is secret. */
export const ada = 'user:default/ada';
/** Has none of the permissions of Tech Insights. */
export const blind = 'user:default/blind';

/** What is secret is for services. */
class SecretsPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (
      user?.info.userEntityRef === blind &&
      techInsightsPermissions.some(denied => isPermission(permission, denied))
    ) {
      return { result: AuthorizeResult.DENY };
    }
    return isResourcePermission(permission, 'catalog-entity')
      ? createCatalogConditionalDecision(permission, {
          not: catalogConditions.hasLabel({ label: 'secret', value: 'true' }),
        })
      : { result: AuthorizeResult.ALLOW };
  }
}

/** The mock says nothing of the plugin that acts for a user; the permission back end wants to know it. */
const auth = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }) {
    const mock = mockServices.auth({ pluginId: plugin.getId() });
    const authenticate = mock.authenticate.bind(mock);
    return Object.assign(mock, {
      authenticate: async (...args: Parameters<typeof authenticate>) => {
        const credentials = await authenticate(...args);
        return args[0].startsWith(mockCredentials.service.token()) &&
          mock.isPrincipal(credentials, 'user')
          ? mockCredentials.user(credentials.principal.userEntityRef, {
              actor: { subject: 'plugin:test' },
            })
          : credentials;
      },
    });
  },
});

/** A component of the catalog. */
export function createComponent(
  name: string,
  owner: string,
  metadata: Partial<Entity['metadata']> = {},
): Entity {
  const location = 'url:https://catalog.example/entities.yaml';
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      ...metadata,
      name,
      annotations: {
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
        ...metadata.annotations,
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner },
  };
}

/** Paved Road with the feature of this package, in a back end with the real catalog and real permissions. */
export async function startBackEnd(options: {
  entities: Entity[];
  config: JsonObject;
  features: BackendFeature[];
  /** Without modules of tech-insights: the test back end adds a plugin for those of one that it does not see. */
  isOneFeature?: boolean;
}) {
  const { server } = await startTestBackend({
    features: [
      ...options.features,
      ...(options.isOneFeature
        ? [feature]
        : [techInsightsPlugin, pavedRoadModuleTechInsights]),
      pavedRoadPlugin,
      catalogPlugin,
      permissionPlugin,
      auth,
      httpAuthServiceFactory,
      mockServices.rootConfig.factory({
        data: { permission: { enabled: true }, ...options.config },
      }),
      mockServices.scheduler.mock({
        createScheduledTaskRunner: () => ({ async run() {} }),
      }).factory,
      createBackendModule({
        pluginId: 'permission',
        moduleId: 'secrets-policy',
        register(env) {
          env.registerInit({
            deps: { policy: policyExtensionPoint },
            async init({ policy }) {
              policy.setPolicy(new SecretsPolicy());
            },
          });
        },
      }),
      createBackendModule({
        pluginId: 'catalog',
        moduleId: 'test-entities',
        register(env) {
          env.registerInit({
            deps: { processing: catalogProcessingExtensionPoint },
            async init({ processing }) {
              processing.addEntityProvider({
                getProviderName: () => 'test-entities',
                async connect(connection) {
                  await connection.applyMutation({
                    type: 'full',
                    entities: options.entities.map(entity => ({ entity })),
                  });
                },
              });
            },
          });
        },
      }),
    ],
  });
  const urlOf = (pluginId: string) =>
    `http://localhost:${server.port()}/api/${pluginId}`;
  const call = async (token: string, path: string, method = 'GET') => {
    const response = await fetch(
      `http://localhost:${server.port()}/api/${path}`,
      {
        method,
        headers: { Authorization: `Bearer ${token}` },
      },
    );
    return { status: response.status, body: await response.json() };
  };
  const service = mockCredentials.service.token();
  for (const { metadata } of options.entities) {
    const path = `catalog/entities/by-name/component/default/${metadata.name}`;
    while ((await call(service, path)).status !== 200) {
      await sleep(50);
    }
  }
  return {
    /** The client of Tech Insights. */
    clientOf: (userEntityRef: string) =>
      new TechInsightsClient({
        discoveryApi: { getBaseUrl: async pluginId => urlOf(pluginId) },
        identityApi: {
          getCredentials: async () => ({
            token: mockCredentials.user.token(userEntityRef),
          }),
        } as never,
      }),
    asUser: (userEntityRef: string, path: string, method?: string) =>
      call(mockCredentials.user.token(userEntityRef), path, method),
    /** Collects the facts of an entity, and evaluates it. */
    evaluate: async (name: string) => {
      const { status, body } = await call(
        service,
        `paved-road/entities/component/default/${name}/scorecard`,
        'POST',
      );
      return status === 200 ? body : { status, body };
    },
  };
}
