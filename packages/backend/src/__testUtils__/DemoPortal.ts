import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import { DiscoveryService } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import permissionPlugin from '@backstage/plugin-permission-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import githubModule from '@backstage/plugin-scaffolder-backend-module-github';
import gitlabModule from '@backstage/plugin-scaffolder-backend-module-gitlab';
import pavedRoadPlugin from '@paved-road/plugin-paved-road-backend';
import scaffolderModule from '@paved-road/plugin-scaffolder-backend-module-paved-road';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { parse } from 'yaml';
import { demoAuthProvider, demoUserHeader } from '../demo/people';
import { demoPublishing } from '../demo/publish';
import { permissionPolicyModule } from '../permissionPolicy';
import { platformTeam, templateFolder } from './ExampleCatalog';

/** Somebody who is signed in. */
export interface Person {
  get(url: string): Promise<{ status: number; body: any }>;
  post(url: string, content: object): Promise<{ status: number; body: any }>;
}

/** How a task of the scaffolder ended. */
export interface FinishedTask {
  status: string;
  log: string;
  output: Record<string, any>;
}

/**
 * The parts of the demo portal that a template goes through, with the example organisation, in memory
 * and on any free port.
 */
export class DemoPortal {
  readonly #server: Awaited<ReturnType<typeof startTestBackend>>['server'];

  private constructor(
    server: Awaited<ReturnType<typeof startTestBackend>>['server'],
  ) {
    this.#server = server;
  }

  /** @param options.repositories - folder that new repositories are written to */
  static async start(options: {
    repositories: string;
    workingDirectory: string;
  }): Promise<DemoPortal> {
    const readConfig = async (name: string) =>
      parse(await readFile(path.join(templateFolder, '..', name), 'utf8'));
    const appConfig = await readConfig('app-config.yaml');
    const demoConfig = await readConfig('app-config.demo.yaml');
    // The config says paths relative to the folder of the back end.
    const resolvePath = (target: string) =>
      path.join(templateFolder, target.replace(/^\.\.\//, ''));
    const { server } = await startTestBackend({
      features: [
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost' },
            auth: { providers: { demo: {} } },
            backend: { workingDirectory: options.workingDirectory },
            catalog: {
              processingInterval: { seconds: 1 },
              rules: appConfig.catalog.rules,
              locations: demoConfig.catalog.locations.map(
                (location: { target: string }) => ({
                  ...location,
                  target: resolvePath(location.target),
                }),
              ),
            },
            pavedRoad: {
              demo: { repositories: options.repositories },
              facts: {
                repository: {
                  folders: demoConfig.pavedRoad.facts.repository.folders.map(
                    (folder: { path: string }) => ({
                      ...folder,
                      path: resolvePath(folder.path),
                    }),
                  ),
                },
              },
              schedule: { frequency: { seconds: 5 }, timeout: { minutes: 1 } },
            },
            permission: { enabled: true },
            portal: {
              policy: {
                platformGroups: [platformTeam],
                readOnlyGroups: ['group:default/auditors'],
              },
            },
          },
        }),
        authServiceFactory,
        httpAuthServiceFactory,
        permissionsServiceFactory,
        schedulerServiceFactory,
        userInfoServiceFactory,
        authPlugin,
        demoAuthProvider,
        permissionPlugin,
        permissionPolicyModule,
        catalogPlugin,
        templateModel,
        scaffolderPlugin,
        githubModule,
        gitlabModule,
        scaffolderModule,
        pavedRoadPlugin,
        demoPublishing,
      ],
    });
    const portal = new DemoPortal(server);
    await portal.#untilComplete();
    return portal;
  }

  /** Where the plugins can be reached. */
  get discovery(): DiscoveryService {
    const getBaseUrl = async (pluginId: string) =>
      `http://localhost:${this.#server.port()}/api/${pluginId}`;
    return { getBaseUrl, getExternalBaseUrl: getBaseUrl };
  }

  async signIn(entityRef: string): Promise<Person> {
    const { status, body } = await this.#refresh(entityRef);
    if (status !== 200) {
      throw new Error(`${entityRef} cannot sign in: ${JSON.stringify(body)}`);
    }
    const authorization = `Bearer ${body.backstageIdentity.token}`;
    const send = async (call: request.Test) => {
      const response = await call.set('Authorization', authorization);
      return { status: response.status, body: response.body };
    };
    return {
      get: url => send(request(this.#server).get(url)),
      post: (url, content) =>
        send(request(this.#server).post(url).send(content)),
    };
  }

  /** Asks like a browser that follows a link, without a token. */
  async visit(url: string): Promise<{ status: number; text: string }> {
    return await request(this.#server).get(url).redirects(1);
  }

  #refresh(entityRef: string) {
    return request(this.#server)
      .get('/api/auth/demo/refresh')
      .set(demoUserHeader, entityRef);
  }

  /** The catalog reads the example and the templates in the background. */
  async #untilComplete(): Promise<void> {
    const newest = 'template/default/ai-monolith';
    for (;;) {
      if ((await this.#refresh('user:default/sam.owner')).status === 200) {
        const sam = await this.signIn('user:default/sam.owner');
        const url = `/api/catalog/entities/by-name/${newest}`;
        if ((await sam.get(url)).status === 200) {
          return;
        }
      }
      await sleep(100);
    }
  }
}

/** Runs a template and waits for its end; a task that was not accepted ends with the answer. */
export async function runTemplate(
  person: Person,
  templateRef: string,
  values: Record<string, any>,
): Promise<FinishedTask> {
  const { status: accepted, body } = await person.post(
    '/api/scaffolder/v2/tasks',
    { templateRef, values },
  );
  if (accepted !== 201) {
    return { status: 'refused', log: JSON.stringify(body), output: {} };
  }
  const task = `/api/scaffolder/v2/tasks/${body.id}`;
  for (;;) {
    const { status } = (await person.get(task)).body;
    if (status !== 'open' && status !== 'processing') {
      const events: Array<{ type: string; body: Record<string, any> }> = (
        await person.get(`${task}/events`)
      ).body;
      const end = events.find(event => event.type === 'completion');
      return {
        status,
        log: events.map(event => event.body.message).join('\n'),
        output: end?.body.output ?? {},
      };
    }
    await sleep(200);
  }
}
