import {
  AuthService,
  DiscoveryService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Router } from 'express';
import { createRoutes, sendFresh } from '../http/createRoutes';
import { CreationAccess } from './CreationAccess';
import { CreationService } from './CreationService';
import { RepositoryPlaceRegistry, RepositoryPlaces } from './RepositoryPlaces';
import { ScaffolderActions } from './ScaffolderActions';

/** Puts together and serves what tells before a template runs whether it would be refused. */
export function createCreation(options: {
  /** Those that modules added. */
  places: RepositoryPlaceRegistry;
  auth: AuthService;
  catalog: CatalogService;
  config: Config;
  discovery: DiscoveryService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  permissions: PermissionsService;
}): Router {
  const service = new CreationService({
    ...options,
    access: new CreationAccess(options),
    places: new RepositoryPlaces({
      ...options,
      places: options.places.list(),
      actions: new ScaffolderActions(options),
    }),
  });
  return createCreationRouter({ service, httpAuth: options.httpAuth });
}

/** What a template would be refused, over HTTP. */
function createCreationRouter(options: {
  service: CreationService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  on('checkCreation', async ({ body, caller, res }) => {
    sendFresh(res, await service.check(body, caller));
  });

  on('listCreationOwners', async ({ query, caller, res }) => {
    sendFresh(res, await service.listOwners(query, caller));
  });

  on('listRepositoryPlaces', async ({ res }) => {
    res.json({ items: await service.listPlaces() });
  });

  return router;
}
