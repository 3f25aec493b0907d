import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { migrationConfig } from '../database/migrate';

/** The databases that every store must work on. */
export const testDatabaseIds: TestDatabaseId[] = ['SQLITE_3', 'POSTGRES_18'];

/** Milliseconds; on a busy machine a database alone takes longer to be made than Jest gives a test. */
const PATIENCE = 60_000;

/**
 * Migrated databases for the contract suites of the stores. Call it once at the top of a test file; it gives the tests
 * of that file time for them.
 *
 * TestDatabases skips a database that it cannot reach; this fails instead, so that a store is never
 * taken for tested on PostgreSQL when it was not.
 */
export function createTestDatabases(): {
  /** A fresh, empty, migrated database; closed after the tests. */
  init(id: TestDatabaseId): Promise<Knex>;
} {
  jest.setTimeout(PATIENCE);
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
