import {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import { CatalogEntityAccess } from '../catalog/CatalogEntityAccess';
import { KnexDueEntityStore } from '../evaluation/DueEntityStore';
import { IdentifiedEntityAccess } from '../identity/IdentifiedEntityAccess';
import { KnexEntityIdentities } from '../identity/KnexEntityIdentities';
import { OrphanService } from '../identity/OrphanService';

/** Puts together what knows which entities there are, and whose the records of a name are. */
export function createIdentities(options: {
  knex: Knex;
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  logger: LoggerService;
  permissions: PermissionsService;
}) {
  const due = new KnexDueEntityStore(options.knex);
  const identities = new KnexEntityIdentities(options.knex, entityRefs =>
    due.mark(entityRefs, { dueAt: new Date() }),
  );
  const entities = new IdentifiedEntityAccess({
    entities: new CatalogEntityAccess(options),
    identities,
  });
  return {
    identities,
    entities,
    orphans: new OrphanService({ ...options, store: identities, entities }),
  };
}
