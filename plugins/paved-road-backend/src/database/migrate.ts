import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** Where the tables are described. */
export const migrationConfig: Knex.MigratorConfig = {
  directory: resolvePackagePath(
    '@paved-road/plugin-paved-road-backend',
    'migrations',
  ),
};

/** The plugin's database with its tables, unless somebody else looks after migrations. */
export async function connect(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest(migrationConfig);
  }
  return knex;
}
