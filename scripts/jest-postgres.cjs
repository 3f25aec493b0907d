const knexFactory = require('knex');
const path = require('node:path');
const { startPostgres } = require('./startPostgres.cjs');

const VARIABLE = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

/**
 * Starts PostgreSQL 18 for the store contract suites. Backstage's TestDatabases skips a database
 * that it has no connection string for; here a PostgreSQL that cannot start fails the run instead.
 */
module.exports = async () => {
  process.env.BACKSTAGE_TEST_DISABLE_DOCKER = '1';
  if (process.env[VARIABLE]) {
    return;
  }
  const postgres = await startPostgres();
  await migrateTemplate(postgres.url);
  process.env[VARIABLE] = postgres.url;
  globalThis.pavedRoadStopPostgres = () => postgres.stop();
};

/** New databases are copies of `template1`, so each has its tables at once instead of making them again. */
async function migrateTemplate(url) {
  const knex = knexFactory({ client: 'pg', connection: `${url}/template1` });
  try {
    await knex.migrate.latest({
      directory: path.join(
        __dirname,
        '../plugins/paved-road-backend/migrations',
      ),
    });
  } finally {
    await knex.destroy();
  }
}
