import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import { Knex } from 'knex';
import { readdir } from 'node:fs/promises';
import { isSqlite } from './sql';

/** The first migration since the first release. */
const FIRST_MIGRATION = '20261205090000_tables.js';

const directory = resolvePackagePath(
  '@paved-road/plugin-paved-road-backend',
  'migrations',
);

export const migrationConfig: Knex.MigratorConfig = { directory };

/** Milliseconds that one back end waits for another one that migrates. */
const PATIENCE = 60_000;

/**
 * Connects to the plugin's database and migrates it, unless the config skips migrations.
 *
 * @param patience - milliseconds; for tests
 * @throws Error if a version before the first release created the tables, or a newer one has migrated them
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
    // Only one back end uses it.
    await migrate(knex);
  } else {
    await knex.transaction(async tx => {
      await takeTurn(tx, patience);
      await migrate(tx);
    });
  }
  return knex;
}

async function migrate(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('knex_migrations')) {
    const completed = await knex('knex_migrations').pluck('name');
    if (completed.length > 0 && !completed.includes(FIRST_MIGRATION)) {
      throw new Error(
        'A version before the first release created these tables, and this version cannot read them. ' +
          'Nothing was deleted. To keep data, start the earlier version and download ' +
          'each /api/paved-road/assessments/<id>/decision-record, /api/paved-road/scorecards.csv and ' +
          '/api/paved-road/waivers. Then start with an empty database; the demo does so with ./dev start --fresh.',
      );
    }
    const known = await readdir(directory);
    const newer = completed.filter(name => !known.includes(name));
    if (newer.length > 0) {
      throw new Error(
        `A newer version has migrated the tables (${newer.join(', ')}). Start that version, or restore the backup from ` +
          'before the upgrade.',
      );
    }
  }
  await knex.migrate.latest(migrationConfig);
}

/**
 * Waits until no other back end migrates the same tables. Knex has its own lock, but back ends that create its table at
 * the same time fail, or leave the table in a state in which none gets the lock.
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
