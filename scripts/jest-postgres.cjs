const knexFactory = require('knex');
const { once } = require('node:events');
const { createServer } = require('node:http');
const path = require('node:path');
const { startPostgres } = require('./startPostgres.cjs');
const { STARTER } = require('./testPostgres.cjs');

/** Jest's global set-up: offers one PostgreSQL 18 per run, which starts when the first test asks for it. */
module.exports = async () => {
  if (process.env[STARTER]) {
    return;
  }
  let starting;
  const server = createServer(async (_, response) => {
    try {
      starting ??= startWithTemplate();
      response.end((await starting).url);
    } catch (error) {
      response.writeHead(500).end(String(error.stack ?? error));
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.env[STARTER] = `http://127.0.0.1:${server.address().port}`;
  globalThis.pavedRoadStopPostgres = async () => {
    server.close();
    server.closeAllConnections();
    await (await starting?.catch(() => undefined))?.stop();
  };
};

/** Migrates `template1`, so that each new database has its tables at once. */
async function startWithTemplate() {
  const postgres = await startPostgres();
  const knex = knexFactory({
    client: 'pg',
    connection: `${postgres.url}/template1`,
  });
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
  return postgres;
}
