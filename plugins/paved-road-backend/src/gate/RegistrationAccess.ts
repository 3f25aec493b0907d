import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { CreationAccess } from '../creation/CreationAccess';
import { Caller } from '../http/Caller';

/** Who may give a new entity the facts of its gate. */
export class RegistrationAccess {
  constructor(
    private readonly options: {
      creation: Pick<CreationAccess, 'rightsOf'>;
      catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
      auth: AuthService;
    },
  ) {}

  /** Only callers who may register entities, for an entity that the catalog does not have, not even hidden. */
  async allows(
    entityRef: string,
    { credentials }: Pick<Caller, 'credentials'>,
  ): Promise<boolean> {
    const { mayRegister } = await this.options.creation.rightsOf(credentials);
    if (!mayRegister) {
      return false;
    }
    const { items } = await this.options.catalog.getEntitiesByRefs(
      { entityRefs: [entityRef], fields: ['kind'] },
      { credentials: await this.options.auth.getOwnServiceCredentials() },
    );
    return !items[0];
  }
}
