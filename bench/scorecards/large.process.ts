/* A large fleet on PostgreSQL: its evaluation, requests, exports and size, then an upgrade and a restart in another process. */
import { migrationConfig } from '../../plugins/paved-road-backend/src/database/migrate';
import {
  Places,
  recordPages,
  scorecardPages,
} from '../../plugins/paved-road-backend/src/__testUtils__/fleetPages';
import { fillRecords } from '../../plugins/paved-road-backend/src/__testUtils__/fillRecords';
import createKnex, { Knex } from 'knex';
import { createAccounts } from './accounts';
import { Client, createClient } from './backendConfig';
import { rulePack } from './checkLanguages';
import { places, service, serviceName, serviceRef } from './fleet';
import {
  daysOfHistory,
  fillFacts,
  fillHistory,
} from '../../plugins/paved-road-backend/src/__testUtils__/fillHistory';
import { createGeneratedCatalog } from './generatedCatalog';
import {
  Cost,
  measureCostAndMemory,
  measureMilliseconds,
  Memory,
  Times,
  until,
} from './measure';
import { MeasuredPage, measurePages } from './measurePages';
import { readDatabaseVersion, startPavedRoad } from './pavedRoad';
import { answer, task } from './process';
import { advised, createCampaign } from './records';

/** A part of the work. */
export interface Stage extends Cost {
  title: string;
  memory: Memory;
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
  /** `part`: times of a user who does not see a tenth. */
  pages: (MeasuredPage & { part?: Times })[];
  exports: Export[];
  sizes: TableSize[];
}

/** A part of the work of the second process, in milliseconds. */
export interface Duration {
  title: string;
  time: number;
}

const { port, database, entities, repetitions, again } = task<{
  /** Whether the fleet is there, from an earlier process. */
  again: boolean;
}>();

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

const every = (step: number, from = 0) =>
  Array.from({ length: Math.ceil((entities - from) / step) }, (_, index) =>
    serviceRef(from + index * step),
  );

async function start() {
  const people = createAccounts();
  const pavedRoad = await startPavedRoad({
    port,
    database,
    features: [createGeneratedCatalog(entities, describe), ...people.features],
    config: people.config,
    checks: [],
  });
  return { people, ...pavedRoad };
}

async function fill(): Promise<FilledResult> {
  const pavedRoad = await start();
  const { knex } = pavedRoad;
  const stages: Stage[] = [];
  const stage = async (title: string, work: () => Promise<unknown>) => {
    globalThis.gc!();
    stages.push({ title, ...(await measureCostAndMemory(work)) });
    log(title);
  };

  await fillRecords(knex, every(1), advised);
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
  const call = createClient(port, token);
  const records = {
    entity: `component/default/${serviceName(0)}`,
    systemPath: 'system/default/system-42',
    preview: '',
    campaign: '',
  };
  await stage('preview of a rule pack', async () => {
    records.preview = await previewRules(call);
  });
  records.campaign = await createCampaign(call);
  const asked = places(entities);
  const list = (about: Places): [string, string][] =>
    Object.values<Record<string, string>>({
      ...scorecardPages(about),
      ...recordPages(about, records),
    }).flatMap(Object.entries);
  const ofLargest = list({ ...asked, owner: largestOwner })
    .filter(([, path]) => path.includes(largestOwner))
    .map(([title, path]): [string, string] => [`${title}, the largest`, path]);
  const pages = await measurePages(
    { knex, call },
    [...list(asked), ...ofLargest],
    repetitions,
  );
  log('Pages are measured');
  const some = await pavedRoad.people.ofGroup('some', largestOwner, 10);
  const callInPart = createClient(port, some.token);
  await stage('who may see what, read for the first time', () =>
    until(async () => await answers(callInPart), 1_000),
  );
  const part = await measurePages(
    { knex, call: callInPart },
    list(asked),
    repetitions,
  );
  log('Pages are measured where a tenth is hidden');
  const exports = [
    await measureExport(
      'scorecards as CSV',
      download('/scorecards.csv', token),
    ),
    await measureExport(
      'predictions as CSV',
      download('/predictions.csv', token),
    ),
    await measureExport(
      'scorecards as JSON, 100 a page',
      readPages(call, '/scorecards?limit=100'),
    ),
  ];
  return {
    databaseVersion: await readDatabaseVersion(knex),
    stages,
    pages: pages.map((page, index) => ({ ...page, part: part[index]?.times })),
    exports,
    sizes: after.map(({ table, bytes }) => ({
      table,
      bytes,
      history: bytes - (before.find(of => of.table === table)?.bytes ?? 0),
    })),
  };
}

const log = (text: string) =>
  console.log(`${process.uptime().toFixed(0)} s: ${text}`);

/** Bytes by table, with indexes. Vacuumed, as PostgreSQL does by itself; it leaves the files at their size. */
async function readSizes(
  knex: Knex,
): Promise<Pick<TableSize, 'table' | 'bytes'>[]> {
  await knex.raw('VACUUM ANALYZE');
  const { rows } = await knex.raw(
    `SELECT relname AS "table", pg_total_relation_size(oid)::float8 AS bytes FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY bytes DESC`,
  );
  return rows;
}

/** Makes half of the checks stricter by a level, and waits for the result. */
async function previewRules(call: Client): Promise<string> {
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
  const { text } = await call('/paved-road/rule-packs/preview', { pack });
  const { id } = JSON.parse(text);
  await until(async () => {
    const asked = await call(`/paved-road/rule-packs/preview/${id}`);
    const { state, problem } = JSON.parse(asked.text);
    if (state !== 'running' && state !== 'finished') {
      throw new Error(`The preview is ${state}: ${problem}`);
    }
    return state === 'finished';
  }, 1_000);
  return id;
}

/** Whether the catalog is read; until then, requests of people with conditions fail. */
async function answers(call: Client): Promise<boolean> {
  try {
    await call('/paved-road/scorecards?limit=1');
    return true;
  } catch (error) {
    if (!String(error).includes(' 503 ')) {
      throw error;
    }
    return false;
  }
}

function liveHeap(): number {
  globalThis.gc!();
  return process.memoryUsage().heapUsed;
}

async function measureExport(
  title: string,
  parts: AsyncIterable<number>,
): Promise<Export> {
  const heap = { before: liveHeap(), most: 0 };
  // Seldom, because a collection takes long.
  const watch = setInterval(() => {
    heap.most = Math.max(heap.most, liveHeap());
  }, 5_000);
  const begin = performance.now();
  let first = 0;
  let bytes = 0;
  for await (const length of parts) {
    first ||= performance.now() - begin;
    bytes += length;
  }
  const last = performance.now() - begin;
  clearInterval(watch);
  heap.most = Math.max(heap.most, liveHeap());
  log(title);
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
async function* readPages(call: Client, path: string): AsyncGenerator<number> {
  let cursor = '';
  do {
    const { text, bytes } = await call(`/paved-road${path}${cursor}`);
    yield bytes;
    const { nextCursor } = JSON.parse(text);
    cursor = nextCursor ? `&cursor=${encodeURIComponent(nextCursor)}` : '';
  } while (cursor);
}

/** Undoes every migration but the first one, and does each again. */
async function upgrade(): Promise<Duration[]> {
  if (database.client !== 'pg') {
    throw new Error('Only PostgreSQL is measured');
  }
  const knex = createKnex({
    client: 'pg',
    connection: `${database.connection}/${database.prefix}paved-road`,
  });
  try {
    const [done]: { name: string }[][] =
      await knex.migrate.list(migrationConfig);
    const later = done.slice(1);
    for (let undone = 0; undone < later.length; undone += 1) {
      await knex.migrate.down(migrationConfig);
    }
    const upgrades: Duration[] = [];
    for (const { name } of later) {
      upgrades.push({
        title: `upgrade by \`${name}\``,
        time: await measureMilliseconds(() => knex.migrate.up(migrationConfig)),
      });
    }
    return upgrades;
  } finally {
    await knex.destroy();
  }
}

async function startAgain(): Promise<Duration[]> {
  const upgrades = await upgrade();
  const time = await measureMilliseconds(async () => {
    const { call } = await start();
    await call('/paved-road/scorecards');
  });
  return [{ title: 'restart, until the first answer', time }, ...upgrades];
}

answer<FilledResult | Duration[]>(again ? startAgain : fill);
