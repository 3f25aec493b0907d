import createKnex, { Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestPostgres } from '../../../../scripts/testPostgres.cjs';
import { createCable } from '../__testUtils__/createCable';
import { isOutage } from './answerOutages';

let postgresUrl: URL;
const opened: Knex[] = [];
const folders: string[] = [];

beforeAll(async () => {
  postgresUrl = new URL(await startTestPostgres());
});

function open(config: Knex.Config): Knex {
  const knex = createKnex({
    ...config,
    log: { warn() {} },
    useNullAsDefault: true,
  });
  opened.push(knex);
  return knex;
}

const openPostgres = (port = postgresUrl.port, pool: Knex.PoolConfig = {}) =>
  open({
    client: 'pg',
    connection: Object.assign(new URL('/postgres', postgresUrl), { port }).href,
    pool,
    // The first connection takes longer than a moment on a busy machine.
    acquireConnectionTimeout: 2000,
  });

async function openFile() {
  const folder = await mkdtemp(join(tmpdir(), 'paved-road-outage-'));
  folders.push(folder);
  return () =>
    open({
      client: 'better-sqlite3',
      connection: { filename: join(folder, 'test.sqlite') },
    });
}

const catchFailure = async (work: PromiseLike<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail');
};

const outages: Record<string, () => Promise<unknown>> = {
  'a server that is not there': async () => {
    const cable = await createCable({ host: '127.0.0.1', port: 1 });
    await cable.cut();
    return await catchFailure(openPostgres(String(cable.port)).raw('SELECT 1'));
  },
  'a connection that breaks': async () => {
    const cable = await createCable({
      host: postgresUrl.hostname,
      port: Number(postgresUrl.port),
    });
    const knex = openPostgres(String(cable.port));
    await knex.raw('SELECT 1');
    const sleep = catchFailure(knex.raw('SELECT pg_sleep(60)'));
    setTimeout(() => cable.cut(), 100);
    return await sleep;
  },
  'a server that shuts down': async () => {
    const knex = openPostgres();
    const [{ pid }] = (await knex.raw('SELECT pg_backend_pid() AS pid')).rows;
    const sleep = catchFailure(knex.raw('SELECT pg_sleep(60)'));
    await openPostgres().raw('SELECT pg_terminate_backend(?)', [pid]);
    return await sleep;
  },
  'a pool that is used up': async () => {
    const knex = openPostgres(undefined, { min: 0, max: 1 });
    return await knex.transaction(() => catchFailure(knex.raw('SELECT 1')));
  },
  'a pool that is closed': async () => {
    const knex = openPostgres();
    await knex.destroy();
    return await catchFailure(knex.raw('SELECT 1'));
  },
  'a server that another one took over from': async () =>
    await openPostgres().transaction(
      tx => catchFailure(tx.raw('CREATE TABLE refused (id INTEGER)')),
      { readOnly: true },
    ),
  'a file that somebody else has locked': async () => {
    const openAgain = await openFile();
    const owner = openAgain();
    await owner.raw('CREATE TABLE numbers (number INTEGER)');
    return await owner.transaction(async tx => {
      await tx('numbers').insert({ number: 1 });
      const other = openAgain();
      await other.raw('PRAGMA busy_timeout = 10');
      return await catchFailure(other('numbers').insert({ number: 2 }));
    });
  },
  'a portal that is not there': async () => {
    const cable = await createCable({ host: '127.0.0.1', port: 1 });
    await cable.cut();
    return await catchFailure(fetch(`http://127.0.0.1:${cable.port}`));
  },
};

const otherFailures: Record<string, () => Promise<unknown>> = {
  'a table of PostgreSQL that is not there': () =>
    catchFailure(openPostgres()('nothing')),
  'a table of SQLite that is not there': async () =>
    catchFailure((await openFile())()('nothing')),
  'an input that is not valid because its server is away': async () =>
    Object.assign(new Error('No rule pack'), {
      name: 'InputError',
      cause: Object.assign(new Error('away'), { code: 'ECONNREFUSED' }),
    }),
  'a mistake in the code': () =>
    catchFailure(Promise.reject(new TypeError('x is not a function'))),
};

describe('isOutage', () => {
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(knex => knex.destroy()));
    await Promise.all(
      folders.splice(0).map(folder => rm(folder, { recursive: true })),
    );
  });

  it.each(Object.entries(outages))('is so for %s', async (_, fail) => {
    const error = await fail();
    expect([isOutage(error), String(error)]).toEqual([true, String(error)]);
  });

  it.each(Object.entries(otherFailures))('is not for %s', async (_, fail) => {
    expect(isOutage(await fail())).toBe(false);
  });
});
