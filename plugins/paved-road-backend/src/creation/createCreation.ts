import {
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { CreationAccess } from './CreationAccess';
import { CreationService } from './CreationService';
import { RepositoryPlaceRegistry, RepositoryPlaces } from './RepositoryPlaces';

/** Puts together what tells before a template runs whether it would be refused. */
export function createCreation(options: {
  /** Those that modules added. */
  places: RepositoryPlaceRegistry;
  auth: AuthService;
  catalog: CatalogService;
  config: Config;
  logger: LoggerService;
  permissions: PermissionsService;
}): CreationService {
  return new CreationService({
    ...options,
    access: new CreationAccess(options),
    places: new RepositoryPlaces({
      ...options,
      places: options.places.list(),
    }),
  });
}
