import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import pavedRoadPlugin from '@paved-road/plugin-paved-road-backend';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { AssessmentSeeder } from './demo/assessments/AssessmentSeeder';
import { parseScript } from './demo/assessments/script';
import { signIn as signInToPavedRoad } from './demo/assessments/signIn';
import { demoAuthProvider, demoUserHeader } from './demo/people';
import { permissionPolicyModule } from './permissionPolicy';
import {
  ExampleCatalog,
  exampleFolder,
  platformTeam,
} from './testing/ExampleCatalog';

const template: Entity = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'service' },
  spec: {
    type: 'service',
    owner: 'platform-engineering',
    parameters: [
      { title: 'Service' },
      {
        title: 'Publish to GitHub',
        'backstage:permissions': { tags: ['publish-github'] },
      },
      {
        title: 'Publish to GitLab',
        'backstage:permissions': { tags: ['publish-gitlab'] },
      },
    ],
    steps: [{ id: 'log', action: 'debug:log' }],
  },
};
const entities = [...new ExampleCatalog().entities, template];

const exampleEntities = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'example-entities',
  register(env) {
    env.registerInit({
      deps: { processing: catalogProcessingExtensionPoint },
      async init({ processing }) {
        const location = 'url:https://example.com/catalog.yaml';
        processing.addEntityProvider({
          getProviderName: () => 'example-entities',
          connect: connection =>
            connection.applyMutation({
              type: 'full',
              entities: entities.map(({ metadata, ...entity }) => ({
                entity: {
                  ...entity,
                  metadata: {
                    ...metadata,
                    annotations: {
                      ...metadata.annotations,
                      'backstage.io/managed-by-location': location,
                      'backstage.io/managed-by-origin-location': location,
                    },
                  },
                },
              })),
            }),
        });
      },
    });
  },
});

describe('portal of the demo', () => {
  let server: Awaited<ReturnType<typeof startTestBackend>>['server'];

  const refresh = (headers: Record<string, string>) =>
    request(server).get('/api/auth/demo/refresh').set(headers);

  /** Signs in, and returns what asks the portal as this person. */
  async function signIn(entityRef: string) {
    const { body } = await refresh({ [demoUserHeader]: entityRef });
    const authorization = `Bearer ${body.backstageIdentity.token}`;
    return (path: string) =>
      request(server).get(path).set('Authorization', authorization);
  }

  beforeAll(async () => {
    ({ server } = await startTestBackend({
      features: [
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost' },
            auth: { providers: { demo: {} } },
            permission: { enabled: true },
            portal: {
              policy: {
                platformGroups: [platformTeam],
                readOnlyGroups: ['group:default/auditors'],
              },
            },
            integrations: {
              gitlab: [{ host: 'gitlab.com', token: 'secret' }],
            },
          },
        }),
        authServiceFactory,
        httpAuthServiceFactory,
        permissionsServiceFactory,
        userInfoServiceFactory,
        authPlugin,
        demoAuthProvider,
        permissionPlugin,
        permissionPolicyModule,
        catalogPlugin,
        templateModel,
        exampleEntities,
        scaffolderPlugin,
        pavedRoadPlugin,
      ],
    }));
    // The catalog reads its entities in the background.
    const isComplete = async () => {
      const header = { [demoUserHeader]: 'user:default/paula.platform' };
      if ((await refresh(header)).status !== 200) {
        return false;
      }
      const get = await signIn('user:default/paula.platform');
      return (
        (await get('/api/catalog/entities')).body.length === entities.length
      );
    };
    while (!(await isComplete())) {
      await sleep(100);
    }
  }, 120_000);

  it('signs in users of the catalog, and nobody else', async () => {
    const statusFor = async (entityRef: string) =>
      (await refresh({ [demoUserHeader]: entityRef })).status;

    expect((await refresh({})).status).toBe(401);
    expect(await statusFor('group:default/auditors')).toBe(401);
    expect(await statusFor('user:default/nobody')).toBe(404);

    const { body } = await refresh({
      [demoUserHeader]: 'user:default/sam.owner',
    });
    expect(body.backstageIdentity.identity).toMatchObject({
      userEntityRef: 'user:default/sam.owner',
      ownershipEntityRefs: expect.arrayContaining([
        'group:default/support-intelligence',
      ]),
    });
  });

  it('shows a restricted entity to its owners and the platform team only', async () => {
    const statusFor = async (person: string) => {
      const get = await signIn(person);
      const { status } = await get(
        '/api/catalog/entities/by-name/component/default/insider-risk-scoring',
      );
      return status;
    };
    expect(await statusFor('user:default/amara.nwosu')).toBe(200);
    expect(await statusFor('user:default/paula.platform')).toBe(200);
    expect(await statusFor('user:default/sam.owner')).toBe(404);
    expect(await statusFor('user:default/vera.viewer')).toBe(404);
  });

  it('hides the parts of a template whose integration is missing, from the platform team too', async () => {
    for (const person of [
      'user:default/paula.platform',
      'user:default/sam.owner',
    ]) {
      const get = await signIn(person);
      const { body } = await get(
        '/api/scaffolder/v2/templates/default/template/service/parameter-schema',
      );
      expect(body.steps.map(({ title }: { title: string }) => title)).toEqual([
        'Service',
        'Publish to GitLab',
      ]);
    }
  });

  describe('with the assessments of the example', () => {
    const script = parseScript(
      readFileSync(join(exampleFolder, 'assessments.yaml'), 'utf8'),
      'assessments.yaml',
    );

    /** Status of every assessment that a person may see, newest first, by entity. */
    const seenBy = async (person: string) => {
      const get = await signIn(person);
      const statuses: Record<string, string[]> = {};
      let page = '';
      do {
        const { body } = await get(
          `/api/paved-road/assessments?limit=100${page}`,
        );
        for (const { entityRef, status } of body.items) {
          (statuses[entityRef] ??= []).push(status);
        }
        page = body.nextCursor && `&cursor=${body.nextCursor}`;
      } while (page);
      return statuses;
    };

    beforeAll(async () => {
      const getBaseUrl = async (pluginId: string) =>
        `http://localhost:${server.port()}/api/${pluginId}`;
      const discovery = mockServices.discovery.mock({ getBaseUrl });
      const seeder = new AssessmentSeeder({
        logger: mockServices.logger.mock(),
        signIn: entityRef => signInToPavedRoad(discovery, entityRef),
        signal: new AbortController().signal,
      });
      await seeder.play(script);
    }, 120_000);

    it('has each in the state that the script says', async () => {
      const expected: Record<string, string[]> = {};
      for (const { entityRef, status } of script) {
        const earlier = expected[entityRef] ?? [];
        expected[entityRef] = [
          status,
          ...(status === 'approved'
            ? earlier.map(s => (s === 'approved' ? 'superseded' : s))
            : earlier),
        ];
      }
      expect(await seenBy('user:default/paula.platform')).toEqual(expected);
    });

    it('hides those of a restricted entity with the entity', async () => {
      const restricted = 'component:default/insider-risk-scoring';
      const { [restricted]: hidden, ...others } = await seenBy(
        'user:default/amara.nwosu',
      );
      expect(hidden).toEqual(['approved']);
      expect(await seenBy('user:default/vera.viewer')).toEqual(others);
    });
  });
});
