/*
 * Collects six facts of each entity of a small and a large fleet, some of them from a source with an hourly limit. See docs/reference/benchmarks.md.
 */
import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  FactCollector,
  SourceLimitedError,
} from '@paved-road/plugin-paved-road-node';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { FactCollection } from '../plugins/paved-road-backend/src/facts/FactCollection';
import { FactCollectors } from '../plugins/paved-road-backend/src/facts/FactCollectors';
import { FactQueue } from '../plugins/paved-road-backend/src/facts/FactQueue';
import { FactStore } from '../plugins/paved-road-backend/src/facts/FactStore';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { onTables } from './scorecards/onDatabases';

const sizes = [1_000, 10_000];
/** Calls per hour and token that the limited source accepts. */
const limit = 5_000;
/** Calls in flight when the first one is refused. */
const atOnce = 2;
/** Largest ratio of the heap of the large fleet to the small one. */
const mostHeap = 2;

/** Claims between two measurements of the heap. */
const lookEvery = 10;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const nothing = () => {};
const logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
} as unknown as LoggerService;
const auth = {
  getOwnServiceCredentials: async () => ({}),
} as unknown as AuthService;
/* Entities come from the database of the catalog, so that they take no memory here. */
const catalog = {
  getEntitiesByRefs: async ({ entityRefs }: { entityRefs: string[] }) => ({
    items: entityRefs.map(createEntity),
  }),
} as unknown as CatalogService;

function createEntity(entityRef: string): Entity {
  const { namespace, name } = parseEntityRef(entityRef);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace },
    spec: { type: 'service', lifecycle: 'production' },
  };
}

/** Similar to the result of a scan: twenty numbers and some text. */
const value = {
  text: 'x'.repeat(1_000),
  ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`n${i}`, i])),
};

async function collectAll(knex: Knex, entities: number) {
  let now: DateTime = DateTime.utc();
  /** Calls of the limited source by hour. */
  const taken = new Map<string, number>();
  let refused = 0;
  let claims = 0;
  /** Peak, in bytes. */
  let heap = 0;
  const calls: Record<string, number> = {};
  const startOfHour = (time: DateTime) => time.startOf('hour');
  const answer = async (id: string) => {
    calls[id] = (calls[id] ?? 0) + 1;
    await new Promise(resolve => setImmediate(resolve));
    return { status: 'known' as const, value, source: 'the source' };
  };
  const takeOne = () => {
    const hour = startOfHour(now).toISO()!;
    const before = taken.get(hour) ?? 0;
    if (before >= limit) {
      refused += 1;
      throw new SourceLimitedError(
        `${limit} calls an hour are taken`,
        startOfHour(now).plus({ hours: 1 }).toJSDate(),
      );
    }
    taken.set(hour, before + 1);
  };
  const create = (
    id: string,
    cost: FactCollector['cost'],
    more: Partial<FactCollector> = {},
  ): FactCollector => ({
    id,
    title: id,
    description: '',
    schema: zod => zod.looseObject({}),
    freshness: { days: 1 },
    cost,
    collect: () => answer(id),
    ...more,
  });
  const batch = (id: string): Partial<FactCollector> => ({
    batch: {
      size: 100,
      async collect(contexts) {
        takeOne();
        const result = await answer(id);
        return contexts.map(() => result);
      },
    },
  });
  const collection = new FactCollection({
    store: new FactStore(knex),
    queue: new FactQueue(knex),
    collectors: new FactCollectors({
      collectors: [
        create('local', 'low'),
        create('fast', 'low'),
        create('files', 'medium'),
        create('quality', 'medium'),
        create('batched', 'high', batch('batched')),
        create('limited', 'high', {
          async collect() {
            takeOne();
            return await answer('limited');
          },
        }),
      ],
      config: { collectors: {} },
    }),
    catalog,
    auth,
    logger,
    async onChanged() {
      claims += 1;
      if (claims % lookEvery === 0) {
        collectGarbage();
        heap = Math.max(heap, process.memoryUsage().heapUsed);
      }
    },
    now: () => now,
  });
  for (let start = 0; start < entities; start += 500) {
    await collection.expect(
      Array.from({ length: Math.min(500, entities - start) }, (_, i) =>
        createEntity(`component:default/s${start + i}`),
      ),
    );
  }
  const missing = async () => {
    const [{ count }] = await knex('facts')
      .whereNot({ status: 'known' })
      .count({ count: '*' });
    return Number(count);
  };
  const begun = performance.now();
  let hours = 0;
  do {
    await collection.run(new AbortController().signal);
    now = startOfHour(now).plus({ hours: 1, seconds: 1 });
    hours += 1;
  } while ((await missing()) > 0 && hours < 24);
  const asked = Object.values(calls).reduce((sum, count) => sum + count, 0);
  const windows = Math.ceil((entities + entities / 100) / limit);
  return {
    entities,
    facts: 6 * entities,
    missing: await missing(),
    'simulated hours': hours,
    calls: asked,
    refused,
    'most calls an hour': Math.max(...taken.values()),
    seconds: Number(((performance.now() - begun) / 1_000).toFixed(1)),
    'MB of heap': Number((heap / 1e6).toFixed(1)),
    asExpected:
      (await missing()) === 0 &&
      asked === 5 * entities + entities / 100 &&
      refused <= windows * 2 * atOnce &&
      Math.max(...taken.values()) <= limit,
  };
}

onTables(async (name, open) => {
  const results: Awaited<ReturnType<typeof collectAll>>[] = [];
  for (const entities of sizes) {
    const knex = await open();
    await knex('facts').delete();
    await knex('fact_points').delete();
    results.push(await collectAll(knex, entities));
    await knex.destroy();
  }
  console.log(`\nSix collectors, ${name}`);
  console.table(results);
  const [small, large] = results.map(result => result['MB of heap']);
  const growth = large / small;
  console.log(
    `Heap of the large fleet: ${growth.toFixed(2)} times the small fleet, at most ${mostHeap}`,
  );
  if (growth > mostHeap || results.some(result => !result.asExpected)) {
    process.exitCode = 1;
  }
});
