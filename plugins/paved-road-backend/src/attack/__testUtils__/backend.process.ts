/*
 * A back end of ./dev prove faults. Local tasks run all the time, the others on request. Its clock, its catalog, its
 * permissions and its notifications come from the proof. Argument: its config, the address of its surroundings, and the
 * milliseconds by which its clock is ahead, as JSON.
 */
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createServiceFactory,
  SchedulerService,
  SchedulerServiceTaskInvocationDefinition,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { JsonObject } from '@backstage/types';
import { pavedRoadPlugin } from '../../plugin';
import { flushCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

/** From the proof. */
export type Order = { ahead: number } | { task: string };

const { config, surroundings, ahead } = JSON.parse(process.argv[2]) as {
  config: JsonObject;
  surroundings: string;
  ahead: number;
};

const clock = { ahead, now: Date.now };
Date.now = () => clock.now() + clock.ahead;
globalThis.Date = new Proxy(Date, {
  construct: (target, args) =>
    Reflect.construct(target, args.length > 0 ? args : [target.now()]),
});

async function ask(path: string, body?: object) {
  const response = await fetch(`${surroundings}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${path}: ${response.status}`);
  }
  return await response.json();
}

const readCatalog = async (): Promise<Entity[]> => await ask('/catalog');

/** Of the catalog. */
const PAGE_SIZE = 3;

async function findEntities(entityRefs: string[]) {
  const entities = await readCatalog();
  const known = new Map(entities.map(it => [stringifyEntityRef(it), it]));
  return entityRefs.map(ref => known.get(ref));
}

const catalog: Partial<CatalogService> = {
  getEntityByRef: async ref => (await findEntities([String(ref)]))[0],
  getEntitiesByRefs: async ({ entityRefs }) => ({
    items: await findEntities(entityRefs),
  }),
  async queryEntities() {
    const items = await readCatalog();
    return { items, totalItems: items.length, pageInfo: {} };
  },
  /** Like the real one, reads each page when it is wanted. */
  async *streamEntities() {
    const idOf = ({ metadata }: Entity) => metadata.uid!;
    for (let after = ''; ;) {
      const rest = (await readCatalog()).filter(it => idOf(it) > after);
      const page = rest
        .sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1))
        .slice(0, PAGE_SIZE);
      if (page.length === 0) {
        return;
      }
      yield page;
      after = idOf(page.at(-1)!);
    }
  },
};

const tasks = new Map<string, () => Promise<void>>();

const scheduler: Partial<SchedulerService> = {
  async scheduleTask({
    id,
    fn,
    scope,
  }: SchedulerServiceTaskScheduleDefinition &
    SchedulerServiceTaskInvocationDefinition) {
    let running: Promise<void> | undefined;
    let begun = 0;
    let stopping = new AbortController();
    const run = async () => {
      if (running && performance.now() - begun > 1_000) {
        // A pass over the catalog waits for more.
        stopping.abort();
      }
      if (!running) {
        begun = performance.now();
        stopping = new AbortController();
      }
      running ??= (async () => fn(stopping.signal))()
        .catch(error => console.error(`Task ${id}:`, error))
        .finally(() => {
          running = undefined;
        });
      await running;
    };
    tasks.set(id, run);
    if (scope === 'local') {
      void (async () => {
        for (;;) {
          await run();
          await sleep(100);
        }
      })();
    }
  },
  triggerTask: async id => void tasks.get(id)!(),
};

process.on('message', (order: Order) => {
  if ('ahead' in order) {
    clock.ahead = order.ahead;
  } else {
    void tasks.get(order.task)?.();
  }
});
// The proof has ended.
process.on('disconnect', () => process.exit());

const backend = createBackend();
// The usual one compiles the schema of the config, which takes seconds.
backend.add(mockServices.rootLogger.factory({ level: 'warn' }));
backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(mockServices.userInfo.factory());
backend.add(
  createServiceFactory({
    service: coreServices.rootConfig,
    deps: {},
    factory: () => new ConfigReader(config),
  }),
);
backend.add(
  createServiceFactory({
    service: coreServices.scheduler,
    deps: {},
    factory: () => scheduler as SchedulerService,
  }),
);
backend.add(
  createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () => catalog as CatalogService,
  }),
);
backend.add(
  createServiceFactory({
    service: notificationService,
    deps: {},
    factory: () => ({
      send: async options => void (await ask('/notifications', options)),
    }),
  }),
);
backend.add(pavedRoadPlugin);
backend.start().then(
  () => {
    // Before it is killed.
    flushCompileCache();
    process.send!('ready');
  },
  error => {
    console.error(error);
    process.exit(1);
  },
);
