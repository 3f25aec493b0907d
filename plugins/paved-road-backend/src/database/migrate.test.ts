import { mockServices } from '@backstage/backend-test-utils';
import createKnex, { Knex } from 'knex';
import { startTestPostgres } from '../../../../scripts/testPostgres.cjs';
import { connect, migrationConfig } from './migrate';

let postgresUrl: string;

beforeAll(async () => {
  postgresUrl = await startTestPostgres();
});

const opened: Knex[] = [];

const open = (database: string): Knex => {
  const knex = createKnex({
    client: 'pg',
    connection: `${postgresUrl}/${database}`,
  });
  opened.push(knex);
  return knex;
};

/** An empty database; the template that is used otherwise has our tables. */
async function createEmpty(name: string): Promise<string> {
  const database = `${name}_${process.pid}`;
  await open('postgres').raw('CREATE DATABASE ?? TEMPLATE template0', [
    database,
  ]);
  return database;
}

const connectAs = (knex: Knex, patience?: number) =>
  connect(mockServices.database({ knex }), patience);

describe('connect', () => {
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(knex => knex.destroy()));
  });

  it('gives their tables to all back ends that start at once on an empty PostgreSQL', async () => {
    for (const round of [1, 2, 3]) {
      const database = await createEmpty(`race${round}`);
      const replicas = Array.from({ length: 6 }, () => open(database));
      await Promise.all(replicas.map(replica => connectAs(replica)));
      const [completed, missing] =
        await replicas[0].migrate.list(migrationConfig);
      expect([completed.length > 0, missing]).toEqual([true, []]);
      // With two rows, which such a race can leave, nobody gets knex' lock any more.
      await expect(replicas[0]('knex_migrations_lock')).resolves.toEqual([
        { index: 1, is_locked: 0 },
      ]);
    }
  });

  it('refuses tables that a newer version has migrated', async () => {
    const database = await createEmpty('newer');
    const knex = await connectAs(open(database));
    await knex('knex_migrations').insert({ name: '20991231000000_newer.js' });
    await expect(connectAs(open(database))).rejects.toThrow(
      'A newer version has migrated the tables (20991231000000_newer.js). Start that version, or restore the backup',
    );
  });

  it('waits for another back end that migrates, but not for ever', async () => {
    const database = await createEmpty('waits');
    const other = open(database);
    let starts: Promise<Knex> | undefined;
    await other.transaction(async tx => {
      // What it does until its tables are there.
      await tx.raw(
        `SELECT pg_advisory_xact_lock(hashtextextended('paved-road migrations public', 0))`,
      );
      starts = connectAs(open(database));
      await expect(connectAs(open(database), 100)).rejects.toThrow(
        'Another back end has been migrating the tables for 0.1 seconds',
      );
      await expect(
        tx('pg_tables').where('schemaname', 'public').pluck('tablename'),
      ).resolves.toEqual([]);
    });
    const knex = await starts!;
    await expect(knex('assessments')).resolves.toEqual([]);
  });
});
