import { Knex } from 'knex';
import { Duration } from 'luxon';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createBackEnds } from '../__testUtils__/createBackEnds';
import { createTestDatabases } from '../__testUtils__/testDatabases';

const databases = createTestDatabases();
const noEnd = new AbortController().signal;

const setUp = async (count: number) =>
  createBackEnds(await databases.init('POSTGRES_18'), count);

const connectionOf = (knex: Knex): string => {
  const { connection } = knex.client.config;
  if (typeof connection === 'string') {
    return connection;
  }
  const { host, port, user, password, database } = connection;
  return `postgresql://${user}:${password}@${host}:${port}/${database}`;
};

describe('several back ends', () => {
  it('shares a fleet between back ends, without skipping or doing anything twice', async () => {
    const { engine, other, catalog, revisions, changeRules } =
      await setUp(2_000);
    const run = await changeRules();
    catalog.asked = 0;
    const batches = [engine, other].map(({ updater }) =>
      jest.spyOn(updater, 'refresh'),
    );
    await Promise.all([engine.worker.run(), other.worker.run()]);

    await expect(revisions()).resolves.toEqual({ 2: 2_000 });
    await expect(engine.runs.get(run.id)).resolves.toMatchObject({
      state: 'finished',
      total: 2_000,
      done: 2_000,
      changed: 2_000,
    });
    const shares = batches.map(({ mock }) => mock.calls.length);
    expect(Math.min(...shares)).toBeGreaterThan(1);
    expect(shares[0] + shares[1]).toBeGreaterThanOrEqual(10);
  });

  it('passes over the catalog in one back end while the other one evaluates, and agrees on the result', async () => {
    const { engine, other, changeRules, revisions } = await setUp(1_500);
    await changeRules();
    await Promise.all([other.sync.run(noEnd), engine.worker.run()]);
    await engine.worker.run();
    await expect(revisions()).resolves.toEqual({ 2: 1_500 });
  });

  it('finishes what a back end has claimed that died', async () => {
    const { engine, other, clock, changeRules, revisions } = await setUp(500);
    const run = await changeRules();
    jest
      .spyOn(other.updater, 'refresh')
      .mockRejectedValue(new Error('This back end is dead'));
    await other.worker.run();
    await engine.worker.run();
    await expect(revisions()).resolves.toEqual({ 1: 200, 2: 300 });
    await expect(engine.runs.get(run.id)).resolves.toMatchObject({
      state: 'running',
      done: 300,
    });

    clock.ahead = Duration.fromObject({ minutes: 2 });
    await engine.worker.run();
    await expect(revisions()).resolves.toEqual({ 2: 500 });
    await expect(engine.runs.get(run.id)).resolves.toMatchObject({
      state: 'finished',
      done: 500,
    });
  });

  it('finishes what a back end was about that was killed', async () => {
    const { knex, engine, clock, changeRules, revisions } = await setUp(1_000);
    const run = await changeRules();
    const child = spawn(
      process.execPath,
      [
        '--import',
        '@backstage/cli/config/nodeTransform.cjs',
        path.join(__dirname, '../__testUtils__/runWorker.ts'),
        connectionOf(knex),
        '1000',
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let requests = 0;
    child.stdout.on('data', data => {
      requests += String(data).split('request').length - 1;
      if (requests >= 4) {
        child.kill('SIGKILL');
      }
    });
    await expect(once(child, 'exit')).resolves.toEqual([null, 'SIGKILL']);
    const before = await revisions();
    expect(before[2]).toBeGreaterThan(0);
    expect(before[1]).toBeGreaterThan(0);

    await engine.worker.run();
    clock.ahead = Duration.fromObject({ minutes: 2 });
    await engine.worker.run();
    await expect(revisions()).resolves.toEqual({ 2: 1_000 });
    await expect(engine.runs.get(run.id)).resolves.toMatchObject({
      state: 'finished',
      total: 1_000,
      done: 1_000,
    });
  });
});
