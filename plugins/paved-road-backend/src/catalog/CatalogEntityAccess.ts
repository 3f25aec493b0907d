import {
  AuthService,
  BackstageCredentials,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { DecidedByCatalog } from './DecidedByCatalog';
import {
  EntityCondition,
  meetsCondition,
  toEntityCondition,
} from './entityConditions';
import { EntitySurveys } from './EntitySurveys';
import { EntityAccess, EntityExistence, VisibleEntities } from './types';

type Visible = 'entities' | 'groups';

/** The policy's decision on reading entities. */
type Decision =
  | 'all'
  | 'none'
  | {
      /** The same for the same conditions. */
      key: string;
      /** Absent if only the catalog can apply them. */
      condition?: EntityCondition;
    };

/** EntityAccess by the permission policy, which decides each time, and by data from the catalog. */
export class CatalogEntityAccess implements EntityAccess, EntityExistence {
  readonly #kinds: Record<Visible, () => string[]>;
  readonly #surveys: Record<Visible, EntitySurveys>;
  readonly #decidedByCatalog: DecidedByCatalog;

  constructor(
    private readonly options: {
      catalog: CatalogService;
      permissions: PermissionsService;
      auth: AuthService;
      logger: LoggerService;
      /** Of the entities that lists show, at the moment. */
      kinds: () => string[];
      /** Milliseconds; for tests. */
      now?: () => number;
    },
  ) {
    const { now = () => performance.now() } = options;
    this.#kinds = { entities: options.kinds, groups: () => ['Group'] };
    this.#surveys = {
      entities: new EntitySurveys({
        ...options,
        kinds: this.#kinds.entities,
        now,
      }),
      groups: new EntitySurveys({
        ...options,
        kinds: this.#kinds.groups,
        now,
      }),
    };
    this.#decidedByCatalog = new DecidedByCatalog({
      catalog: options.catalog,
      keyFor: async credentials => {
        const decision = await this.#decide(credentials);
        return typeof decision === 'string' ? decision : decision.key;
      },
      now,
    });
  }

  async getVisibleEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const entity = await this.#read(entityRef, credentials);
    if (!entity) {
      throw new NotFoundError(`No entity ${entityRef} in the catalog`);
    }
    return entity;
  }

  async getVisibleOf(
    entityRefs: string[],
    credentials: BackstageCredentials,
    { namesOnly } = { namesOnly: false },
  ): Promise<Map<string, Entity>> {
    const decision = await this.#decide(credentials);
    if (decision === 'none' || entityRefs.length === 0) {
      return new Map();
    }
    const condition = decision === 'all' ? undefined : decision.condition;
    const isDecidedHere = decision === 'all' || condition !== undefined;
    const { items } = await this.options.catalog.getEntitiesByRefs(
      {
        entityRefs,
        ...(namesOnly &&
          !condition && {
            fields: [
              'kind',
              'metadata.name',
              'metadata.namespace',
              'metadata.uid',
            ],
          }),
      },
      {
        credentials: isDecidedHere
          ? await this.options.auth.getOwnServiceCredentials()
          : credentials,
      },
    );
    return new Map(
      entityRefs.flatMap((entityRef, index) => {
        const entity = items[index];
        return entity && (!condition || meetsCondition(entity, condition))
          ? [[entityRef, entity]]
          : [];
      }),
    );
  }

  async exists(entityRef: string): Promise<boolean> {
    return (await this.#readAny(entityRef)) !== undefined;
  }

  async getVisibleEntities(
    credentials: BackstageCredentials,
    { withGroups } = { withGroups: false },
  ): Promise<VisibleEntities> {
    const decision = await this.#decide(credentials);
    if (decision === 'all') {
      return { all: true };
    }
    const select = async (which: Visible) =>
      decision === 'none'
        ? []
        : await this.#select(which, decision, credentials);
    const [entityRefs, groupRefs] = await Promise.all([
      select('entities'),
      withGroups ? select('groups') : undefined,
    ]);
    return { all: false, entityRefs, ...(groupRefs && { groupRefs }) };
  }

  async #select(
    which: Visible,
    { key, condition }: Exclude<Decision, string>,
    credentials: BackstageCredentials,
  ): Promise<readonly string[]> {
    return (
      (condition && (await this.#surveys[which].select(condition))) ??
      (await this.#decidedByCatalog.select(
        this.#kinds[which](),
        key,
        credentials,
      ))
    );
  }

  async #decide(credentials: BackstageCredentials): Promise<Decision> {
    const [decision] = await this.options.permissions.authorizeConditional(
      [{ permission: catalogEntityReadPermission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      const { conditions } = decision;
      return {
        key: JSON.stringify(conditions),
        condition: toEntityCondition(conditions),
      };
    }
    return decision.result === AuthorizeResult.ALLOW ? 'all' : 'none';
  }

  /*
   * With conditions that can be decided here, a hidden entity takes the same steps as a missing one, so that response
   * times do not reveal it. The catalog evaluates conditions only if the entity exists.
   */
  async #read(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity | undefined> {
    const decision = await this.#decide(credentials);
    if (decision === 'none') {
      return undefined;
    }
    // Not as the caller: a token that is restricted to this plugin cannot be passed on to the catalog.
    if (decision === 'all') {
      return await this.#readAny(entityRef);
    }
    if (!decision.condition) {
      return await this.options.catalog.getEntityByRef(entityRef, {
        credentials,
      });
    }
    const entity = await this.#readAny(entityRef);
    return entity && meetsCondition(entity, decision.condition)
      ? entity
      : undefined;
  }

  async #readAny(entityRef: string): Promise<Entity | undefined> {
    return await this.options.catalog.getEntityByRef(entityRef, {
      credentials: await this.options.auth.getOwnServiceCredentials(),
    });
  }
}
