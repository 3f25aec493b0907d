import { mockServices } from '@backstage/backend-test-utils';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { isSqlite } from './sql';
import { Knex } from 'knex';
import { connect, migrationConfig } from './migrate';

const databases = createTestDatabases();

async function tablesOf(knex: Knex): Promise<string[]> {
  const rows = isSqlite(knex)
    ? await knex('sqlite_master').where('type', 'table').pluck('name')
    : await knex('pg_tables').where('schemaname', 'public').pluck('tablename');
  return rows.filter(name => !/^(knex|sqlite)_/.test(name)).sort();
}

describe.each(testDatabaseIds)('migrations on %s', databaseId => {
  it('leave nothing behind when they are taken back, and are applied unless somebody else looks after them', async () => {
    const knex = await databases.init(databaseId);
    const tables = await tablesOf(knex);
    expect(tables).toEqual(
      expect.arrayContaining(['assessment_events', 'assessments', 'entities']),
    );

    await knex.migrate.rollback(migrationConfig, true);
    await expect(tablesOf(knex)).resolves.toEqual([]);

    await connect(mockServices.database({ knex, migrations: { skip: true } }));
    await expect(tablesOf(knex)).resolves.toEqual([]);

    await connect(mockServices.database({ knex }));
    await expect(tablesOf(knex)).resolves.toEqual(tables);
  });
});
