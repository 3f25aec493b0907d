import { startTestPostgres } from '../../../../scripts/testPostgres.cjs';
import { testDatabaseIds } from '../__testUtils__/testDatabases';
import { until } from '../__testUtils__/until';
import { attack } from './__testUtils__/attack';
import { inconsistencies } from './__testUtils__/consistency';
import { startWorld, World } from './__testUtils__/world';

/* `./dev attack` sets them; without, a small share runs with all tests. */
const count = Number(process.env.ATTACK_REQUESTS ?? 500);
const seed = Number(process.env.ATTACK_SEED ?? 20261128);
const databases = count > 500 ? testDatabaseIds : testDatabaseIds.slice(0, 1);

jest.setTimeout(Math.max(240_000, count * 60));

// Knex tells of each connection, and the back end of each request that it refuses.
beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation();
});

/** Waits until nothing is due, so that what is stored does not change any more. */
async function untilQuiet({ knex }: World): Promise<void> {
  await until(async () => {
    const [{ due }] = await knex('due_evaluations').count({ due: '*' });
    return Number(due) === 0;
  });
}

describe.each(databases)('an attack on %s', database => {
  it('gets nothing that it should not, and leaves the database as it should be', async () => {
    const world = await startWorld(
      database === 'SQLITE_3' ? undefined : await startTestPostgres(),
    );
    const start = Date.now();
    const { requests, statuses, neverDone, problems } = await attack(world, {
      count,
      seed,
    });
    process.stdout.write(
      `${database}: ${requests} requests with seed ${seed} in ${Math.round((Date.now() - start) / 1000)} s, by status ${JSON.stringify(statuses)}; never done: ${neverDone.join(', ') || 'none'}\n`,
    );
    await untilQuiet(world);
    const wrong = await inconsistencies(world.knex);
    expect([...problems, ...wrong]).toEqual([]);
    await world.stop();
  });
});
