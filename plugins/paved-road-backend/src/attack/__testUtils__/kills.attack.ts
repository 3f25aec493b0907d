import createKnex, { Knex } from 'knex';
import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { startTestPostgres } from '../../../../../scripts/testPostgres.cjs';
import { until } from '../../__testUtils__/until';
import { inconsistencies } from './consistency';
import { createDatabases } from './world';

/* Takes most of the time of `./dev attack`, so `./dev test` leaves it out. */
const kills = Number(process.env.ATTACK_KILLS ?? 20);
const SERVICES = 60;
const token = 'token-of-the-attack';
let postgresUrl: string;
const port = 20_000 + (process.pid % 20_000);

jest.setTimeout(240_000 + kills * 30_000);

beforeAll(async () => {
  postgresUrl = await startTestPostgres();
});

beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation();
});

async function call(method: string, url: string, body?: object) {
  const response = await fetch(
    `http://127.0.0.1:${port}/api/paved-road${url}`,
    {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'if-match': '*',
      },
      body: body && JSON.stringify(body),
    },
  );
  return { status: response.status, body: (await response.json()) as any };
}

/** A request whose answer may never come. */
const attempt = (...request: Parameters<typeof call>) =>
  call(...request).catch(() => ({ status: 0, body: {} }));

async function start(prefix: string): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      '@backstage/cli/config/nodeTransform.cjs',
      path.join(__dirname, 'backend.process.ts'),
      String(port),
      postgresUrl,
      prefix,
      String(SERVICES),
      token,
    ],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, LOG_LEVEL: 'error' },
    },
  );
  await until(
    async () => (await attempt('GET', '/evaluations')).status === 200,
  );
  return child;
}

/** Writes without end, so that whatever moment it is, something is half done. */
function startWriting() {
  let isOver = false;
  let answered = 0;
  const unexpected: string[] = [];
  const send = async (method: string, url: string, body?: object) => {
    const answer = await attempt(method, url, body);
    answered += answer.status > 0 ? 1 : 0;
    if (answer.status >= 500) {
      unexpected.push(`${method} ${url}: ${answer.status}`);
    }
    return answer.body;
  };
  async function writer(number: number) {
    for (let turn = number; !isOver; turn += 1) {
      const name = `service-${turn % SERVICES}`;
      const entity = `/entities/component/default/${name}`;
      const { id } = await send('POST', `${entity}/assessments`, {
        profile: { team: { teamSize: 5 } },
      });
      await send('POST', `/assessments/${id}/submit`);
      const waiver = await send('POST', '/waivers', {
        entityRef: `component:default/${name}`,
        checkId: 'part-of-system',
        reason: 'It is written in June.',
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      });
      await Promise.all([
        send('POST', `/waivers/${waiver.id}/revoke`, {}),
        send('POST', `/assessments/${id}/withdraw`),
        send('POST', `${entity}/scorecard`),
        send('POST', '/evaluations'),
      ]);
    }
  }
  const writers = Array.from({ length: 8 }, (_, number) => writer(number * 7));
  return {
    answers: () => answered,
    /** What should not have been answered. */
    async stop() {
      isOver = true;
      await Promise.all(writers);
      return unexpected;
    },
  };
}

async function unfinished(knex: Knex): Promise<object> {
  const [{ due }] = await knex('due_evaluations').count({ due: '*' });
  const [{ running }] = await knex('evaluation_runs')
    .where({ state: 'running' })
    .count({ running: '*' });
  return { due: Number(due), running: Number(running) };
}

describe('a back end that is killed', () => {
  it('leaves nothing half-written, and what it was about is done by the next one', async () => {
    const { prefix } = await createDatabases(postgresUrl);
    let child = await start(prefix);
    const knex = createKnex({
      client: 'pg',
      connection: `${postgresUrl}/${prefix}paved-road`,
    });
    const countScorecards = async () => {
      const [{ stored }] = await knex('scorecards').count({ stored: '*' });
      return Number(stored);
    };
    // The catalog takes its time.
    await until(async () => (await countScorecards()) === SERVICES);
    let answered = 0;
    const problems: string[] = [];
    for (let kill = 1; kill <= kills; kill += 1) {
      const writing = startWriting();
      const enough = 10 + ((kill * 17) % 50);
      await until(async () => writing.answers() >= enough);
      child.kill('SIGKILL');
      await once(child, 'exit');
      problems.push(...(await writing.stop()));
      answered += writing.answers();
      problems.push(...(await inconsistencies(knex)));
      child = await start(prefix);
    }
    // Claims of the dead end after a minute.
    await until(async () => {
      const rest = await unfinished(knex);
      return JSON.stringify(rest) === '{"due":0,"running":0}';
    });
    problems.push(...(await inconsistencies(knex)));
    process.stdout.write(`${kills} kills, ${answered} requests answered\n`);
    expect(problems).toEqual([]);
    await expect(countScorecards()).resolves.toBe(SERVICES);
    child.kill('SIGTERM');
    await once(child, 'exit');
    await knex.destroy();
  });
});
