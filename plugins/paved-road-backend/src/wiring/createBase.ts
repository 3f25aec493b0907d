import {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import { createAdvisor, loadModel } from '../advisor/Advisor';
import { CatalogEntityAccess } from '../catalog/CatalogEntityAccess';
import { keptKinds } from '../catalog/entityRecord';
import { connect } from '../database/migrate';
import { KnexDueEntityStore } from '../evaluation/DueEntityStore';
import { IdentifiedEntityAccess } from '../identity/EntityIdentities';
import { KnexEntityIdentities } from '../identity/KnexEntityIdentities';
import { OrphanService } from '../identity/OrphanService';
import { RulesSource } from '../rules/types';
import { FleetSignals } from '../signals/FleetSignals';
import { Telemetry } from '../telemetry/Telemetry';
import { readSettings } from './config';
import { Services } from './platform';
import { unknownKeyWarnings } from './unknownKeys';

/**
 * Puts together what all capabilities stand on, beside the services of Backstage.
 *
 * @throws InputError when the config is not valid
 */
export async function createBase(services: Services) {
  const settings = readSettings(services.config);
  unknownKeyWarnings(services.config).forEach(text =>
    services.logger.warn(text),
  );
  const model = await loadModel(services.config);
  const knex = await connect(services.database);
  const telemetry = new Telemetry(services);
  return {
    ...services,
    ...settings,
    model,
    advisor: createAdvisor(model),
    knex,
    telemetry,
    notifications: telemetry.countNotifications(services.notifications),
    fleetSignals: new FleetSignals(services),
  };
}

/** Names in one line of the log; a rebuilt catalog exchanges all entities. */
const MOST_NAMED = 10;

/** Puts together what knows which entities there are, and whose the records of a name are. */
export function createIdentities(options: {
  knex: Knex;
  rules: RulesSource;
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  logger: LoggerService;
  permissions: PermissionsService;
}) {
  const due = new KnexDueEntityStore(options.knex);
  const identities = new KnexEntityIdentities(
    options.knex,
    async entityRefs => {
      const more = entityRefs.length - MOST_NAMED;
      options.logger.info(
        `Other entities have these names now, and the records of the earlier ones wait to be adopted: ${entityRefs.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      );
      await due.mark(entityRefs, { dueAt: new Date() });
    },
  );
  const entities = new IdentifiedEntityAccess({
    entities: new CatalogEntityAccess({
      ...options,
      kinds: () => keptKinds(options.rules.current()),
    }),
    identities,
  });
  return {
    identities,
    entities,
    orphans: new OrphanService({ ...options, store: identities, entities }),
  };
}
