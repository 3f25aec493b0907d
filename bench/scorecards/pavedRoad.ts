/* Paved Road in a back end like an installation, except that scheduled tasks run only on request. */
import { createBackend } from '@backstage/backend-defaults';
import {
  BackendFeature,
  coreServices,
  createBackendModule,
  createServiceFactory,
  DatabaseService,
  SchedulerService,
  SchedulerServiceTaskFunction,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { EventsService, eventsServiceRef } from '@backstage/plugin-events-node';
import { JsonObject } from '@backstage/types';
import pavedRoadPlugin from '@paved-road/plugin-paved-road-backend';
import { catalogEntityChangedTopic } from '@paved-road/plugin-paved-road-node';
import { Knex } from 'knex';
import { rootHttpRouter } from '../../packages/backend/src/rootHttpRouter';
import { backendConfig, createClient, Database } from './backendConfig';
import { rulePack } from './checkLanguages';
import { Cost, measureTimeAndCpu, sum, until } from './measure';

/** What comes from evaluations. */
const evaluated = [
  'scorecards',
  'scorecard_details',
  'scorecard_counts',
  'scorecard_transitions',
  'scorecard_changes',
  'evaluation_runs',
  'facts',
  'teams',
  'entities',
];

/** A pushed fact. */
const coverage = {
  name: 'coverage',
  title: 'Test coverage',
  description: 'Share of the code that tests run.',
  schema: { type: 'number', minimum: 0, maximum: 100 },
};

export async function startPavedRoad(options: {
  port: number;
  database: Database;
  /** The catalog. */
  features: BackendFeature[];
  /** Beside the usual one. */
  config?: JsonObject;
  /** Checks of the pushed fact, which is declared with them only. */
  checks?: JsonObject[];
}) {
  const { port, database, features, config, checks } = options;
  const { spec } = rulePack;
  const pack = {
    ...rulePack,
    spec: { ...spec, checks: [...spec.checks, ...(checks ?? [])] },
  };
  const tasks = new Map<string, SchedulerServiceTaskFunction>();
  let events: EventsService;
  let databaseService: DatabaseService;

  const backend = createBackend();
  features.forEach(feature => backend.add(feature));
  backend.add(
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () =>
        new ConfigReader({
          ...backendConfig(port, database),
          ...config,
          pavedRoad: {
            scorecards: { rulePacks: [pack] },
            facts: {
              // The checks need no facts of repositories, and Tech Insights collects none.
              collectors: { repository: { enabled: false } },
              pushed: checks ? [coverage] : [],
            },
          },
        }),
    }),
  );
  backend.add(
    createServiceFactory({
      service: coreServices.scheduler,
      deps: { plugin: coreServices.pluginMetadata },
      factory: ({ plugin }) => waitingScheduler(plugin.getId(), tasks),
    }),
  );
  backend.add(rootHttpRouter);
  backend.add(pavedRoadPlugin);
  backend.add(
    createBackendModule({
      pluginId: 'paved-road',
      moduleId: 'benchmark',
      register: env =>
        env.registerInit({
          deps: { database: coreServices.database, events: eventsServiceRef },
          async init(deps) {
            events = deps.events;
            databaseService = deps.database;
          },
        }),
    }),
  );
  await backend.start();
  const knex = await databaseService!.getClient();

  const runTask = async (id: string, signal: AbortSignal) => {
    await tasks.get(`paved-road ${id}`)!(signal);
  };

  return {
    knex,
    call: createClient(port),
    runTask: (id: string) => runTask(id, new AbortController().signal),
    /** Publishes events of entities and evaluates them, without the wait in between. */
    async followEvents(entityRefs: string[]): Promise<Cost> {
      const marking = await measureTimeAndCpu(() =>
        Promise.all(
          entityRefs.map(entityRef =>
            events.publish({
              topic: catalogEntityChangedTopic,
              eventPayload: { entityRef },
            }),
          ),
        ),
      );
      // They become due once the catalog has certainly stitched them; here it has.
      await until(async () => {
        const [{ count }] = await knex('due_evaluations')
          .where('due_at', '>', new Date())
          .count({ count: '*' });
        return Number(count) === 0;
      }, 50);
      return sum(
        marking,
        await measureTimeAndCpu(() =>
          runTask('evaluation', new AbortController().signal),
        ),
      );
    },
    async pass() {
      const enough = new AbortController();
      const before = await countPasses(knex);
      const task = runTask('catalog-sync', enough.signal);
      await Promise.race([
        task,
        until(async () => (await countPasses(knex)) > before, 50),
      ]);
      // After the first one it would wait to see whether the catalog still fills.
      enough.abort();
      await task;
    },
    async clear() {
      for (const table of evaluated) {
        await knex(table).delete();
      }
    },
  };
}

function waitingScheduler(
  pluginId: string,
  tasks: Map<string, SchedulerServiceTaskFunction>,
): SchedulerService {
  const run: SchedulerServiceTaskRunner['run'] = async ({ id, fn }) => {
    tasks.set(`${pluginId} ${id}`, fn);
  };
  const scheduler: Partial<SchedulerService> = {
    scheduleTask: run,
    createScheduledTaskRunner: () => ({ run }),
    async triggerTask() {},
  };
  return scheduler as SchedulerService;
}

async function countPasses(knex: Knex): Promise<number> {
  const [{ count }] = await knex('evaluation_runs')
    .where({ state: 'finished' })
    .count({ count: '*' });
  return Number(count);
}

export async function readDatabaseVersion(knex: Knex): Promise<string> {
  const isPostgres = knex.client.config.client === 'pg';
  const found = await knex.raw(
    `SELECT ${isPostgres ? "current_setting('server_version')" : 'sqlite_version()'} AS version`,
  );
  return (isPostgres ? found.rows : found)[0].version;
}
