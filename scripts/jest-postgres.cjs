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
  process.env[VARIABLE] = postgres.url;
  globalThis.pavedRoadStopPostgres = () => postgres.stop();
};
