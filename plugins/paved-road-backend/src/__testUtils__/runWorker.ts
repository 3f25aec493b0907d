/*
 * A back end in a process of its own, to be killed: it evaluates what is due and tells of each request to
 * the catalog. Arguments: connection string, number of entities.
 */
import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import createKnex from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { createScorecardEngine } from '../evaluation/createScorecardEngine';
import { createRules, createServices, World } from './engineFixtures';
import { createStores } from '../wiring/createStores';
import { FakeCatalog } from './FakeCatalog';

async function main([connection, count]: string[]) {
  const catalog = new FakeCatalog(createServices(Number(count)));
  catalog.beforeRequest = async () => {
    process.stdout.write('request\n');
    await sleep(20);
  };
  const world = new World();
  world.rules = createRules({ version: '2.0.0', check: 'false' });
  const log = () => {};
  const logger = {
    debug: log,
    info: log,
    warn: log,
    error: (message: string, error: Error) =>
      process.stderr.write(`${message} ${error.stack}\n`),
  } as Partial<LoggerService> as LoggerService;
  const { worker } = createScorecardEngine({
    // Several batches of few entities.
    batchSize: 200,
    stores: createStores(createKnex({ client: 'pg', connection }), { logger }),
    catalog: catalog.service,
    auth: {
      getOwnServiceCredentials: async () => ({}),
    } as Partial<AuthService> as AuthService,
    logger,
    rules: world,
    facts: world,
    factCollection: world,
    assessments: world.assessmentSource,
    waivers: world.waiverSource,
  });
  await worker.run();
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
