import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { migrationConfig } from '../database/migrate';

/** The databases that every store must work on. */
export const testDatabaseIds: TestDatabaseId[] = ['SQLITE_3', 'POSTGRES_18'];

/**
 * Migrated databases for the contract suites of the stores. Call it once at the top of a test file.
 *
 * TestDatabases skips a database that it cannot reach; this fails instead, so that a store is never
 * taken for tested on PostgreSQL when it was not.
 */
export function createTestDatabases(): {
  /** A fresh, empty, migrated database; closed after the tests. */
  init(id: TestDatabaseId): Promise<Knex>;
} {
  const databases = TestDatabases.create({ ids: testDatabaseIds });
  return {
    async init(id) {
      if (!databases.supports(id)) {
        throw new Error(
          `${id} is not available, so the store cannot be tested on it`,
        );
      }
      const knex = await databases.init(id);
      await knex.migrate.latest(migrationConfig);
      return knex;
    },
  };
}
