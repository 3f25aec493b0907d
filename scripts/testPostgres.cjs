const STARTER = 'PAVED_ROAD_TEST_POSTGRES_STARTER';
const CONNECTION = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

/**
 * Starts the PostgreSQL 18 of this Jest run unless it is running, and registers it with Backstage's TestDatabases.
 *
 * @returns {Promise<string>} its URL, without a database
 * @throws Error if it cannot start, so that no suite skips PostgreSQL
 */
async function startTestPostgres() {
  if (!process.env[CONNECTION]) {
    const response = await fetch(process.env[STARTER]);
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`PostgreSQL did not start: ${text}`);
    }
    process.env[CONNECTION] = text;
  }
  return process.env[CONNECTION];
}

module.exports = { STARTER, startTestPostgres };
