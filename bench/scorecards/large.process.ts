/* A large fleet on PostgreSQL: its evaluation, requests, exports and size, then an upgrade and a restart in another process. */
import { migrationConfig } from '../../plugins/paved-road-backend/src/database/migrate';
import {
  recordPages,
  scorecardPages,
} from '../../plugins/paved-road-backend/src/__testUtils__/fleetPages';
import { fillRecords } from '../../plugins/paved-road-backend/src/__testUtils__/fillRecords';
import { advise } from '../../plugins/paved-road-common/src/advisor';
import calibration from '../../plugins/paved-road-common/src/advisor/__fixtures__/calibration.json';
import { profileSchema } from '../../plugins/paved-road-common/src/schemas';
import createKnex, { Knex } from 'knex';
import { createAccounts } from './accounts';
import { Client, Database } from './backendConfig';
import { rulePack } from './checkLanguages';
import { places, service, serviceName } from './fleet';
import {
  daysOfHistory,
  fillFacts,
  fillHistory,
} from '../../plugins/paved-road-backend/src/__testUtils__/fillHistory';
import { createGeneratedCatalog } from './generatedCatalog';
import {
  Cost,
  measureMilliseconds,
  measureTimeAndCpu,
  MemoryWatch,
  until,
} from './measure';
import { MeasuredPage, measurePages } from './measurePages';
import { startPavedRoad } from './pavedRoad';
import { answer, task } from './process';

export interface LargeTask {
  port: number;
  database: Database;
  entities: number;
  repetitions: number;
  /** Whether the fleet is there, from an earlier process. */
  again: boolean;
}

/** A part of the work. */
export interface Stage extends Cost {
  title: string;
  memory: { heap: number; rss: number };
}

/** A file or a list that was read to its end. */
export interface Export {
  title: string;
  /** Milliseconds until the first and the last byte. */
  first: number;
  last: number;
  bytes: number;
  /** Bytes that live objects took: before, and the most meanwhile. */
  heap: { before: number; most: number };
}

export interface TableSize {
  table: string;
  /** Bytes with indexes: after the evaluation, and what the history added. */
  bytes: number;
  history: number;
}

export interface FilledResult {
  databaseVersion: string;
  stages: Stage[];
  pages: MeasuredPage[];
  exports: Export[];
  sizes: TableSize[];
}

export interface AgainResult {
  migrations: { name: string; milliseconds: number }[];
  /** Milliseconds from the start of the process to the first answer. */
  restart: number;
}

const { port, database, entities, repetitions, again } = task<LargeTask>();

/** Owns a fifth of the fleet, beside its share. */
const largestOwner = 'group:default/team-199';

let revision = 0;

/** Changes with the revision, for every hundredth service. */
function describe(index: number) {
  const described = service(index, index % 100 === 1 ? revision : 0);
  return index % 5 === 0
    ? { ...described, spec: { ...described.spec, owner: largestOwner } }
    : described;
}

const ref = (index: number) => `component:default/${serviceName(index)}`;
const every = (step: number, from = 0) =>
  Array.from({ length: Math.ceil((entities - from) / step) }, (_, index) =>
    ref(from + index * step),
  );

async function start() {
  const people = createAccounts();
  const pavedRoad = await startPavedRoad({
    port,
    database,
    features: [createGeneratedCatalog(entities, describe), ...people.features],
    config: people.config,
    pushed: {
      facts: [
        {
          name: 'coverage',
          title: 'Test coverage',
          description: 'Share of the code that tests run.',
          schema: { type: 'number', minimum: 0, maximum: 100 },
        },
      ],
      checks: [],
    },
  });
  return { people, ...pavedRoad };
}

async function fill(): Promise<FilledResult> {
  const pavedRoad = await start();
  const { knex, call } = pavedRoad;
  const stages: Stage[] = [];
  const stage = async (title: string, work: () => Promise<unknown>) => {
    globalThis.gc!();
    const memory = new MemoryWatch();
    const cost = await measureTimeAndCpu(work);
    stages.push({ title, ...cost, memory: memory.stop() });
    log(`${title}: ${(cost.time / 1_000).toFixed(1)} s`);
  };

  await fillRecords(
    knex,
    every(1),
    calibration.map(decision => {
      const profile = profileSchema.parse(decision.profile);
      return { profile, advice: advise({ profile }) };
    }),
  );
  log('Decisions and waivers are stored');
  await stage('first evaluation', () => pavedRoad.pass());
  revision = 1;
  await stage('1 % changed, from events', () =>
    pavedRoad.followEvents(every(100, 1)),
  );
  await stage('pass, nothing changed', () => pavedRoad.pass());
  await fillFacts(knex);
  const before = await readSizes(knex);
  await fillHistory(knex);
  const after = await readSizes(knex);
  log(`${daysOfHistory} days of history are stored`);

  const { token } = await pavedRoad.people.ofGroup('member', largestOwner);
  const preview = { id: '' };
  await stage('preview of a rule pack', async () => {
    preview.id = await previewRules(call, token);
  });
  const { text } = await call(
    '/paved-road/campaigns',
    {
      title: 'Silver for all',
      targetLevel: 'silver',
      dueOn: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
    },
    token,
  );
  const ids = { campaign: JSON.parse(text).id, preview: preview.id };
  const asked = places(entities);
  const largest = { ...asked, owner: largestOwner };
  const records = {
    entity: `component/default/${serviceName(0)}`,
    systemPath: 'system/default/system-42',
    ...ids,
  };
  const measure = (pages: Parameters<typeof measurePages>[1]) =>
    measurePages(pavedRoad, pages, { repetitions, token });
  const pages = [
    ...(await measure({
      ...scorecardPages(asked),
      ...recordPages(asked, records),
    })),
    ...(
      await measure({
        ...onlyOfOwner(scorecardPages(largest), largestOwner),
        ...onlyOfOwner(recordPages(largest, records), largestOwner),
      })
    ).map(page => ({ ...page, name: `${page.name}, the largest` })),
  ];
  log('Pages are measured');
  const read = async (title: string, pull: () => AsyncIterable<number>) =>
    await measureExport(title, pull);
  const exports = [
    await read('scorecards as CSV', () => download('/scorecards.csv', token)),
    await read('predictions as CSV', () => download('/predictions.csv', token)),
    await read('scorecards as JSON, 100 a page', () =>
      readPages(call, '/scorecards?limit=100', token),
    ),
  ];
  return {
    databaseVersion: (await knex.raw('SHOW server_version')).rows[0]
      .server_version,
    stages,
    pages,
    exports,
    sizes: [...after].map(([table, bytes]) => ({
      table,
      bytes,
      history: bytes - (before.get(table) ?? 0),
    })),
  };
}

const log = (text: string) =>
  console.log(`${process.uptime().toFixed(0)} s: ${text}`);

/** The requests that name an owner. */
function onlyOfOwner(
  pages: Record<string, Record<string, string>>,
  owner: string,
): Record<string, Record<string, string>> {
  return {
    ...Object.fromEntries(
      Object.entries(pages).map(([operation, requests]) => [
        operation,
        Object.fromEntries(
          Object.entries(requests).filter(([, path]) => path.includes(owner)),
        ),
      ]),
    ),
  };
}

/** Bytes by table, with indexes. Vacuumed, as PostgreSQL does by itself; it leaves the files at their size. */
async function readSizes(knex: Knex): Promise<Map<string, number>> {
  await knex.raw('VACUUM ANALYZE');
  const { rows } = await knex.raw(
    `SELECT relname, pg_total_relation_size(oid) AS bytes FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY bytes DESC`,
  );
  return new Map(
    rows.map(({ relname, bytes }: { relname: string; bytes: string }) => [
      relname,
      Number(bytes),
    ]),
  );
}

/** Makes half of the checks stricter by a level, and waits for the result. */
async function previewRules(call: Client, token: string): Promise<string> {
  const { spec } = rulePack;
  const pack = {
    ...rulePack,
    spec: {
      ...spec,
      checks: spec.checks.map((check, index) =>
        index % 2 ? { ...check, level: 'bronze' } : check,
      ),
    },
  };
  const { text } = await call(
    '/paved-road/rule-packs/preview',
    { pack },
    token,
  );
  const { id } = JSON.parse(text);
  await until(async () => {
    const asked = await call(
      `/paved-road/rule-packs/preview/${id}`,
      undefined,
      token,
    );
    const { state, problem } = JSON.parse(asked.text);
    if (state !== 'running' && state !== 'finished') {
      throw new Error(`The preview is ${state}: ${problem}`);
    }
    return state === 'finished';
  }, 1_000);
  return id;
}

function liveHeap(): number {
  globalThis.gc!();
  return process.memoryUsage().heapUsed;
}

async function measureExport(
  title: string,
  pull: () => AsyncIterable<number>,
): Promise<Export> {
  const heap = { before: liveHeap(), most: 0 };
  // Seldom, because a collection takes long.
  const watch = setInterval(() => {
    heap.most = Math.max(heap.most, liveHeap());
  }, 5_000);
  const begin = performance.now();
  let first = 0;
  let bytes = 0;
  for await (const length of pull()) {
    first ||= performance.now() - begin;
    bytes += length;
  }
  const last = performance.now() - begin;
  clearInterval(watch);
  heap.most = Math.max(heap.most, liveHeap());
  log(`${title}: ${(last / 1_000).toFixed(1)} s`);
  return { title, first, last, bytes, heap };
}

/** The lengths of the parts of a file, as they arrive. */
async function* download(path: string, token: string): AsyncGenerator<number> {
  const response = await fetch(
    `http://127.0.0.1:${port}/api/paved-road${path}`,
    {
      headers: { authorization: `Bearer ${token}` },
    },
  );
  if (!response.ok) {
    throw new Error(`${path}: ${response.status}`);
  }
  for await (const chunk of response.body!) {
    yield chunk.length;
  }
}

/** The lengths of all pages of a list. */
async function* readPages(
  call: Client,
  path: string,
  token: string,
): AsyncGenerator<number> {
  let cursor = '';
  do {
    const { text, bytes } = await call(
      `/paved-road${path}${cursor}`,
      undefined,
      token,
    );
    yield bytes;
    const { nextCursor } = JSON.parse(text);
    cursor = nextCursor ? `&cursor=${encodeURIComponent(nextCursor)}` : '';
  } while (cursor);
}

/** Undoes every migration but the first one, and does each again. */
async function upgrade(): Promise<AgainResult['migrations']> {
  if (database.client !== 'pg') {
    throw new Error('Only PostgreSQL is measured');
  }
  const knex = createKnex({
    client: 'pg',
    connection: `${database.connection}/${database.prefix}paved-road`,
  });
  try {
    const [done] = (await knex.migrate.list(migrationConfig)) as [
      { name: string }[],
    ];
    const later = done.slice(1).map(({ name }) => name);
    for (const name of later.toReversed()) {
      await knex.migrate.down({ ...migrationConfig, name } as object);
    }
    const migrations: AgainResult['migrations'] = [];
    for (const name of later) {
      migrations.push({
        name,
        milliseconds: await measureMilliseconds(() =>
          knex.migrate.up({ ...migrationConfig, name } as object),
        ),
      });
    }
    return migrations;
  } finally {
    await knex.destroy();
  }
}

async function startAgain(): Promise<AgainResult> {
  const migrations = await upgrade();
  const upgraded = performance.now();
  const { call } = await start();
  await call('/paved-road/scorecards');
  return { migrations, restart: performance.now() - upgraded };
}

answer<FilledResult | AgainResult>(again ? startAgain : fill);
