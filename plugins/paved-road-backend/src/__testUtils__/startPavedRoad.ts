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
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  catalogProcessingExtensionPoint,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  notificationService,
  NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  SignalPayload,
  signalsServiceRef,
} from '@backstage/plugin-signals-node';
import { JsonObject } from '@backstage/types';
import { rulePreviewPermission } from '@paved-road/plugin-paved-road-common';
import request, { Test } from 'supertest';
import { pavedRoadPlugin } from '../plugin';
import { tasks } from '../wiring/prepareTasks';
import { assertContract } from './assertContract';
import { until } from './until';

/** Sees and may do everything. */
export const admin = 'user:default/admin';

/** May try rules, and sees what everybody sees. */
export const architect = 'user:default/architect';

/** May review what everybody sees. */
export const reviewer = 'user:default/reviewer';

const restricted = { label: 'visibility', value: 'restricted' };

/** Owners of an entity may do everything with it; others see it, unless it is restricted. */
class OwnersPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const userEntityRef = user?.info.userEntityRef;
    if (!userEntityRef || userEntityRef === admin) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (!isResourcePermission(permission, RESOURCE_TYPE_CATALOG_ENTITY)) {
      return {
        result:
          userEntityRef === architect &&
          permission.name === rulePreviewPermission.name
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      };
    }
    const isOwner = catalogConditions.isEntityOwner({
      claims: [userEntityRef],
    });
    const mayIfOpen =
      permission.name === 'catalog.entity.read' ||
      (userEntityRef === reviewer && permission.name.endsWith('.review'));
    return createCatalogConditionalDecision(
      permission,
      mayIfOpen
        ? { anyOf: [{ not: catalogConditions.hasLabel(restricted) }, isOwner] }
        : isOwner,
    );
  }
}

/**
 * The mock says nothing of the plugin that acts for a user; the permission backend wants to know it
 * before it hands out conditions.
 */
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

/** An audit event and how it ended. */
export interface Audited {
  eventId: string;
  outcome: 'succeeded' | 'failed';
  meta: JsonObject;
  error?: string;
}

/** An entity, as somebody would describe it in a file. */
export function createEntity(
  kind: string,
  name: string,
  spec: JsonObject,
  metadata: Partial<Entity['metadata']> = {},
): Entity {
  const location = 'url:https://catalog.example/entities.yaml';
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      ...metadata,
      name,
      annotations: {
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
        ...metadata.annotations,
      },
    },
    spec,
  };
}

/** A component, as its owner would describe it. */
export function createComponent(
  name: string,
  owner: string,
  options: {
    restricted?: boolean;
    title?: string;
    annotations?: Record<string, string>;
    spec?: JsonObject;
  } = {},
): Entity {
  return createEntity(
    'Component',
    name,
    {
      type: 'ai-service',
      lifecycle: 'production',
      owner,
      ...options.spec,
    },
    {
      title: options.title,
      annotations: options.annotations,
      labels: options.restricted
        ? { [restricted.label]: restricted.value }
        : undefined,
    },
  );
}

/** The plugin in a backend with the real catalog and real permissions. */
export async function startPavedRoad(
  entities: Entity[],
  config: JsonObject = {},
  features: BackendFeature[] = [],
  policy: PermissionPolicy = new OwnersPolicy(),
) {
  let connect: (connection: EntityProviderConnection) => void;
  const catalog = new Promise<EntityProviderConnection>(resolve => {
    connect = resolve;
  });
  const audited: Audited[] = [];
  const notified: NotificationSendOptions[] = [];
  const signalled: SignalPayload[] = [];
  const scheduler = mockServices.scheduler();
  const events = mockServices.events();

  const testBackend = await startTestBackend({
    features: [
      ...features,
      mockServices.rootConfig.factory({
        data: { permission: { enabled: true }, ...config },
      }),
      mockServices.auditor.mock({
        async createEvent({ eventId, meta = {} }) {
          const record = (
            outcome: Audited['outcome'],
            error?: Error,
            more?: JsonObject,
          ) => {
            audited.push({
              eventId,
              outcome,
              meta: { ...meta, ...more },
              error: error?.name,
            });
          };
          return {
            success: async (options?: { meta?: JsonObject }) =>
              record('succeeded', undefined, options?.meta),
            fail: async ({ error }) => record('failed', error),
          };
        },
      }).factory,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: { lifecycle: coreServices.rootLifecycle },
        factory({ lifecycle }) {
          lifecycle.addShutdownHook(() =>
            // It is refused when nothing runs.
            scheduler.cancelTask(tasks.catalogSync).catch(() => {}),
          );
          return scheduler;
        },
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          async send(options) {
            notified.push(options);
          },
        }),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({
          async publish(signal) {
            signalled.push(signal);
          },
        }),
      }),
      auth,
      httpAuthServiceFactory,
      createServiceFactory({
        service: eventsServiceRef,
        deps: {},
        factory: () => events,
      }),
      catalogPlugin,
      permissionPlugin,
      pavedRoadPlugin,
      createBackendModule({
        pluginId: 'permission',
        moduleId: 'owners-policy',
        register(env) {
          env.registerInit({
            deps: { policies: policyExtensionPoint },
            async init({ policies }) {
              policies.setPolicy(policy);
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
                  connect(connection);
                },
              });
            },
          });
        },
      }),
    ],
  });

  const { server } = testBackend;

  /** What a caller can send; the path is below the plugin. */
  function as(authorization: string) {
    const send = (
      method: 'get' | 'post' | 'put' | 'patch' | 'delete',
      path: string,
    ) =>
      request(server)
        [method](`/api/paved-road${path}`)
        .set('Authorization', authorization)
        .expect(assertContract);
    return {
      get: (path: string): Test => send('get', path),
      post: (path: string, body?: string | object): Test =>
        send('post', path).send(body),
      put: (path: string, body?: object): Test => send('put', path).send(body),
      patch: (path: string, etag: string, body: object): Test =>
        send('patch', path).set('If-Match', etag).send(body),
      delete: (path: string, etag: string): Test =>
        send('delete', path).set('If-Match', etag),
    };
  }

  async function isInCatalog({ kind, metadata }: Entity): Promise<boolean> {
    const { status } = await request(server)
      .get(`/api/catalog/entities/by-name/${kind}/default/${metadata.name}`)
      .set('Authorization', mockCredentials.user.header(admin));
    return status === 200;
  }

  const backend = {
    server,
    /** For tests that start it again; it stops by itself after the tests. */
    stop: () => testBackend.stop(),
    audited,
    notified,
    signalled,
    events,
    as,
    asUser: (userEntityRef: string) =>
      as(mockCredentials.user.header(userEntityRef)),
    /** Another plugin or a machine, which may do everything. */
    asService: () => as(mockCredentials.service.header()),
    /** Does what the schedule does from time to time. */
    /** Has a task done from its start; one that is under way, or waits for its next pass, is ended before. */
    async trigger(task: keyof typeof tasks): Promise<void> {
      const id = tasks[task];
      // It is refused once nothing runs.
      await until(() =>
        scheduler.cancelTask(id).then(
          () => false,
          () => true,
        ),
      );
      await scheduler.triggerTask(id);
    },
    async addEntities(added: Entity[]): Promise<void> {
      await (
        await catalog
      ).applyMutation({
        type: 'delta',
        added: added.map(entity => ({ entity })),
        removed: [],
      });
      for (const entity of added) {
        await until(() => isInCatalog(entity));
      }
    },
    async removeEntity(entity: Entity): Promise<void> {
      await (
        await catalog
      ).applyMutation({
        type: 'delta',
        added: [],
        removed: [{ entityRef: stringifyEntityRef(entity) }],
      });
      await until(async () => !(await isInCatalog(entity)));
    },
  };
  await backend.addEntities(entities);
  return backend;
}
