import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import { Knex } from 'knex';
import { isSqlite } from './sql';

/** Where the tables are described. */
export const migrationConfig: Knex.MigratorConfig = {
  directory: resolvePackagePath(
    '@paved-road/plugin-paved-road-backend',
    'migrations',
  ),
};

/** Milliseconds that one back end waits for another one that migrates. */
const PATIENCE = 60_000;

/**
 * The plugin's database with its tables, unless somebody else looks after migrations.
 *
 * @param patience - milliseconds; for tests
 */
export async function connect(
  database: DatabaseService,
  patience: number = PATIENCE,
): Promise<Knex> {
  const knex = await database.getClient();
  if (database.migrations?.skip) {
    return knex;
  }
  if (isSqlite(knex)) {
    // No two back ends share it.
    await knex.migrate.latest(migrationConfig);
  } else {
    await knex.transaction(async tx => {
      await takeTurn(tx, patience);
      await tx.migrate.latest(migrationConfig);
    });
  }
  return knex;
}

/**
 * Waits until no other back end migrates the same tables. Knex has a lock of its own, but back ends that create its
 * table at the same time fail, or leave it so that nobody gets the lock any more.
 */
async function takeTurn(tx: Knex.Transaction, patience: number): Promise<void> {
  await tx.raw(`SET LOCAL lock_timeout = ${patience}`);
  try {
    await tx.raw(
      `SELECT pg_advisory_xact_lock(hashtextextended('paved-road migrations ' || current_schema(), 0))`,
    );
  } catch (error) {
    throw new ForwardedError(
      `Another back end has been migrating the tables for ${patience / 1000} seconds`,
      error,
    );
  }
  await tx.raw('SET LOCAL lock_timeout TO DEFAULT');
}
