/* The unmodified Tech Insights: its back end with the catalog, and the requests of its page over HTTP. */
import type * as BackendDefaults from '@backstage/backend-defaults';
import type * as BackendPluginApi from '@backstage/backend-plugin-api';
import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { CatalogApi } from '@backstage/catalog-client';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { createRequire } from 'node:module';
import path from 'node:path';
import { backendConfig, createClient } from './backendConfig';
import {
  factRetriever,
  factSchema,
  readFacts,
  techInsightsChecks,
} from './checkLanguages';
import { fillCatalog } from './fillCatalog';
import { service, serviceName } from './fleet';
import { Cost, measureTimeAndCpu, measureMilliseconds, until } from './measure';
import { answer, task } from './process';

export interface TechInsightsResult {
  /** Milliseconds to read and store the facts. */
  facts: number;
  runs: Cost[];
  bytes: number;
  /** How many entities passed each check. */
  passed: Record<string, number>;
}

type CheckRun = { results: { result: boolean; check: { id: string } }[] }[];

const { folder, port, database, entities, repetitions } = task<{
  /** Where its packages are installed. */
  folder: string;
}>();
const requirePeer = createRequire(path.join(folder, 'package.json'));
const { createBackend }: typeof BackendDefaults = requirePeer(
  '@backstage/backend-defaults',
);
const {
  coreServices,
  createBackendModule,
  createServiceFactory,
}: typeof BackendPluginApi = requirePeer('@backstage/backend-plugin-api');
const { CatalogClient } = requirePeer('@backstage/catalog-client');
const { techInsightsFactRetrieversExtensionPoint } = requirePeer(
  '@backstage-community/plugin-tech-insights-node',
);

/** Like its bundled fact retrievers: reads the catalog and inspects each entity. */
function createFactRetriever(ready: Promise<void>) {
  return {
    id: factRetriever,
    version: '1.0.0',
    entityFilter: [{ kind: 'component' }],
    schema: factSchema({ entity: service(0), exists: () => true }),
    async handler({
      discovery,
      auth,
      entityFilter,
    }: {
      discovery: unknown;
      auth: BackendPluginApi.AuthService;
      entityFilter: Record<string, string>[];
    }) {
      await ready;
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: await auth.getOwnServiceCredentials(),
        targetPluginId: 'catalog',
      });
      const catalog: CatalogApi = new CatalogClient({
        discoveryApi: discovery,
      });
      const groups = await catalog.getEntities(
        { filter: { kind: 'group' } },
        { token },
      );
      const owners = new Set(
        groups.items.map(({ metadata }) => `group:default/${metadata.name}`),
      );
      const { items } = await catalog.getEntities(
        { filter: entityFilter },
        { token },
      );
      return items.map((entity: Entity) => ({
        entity: {
          kind: entity.kind,
          namespace: 'default',
          name: entity.metadata.name,
        },
        facts: readFacts({ entity, exists: ref => owners.has(ref) }),
      }));
    },
  };
}

async function main(): Promise<TechInsightsResult> {
  let catalogDatabase: DatabaseService | undefined;
  const filled = Promise.withResolvers<void>();
  const backend = createBackend();
  backend.add(
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () =>
        new ConfigReader({
          ...backendConfig(port, database),
          techInsights: {
            factRetrievers: {
              [factRetriever]: {
                // Once, when it starts.
                cadence: '0 0 1 1 *',
                initialDelay: { milliseconds: 1 },
                timeout: { hours: 1 },
              },
            },
            factChecker: { checks: techInsightsChecks },
          },
        }),
    }),
  );
  backend.add(requirePeer('@backstage/plugin-catalog-backend'));
  backend.add(requirePeer('@backstage-community/plugin-tech-insights-backend'));
  backend.add(
    requirePeer(
      '@backstage-community/plugin-tech-insights-backend-module-jsonfc',
    ),
  );
  backend.add(
    createBackendModule({
      pluginId: 'catalog',
      moduleId: 'benchmark',
      register(env) {
        env.registerInit({
          deps: { database: coreServices.database },
          async init(deps) {
            catalogDatabase = deps.database;
          },
        });
      },
    }),
  );
  backend.add(
    createBackendModule({
      pluginId: 'tech-insights',
      moduleId: 'benchmark',
      register(env) {
        env.registerInit({
          deps: { retrievers: techInsightsFactRetrieversExtensionPoint as any },
          async init({ retrievers }: any) {
            retrievers.addFactRetrievers({
              [factRetriever]: createFactRetriever(filled.promise),
            });
          },
        });
      },
    }),
  );
  await backend.start();

  await fillCatalog(
    await catalogDatabase!.getClient(),
    entities,
    path.dirname(requirePeer.resolve('@backstage/plugin-catalog-backend')),
  );
  const call = createClient(port);
  const last = `component:default/${serviceName(entities - 1)}`;
  const facts = await measureMilliseconds(async () => {
    filled.resolve();
    await until(async () => {
      const { text } = await call(
        `/tech-insights/facts/latest?entity=${last}&ids=${factRetriever}`,
      );
      return factRetriever in JSON.parse(text);
    }, 50);
  });

  const runs: Cost[] = [];
  let bytes = 0;
  let passed: Record<string, number> = {};
  for (let run = 0; run < repetitions; run += 1) {
    let text = '';
    runs.push(
      await measureTimeAndCpu(async () => {
        // Without entities it takes all that have facts, as its page does.
        const response = await call('/tech-insights/checks/run', {
          entities: [],
        });
        ({ bytes, text } = response);
      }),
    );
    passed = countPassed(JSON.parse(text));
  }
  return { facts, runs, bytes, passed };
}

function countPassed(run: CheckRun): Record<string, number> {
  const passed: Record<string, number> = {};
  for (const { result, check } of run.flatMap(({ results }) => results)) {
    passed[check.id] = (passed[check.id] ?? 0) + (result ? 1 : 0);
  }
  return passed;
}

answer(main);
