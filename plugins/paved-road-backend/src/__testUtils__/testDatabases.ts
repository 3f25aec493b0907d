import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { startTestPostgres } from '../../../../scripts/testPostgres.cjs';
import { migrationConfig } from '../database/migrate';

/** Every store must work on these databases. */
export const testDatabaseIds: TestDatabaseId[] = ['SQLITE_3', 'POSTGRES_18'];

/**
 * Migrated databases for the contract suites of the stores. Call it once at the top of a test file. PostgreSQL
 * starts with its first database; if it cannot, the test fails.
 */
export function createTestDatabases(): {
  /** A new, empty, migrated database; closed after the tests. */
  init(id: TestDatabaseId): Promise<Knex>;
} {
  // With Docker disabled, TestDatabases would skip PostgreSQL until it has started.
  const databases = TestDatabases.create({
    ids: testDatabaseIds,
    disableDocker: false,
  });
  return {
    async init(id) {
      if (id === 'POSTGRES_18') {
        await startTestPostgres();
      }
      const knex = await databases.init(id);
      await knex.migrate.latest(migrationConfig);
      return knex;
    },
  };
}
