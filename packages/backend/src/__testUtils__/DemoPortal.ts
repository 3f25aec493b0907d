import { createBackend } from '@backstage/backend-defaults';
import { DiscoveryService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import catalogModule from '@paved-road/plugin-catalog-backend-module-paved-road';
import pavedRoadPlugin from '@paved-road/plugin-paved-road-backend';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { parse } from 'yaml';
import {
  demoAuthProvider,
  demoUserHeader,
} from '../demo/people/demoAuthProvider';
import { demoPublishing } from '../demo/publish/demoPublishing';
import { permissionPolicyModule } from '../permissionPolicy/module';
import { rootHttpRouter } from '../rootHttpRouter';
import { scaffolder } from '../scaffolder';
import {
  ExampleCatalog,
  platformTeam,
  templateFolder,
  templateNames,
} from './ExampleCatalog';
import { findFreePort } from './findFreePort';

/** What a pipeline says who it is with: that of the demo. */
export const pipelineToken = 'demo-pipeline-token';

/** Somebody who is signed in. */
export interface Person {
  /** What proves it. */
  token: string;
  get(url: string): Promise<{ status: number; body: any }>;
  post(url: string, content: object): Promise<{ status: number; body: any }>;
  send(
    method: string,
    url: string,
    options: { content?: object; headers?: Record<string, string> },
  ): Promise<{ status: number; body: any }>;
}

/** How a task of the scaffolder ended. */
export interface FinishedTask {
  status: string;
  log: string;
  output: Record<string, any>;
  /** Goes on with it, as the button of the page does. */
  retry(): Promise<FinishedTask>;
}

type Backend = ReturnType<typeof createBackend>;

/**
 * The parts of the demo portal that a template goes through, with the example organisation, in memory
 * and on a port of its own. It stops after the tests of the file.
 */
export class DemoPortal {
  static readonly #started: Backend[] = [];

  /** Where it listens, such as `http://localhost:7007`. */
  readonly url: string;

  private constructor(url: string) {
    this.url = url;
  }

  /**
   * @param options.repositories - folder that new repositories are written to
   * @param options.adopter - config of a portal of somebody else: without what only the demo has
   */
  static async start(options: {
    repositories: string;
    workingDirectory: string;
    adopter?: Record<'integrations' | 'pavedRoad', any>;
  }): Promise<DemoPortal> {
    const { adopter } = options;
    const port = await findFreePort();
    // The config says where the portal reads its own repositories, so the port is part of it.
    const readConfig = async (name: string) => {
      const file = path.join(templateFolder, '..', name);
      const text = await readFile(file, 'utf8');
      return parse(text.replaceAll('localhost:7007', `localhost:${port}`));
    };
    const appConfig = await readConfig('app-config.yaml');
    const demoConfig = await readConfig('app-config.demo.yaml');
    // The config says paths relative to the folder of the back end.
    const resolvePath = (target: string) =>
      path.join(templateFolder, target.replace(/^\.\.\//, ''));
    const repositoriesInConfig = demoConfig.pavedRoad.demo.repositories;
    const backend = createBackend();
    this.#started.push(backend);
    const features = [
      mockServices.rootLogger.factory(),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost' },
          auth: { providers: { demo: {} } },
          backend: {
            ...demoConfig.backend,
            baseUrl: `http://localhost:${port}`,
            listen: { port },
            database: { client: 'better-sqlite3', connection: ':memory:' },
            workingDirectory: options.workingDirectory,
          },
          catalog: {
            ...appConfig.catalog,
            processingInterval: { seconds: 1 },
            locations: demoConfig.catalog.locations.map(
              (location: { target: string }) => ({
                ...location,
                target: resolvePath(location.target),
              }),
            ),
          },
          pavedRoad: {
            badges: demoConfig.pavedRoad.badges,
            reviewers: demoConfig.pavedRoad.reviewers,
            ...(!adopter && {
              scorecards: demoConfig.pavedRoad.scorecards,
              demo: { repositories: options.repositories },
              templates: demoConfig.pavedRoad.templates,
            }),
            facts: {
              pushed: demoConfig.pavedRoad.facts.pushed,
              repository: {
                folders: demoConfig.pavedRoad.facts.repository.folders.map(
                  (folder: { path: string }) => ({
                    ...folder,
                    path:
                      folder.path === repositoriesInConfig
                        ? options.repositories
                        : resolvePath(folder.path),
                  }),
                ),
              },
            },
            schedule: { frequency: { seconds: 5 }, timeout: { minutes: 1 } },
            ...adopter?.pavedRoad,
          },
          integrations: adopter?.integrations ?? {},
          permission: { enabled: true },
          scaffolder: appConfig.scaffolder,
          portal: {
            policy: {
              platformGroups: [platformTeam],
              readOnlyGroups: ['group:default/auditors'],
            },
          },
        },
      }),
      rootHttpRouter,
      authPlugin,
      demoAuthProvider,
      permissionPlugin,
      permissionPolicyModule,
      catalogPlugin,
      catalogModule,
      templateModel,
      notificationsPlugin,
      scaffolder,
      pavedRoadPlugin,
      ...(adopter ? [] : [demoPublishing]),
    ];
    for (const feature of features) {
      backend.add(feature);
    }
    await backend.start();
    const portal = new DemoPortal(`http://localhost:${port}`);
    await portal.#untilComplete();
    return portal;
  }

  /** Stops all portals. */
  static async stop(): Promise<void> {
    await Promise.all(this.#started.splice(0).map(backend => backend.stop()));
  }

  /** Where the plugins can be reached. */
  get discovery(): DiscoveryService {
    const getBaseUrl = async (pluginId: string) =>
      `${this.url}/api/${pluginId}`;
    return { getBaseUrl, getExternalBaseUrl: getBaseUrl };
  }

  async signIn(entityRef: string): Promise<Person> {
    const { status, body } = await this.#refresh(entityRef);
    if (status !== 200) {
      throw new Error(`${entityRef} cannot sign in: ${JSON.stringify(body)}`);
    }
    return this.with(body.backstageIdentity.token);
  }

  /** Whoever has a token, such as a pipeline. */
  with(token: string): Person {
    const send = async (call: request.Test) => {
      const response = await call.set('Authorization', `Bearer ${token}`);
      return { status: response.status, body: response.body };
    };
    return {
      token,
      get: url => send(request(this.url).get(url)),
      post: (url, content) => send(request(this.url).post(url).send(content)),
      send: (method, url, { content, headers = {} }) =>
        send(callOf(this.url, method, url).set(headers).send(content)),
    };
  }

  /** Asks without a token. */
  async request(
    method: string,
    url: string,
    content?: object,
  ): Promise<{ status: number }> {
    return await callOf(this.url, method, url).send(content);
  }

  /** Asks like a browser that follows a link, without a token. */
  async visit(url: string): Promise<{ status: number; text: string }> {
    return await request(this.url).get(url).redirects(1);
  }

  #refresh(entityRef: string) {
    return request(this.url)
      .get('/api/auth/demo/refresh')
      .set(demoUserHeader, entityRef);
  }

  /** The catalog reads the example and the templates in the background. */
  async #untilComplete(): Promise<void> {
    const { entities } = new ExampleCatalog();
    const kinds = new Set(['template', ...entities.map(({ kind }) => kind)]);
    const filters = [...kinds].map(kind => `filter=kind=${kind}`).join('&');
    const url = `/api/catalog/entities/by-query?limit=0&${filters}`;
    // She may see all of them.
    const paula = 'user:default/paula.platform';
    for (;;) {
      if ((await this.#refresh(paula)).status === 200) {
        const { body } = await (await this.signIn(paula)).get(url);
        if (body.totalItems === entities.length + templateNames.length) {
          return;
        }
      }
      await sleep(100);
    }
  }
}

function callOf(baseUrl: string, method: string, url: string): request.Test {
  const agent = request(baseUrl);
  switch (method) {
    case 'GET':
      return agent.get(url);
    case 'POST':
      return agent.post(url);
    case 'PATCH':
      return agent.patch(url);
    case 'PUT':
      return agent.put(url);
    case 'DELETE':
      return agent.delete(url);
    default:
      throw new Error(`No test sends ${method}`);
  }
}

// Like startTestBackend does it, so that a test that starts a portal does not have to.
afterAll(() => DemoPortal.stop());

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
  return accepted === 201
    ? await untilFinished(person, body.id)
    : refusal(JSON.stringify(body));
}

function refusal(log: string): FinishedTask {
  const retry = async () => refusal('There is no task');
  return { status: 'refused', log, output: {}, retry };
}

async function untilFinished(
  person: Person,
  id: string,
): Promise<FinishedTask> {
  const task = `/api/scaffolder/v2/tasks/${id}`;
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
        retry: async () => {
          await person.post(`${task}/retry`, {});
          return await untilFinished(person, id);
        },
      };
    }
    await sleep(50);
  }
}
