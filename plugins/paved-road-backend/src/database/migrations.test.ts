import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { connect, migrationConfig } from './migrate';
import { isSqlite } from './sql';

const databases = createTestDatabases();

async function listTables(knex: Knex): Promise<string[]> {
  const rows = isSqlite(knex)
    ? await knex('sqlite_master').where('type', 'table').pluck('name')
    : await knex('pg_tables').where('schemaname', 'public').pluck('tablename');
  return rows.filter(name => !/^(knex|sqlite)_/.test(name)).sort();
}

describe.each(testDatabaseIds)('migrations on %s', databaseId => {
  it('leave nothing behind when they are rolled back, and are skipped if the config says so', async () => {
    const knex = await databases.init(databaseId);
    const tables = await listTables(knex);
    expect(tables).toEqual(
      expect.arrayContaining(['assessment_events', 'assessments', 'entities']),
    );

    await knex.migrate.rollback(migrationConfig, true);
    await expect(listTables(knex)).resolves.toEqual([]);

    await connect(mockServices.database({ knex, migrations: { skip: true } }));
    await expect(listTables(knex)).resolves.toEqual([]);

    await connect(mockServices.database({ knex }));
    await expect(listTables(knex)).resolves.toEqual(tables);
    // A second start changes nothing.
    await connect(mockServices.database({ knex }));
  });

  it('refuse a database from before the first release in one line, and delete nothing', async () => {
    const knex = await databases.init(databaseId);
    await knex('knex_migrations').update({
      name: '20261125090000_entities.js',
    });
    await knex('badge_secret').insert({ id: 1, secret: 'kept' });
    const tables = await listTables(knex);

    const error: Error = await connect(mockServices.database({ knex })).catch(
      reason => reason,
    );
    expect(error.message).toMatch(
      /^A version before the first release .*decision-record.*scorecards\.csv.*waivers.*\.\/dev start --fresh\.$/,
    );
    await expect(listTables(knex)).resolves.toEqual(tables);
    await expect(knex('badge_secret').pluck('secret')).resolves.toEqual([
      'kept',
    ]);
  });
});
