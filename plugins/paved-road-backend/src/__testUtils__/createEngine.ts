import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import {
  createScorecardEngine,
  EngineOptions,
} from '../evaluation/createScorecardEngine';
import { Telemetry } from '../telemetry/Telemetry';
import { createStores } from '../wiring/createStores';
import { World } from './engineFixtures';
import { FakeCatalog } from './FakeCatalog';

/** One back end, without its HTTP side. Several of them may share a database, a catalog and a world. */
export function createEngine(options: {
  knex: Knex;
  catalog: FakeCatalog;
  world?: World;
  facts?: EngineOptions['facts'];
  factCollection?: EngineOptions['factCollection'];
  assessments?: EngineOptions['assessments'];
  onScorecardsChanged?: EngineOptions['onScorecardsChanged'];
  telemetry?: EngineOptions['telemetry'] & Pick<Telemetry, 'runStarted'>;
  now?: () => DateTime;
}) {
  const { knex, catalog, world = new World(), now } = options;
  const { facts = world, factCollection = world } = options;
  const logger = mockServices.logger.mock();
  const stores = createStores(knex, {
    logger,
    telemetry: options.telemetry,
    now,
  });
  const engine = createScorecardEngine({
    stores,
    catalog: catalog.service,
    auth: mockServices.auth(),
    logger,
    rules: world,
    facts,
    factCollection,
    assessments: options.assessments ?? world.assessmentSource,
    waivers: world.waiverSource,
    onScorecardsChanged: options.onScorecardsChanged,
    telemetry: options.telemetry,
    now,
    firstWaitMs: 1,
    // Several batches of few entities.
    batchSize: 200,
  });
  return { ...stores, ...engine, logger };
}
