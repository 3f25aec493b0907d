import {
  AuthService,
  BackstageCredentials,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { LRUCache } from 'lru-cache';
import { Telemetry } from '../telemetry/Telemetry';
import { createHash } from 'node:crypto';
import { createMatcher } from './AccessClasses';
import { AccessIndex } from './AccessIndex';
import { AccessIndexStore } from './AccessIndexStore';
import { DecidedByCatalog } from './DecidedByCatalog';
import {
  collectProperties,
  EntityCondition,
  toEntityCondition,
} from './entityConditions';
import { EntityProperty, idOfProperty } from './entityProperties';
import { nameFields, traitFields } from './readTraits';
import { EntityAccess, EntityExistence, VisibleEntities } from './types';

/** Characters of the conditions that are kept. */
const MOST_TEXT = 10_000_000;

/** Milliseconds that lists use a decision on a person, as long as they use what is known of an entity. */
const DECIDED_FOR = 30_000;
/** Conditions may be large. */
const MOST_PEOPLE = 1_000;

/** The policy's decision on reading entities. */
type Decision = 'all' | 'none' | Conditions;

interface Conditions {
  /** The same for the same conditions. */
  key: string;
  /** Absent if only the catalog can apply them. */
  known?: {
    condition: EntityCondition;
    /** Of the condition, by id. */
    properties: Map<string, EntityProperty>;
    meets: (entity: Entity) => boolean;
  };
}

/** EntityAccess by the permission policy and by data from the catalog. */
export class CatalogEntityAccess implements EntityAccess, EntityExistence {
  readonly #index: AccessIndex;
  readonly #decidedByCatalog: DecidedByCatalog;
  readonly #conditions = new LRUCache<string, Conditions>({
    maxSize: MOST_TEXT,
  });
  readonly #decisions: LRUCache<string, Decision, BackstageCredentials>;

  constructor(
    private readonly options: {
      catalog: CatalogService;
      permissions: PermissionsService;
      auth: AuthService;
      logger: LoggerService;
      store: AccessIndexStore;
      telemetry?: Pick<Telemetry, 'accessRead'>;
      /** Of the entities that lists show, at the moment. */
      kinds: () => string[];
      /** Milliseconds; for tests. */
      now?: () => number;
    },
  ) {
    const { now = () => performance.now() } = options;
    this.#decisions = new LRUCache({
      max: MOST_PEOPLE,
      ttl: DECIDED_FOR,
      ttlResolution: 0,
      perf: { now },
      ignoreFetchAbort: true,
      fetchMethod: async (_key, _stale, { context, options: kept }) => {
        const askedAt = now();
        const decision = await this.#decide(context);
        kept.ttl = Math.max(1, DECIDED_FOR - (now() - askedAt));
        return decision;
      },
    });
    this.#index = new AccessIndex({ ...options, now });
    this.#decidedByCatalog = new DecidedByCatalog({
      catalog: options.catalog,
      keyFor: async credentials => {
        const decision = await this.#share(credentials, { forceRefresh: true });
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
    { fields }: { fields?: string[] } = {},
  ): Promise<Map<string, Entity>> {
    const decision = await this.#decide(credentials);
    if (decision === 'none' || entityRefs.length === 0) {
      return new Map();
    }
    const known = decision === 'all' ? undefined : decision.known;
    const isDecidedHere = decision === 'all' || known !== undefined;
    const { items } = await this.options.catalog.getEntitiesByRefs(
      {
        entityRefs,
        ...(fields && {
          fields: [
            ...(known ? traitFields(known.properties.values()) : nameFields),
            ...fields,
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
        return entity && (!known || known.meets(entity))
          ? [[entityRef, entity]]
          : [];
      }),
    );
  }

  /** Ends reads of the catalog behind requests. */
  stop(): void {
    this.#index.stop();
  }

  async exists(entityRef: string): Promise<boolean> {
    return (await this.#readAny(entityRef)) !== undefined;
  }

  async getVisibleEntities(
    credentials: BackstageCredentials,
    { atOnce } = { atOnce: false },
  ): Promise<VisibleEntities> {
    const decision = await this.#share(credentials, { forceRefresh: atOnce });
    if (decision === 'all') {
      return { all: true };
    }
    if (decision === 'none') {
      return { all: false, entityRefs: [] };
    }
    const { key, known } = decision;
    const classes =
      known &&
      (await this.#index.select(known.condition, key, known.properties));
    return classes
      ? { all: false, classes }
      : {
          all: false,
          entityRefs: await this.#decidedByCatalog.select(
            [...this.options.kinds(), 'Group'],
            key,
            credentials,
          ),
        };
  }

  async listVisible(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const visible = await this.getVisibleEntities(credentials);
    if (visible.all) {
      return entityRefs;
    }
    if ('classes' in visible) {
      return await this.options.store.ofClasses(entityRefs, visible.classes);
    }
    const seen = new Set(visible.entityRefs);
    return entityRefs.filter(entityRef => seen.has(entityRef));
  }

  /**
   * The decision of the last 30 seconds on a person. Services may be restricted, so each of their requests is decided.
   *
   * @param options - `forceRefresh`: asks the policy, and keeps its answer
   */
  async #share(
    credentials: BackstageCredentials,
    { forceRefresh }: { forceRefresh: boolean } = { forceRefresh: false },
  ): Promise<Decision> {
    const { auth } = this.options;
    return auth.isPrincipal(credentials, 'user')
      ? await this.#decisions.forceFetch(
          JSON.stringify(credentials.principal),
          { context: credentials, forceRefresh },
        )
      : await this.#decide(credentials);
  }

  /** @throws ServiceUnavailableError if conditions nest too deep */
  async #decide(credentials: BackstageCredentials): Promise<Decision> {
    try {
      return await this.#ask(credentials);
    } catch (error) {
      throw error instanceof RangeError
        ? new ServiceUnavailableError(
            'The permission policy decides by conditions that nest too deep to be read',
          )
        : error;
    }
  }

  async #ask(credentials: BackstageCredentials): Promise<Decision> {
    const [decision] = await this.options.permissions.authorizeConditional(
      [{ permission: catalogEntityReadPermission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      const text = JSON.stringify(decision.conditions);
      const key = createHash('sha256').update(text).digest('base64');
      const known = this.#conditions.get(key);
      if (known) {
        return known;
      }
      const condition = toEntityCondition(decision.conditions);
      const conditions: Conditions = {
        key,
        ...(condition && {
          known: {
            condition,
            properties: new Map(
              collectProperties(condition).map(property => [
                idOfProperty(property),
                property,
              ]),
            ),
            meets: createMatcher(condition),
          },
        }),
      };
      this.#conditions.set(key, conditions, { size: text.length });
      return conditions;
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
    if (!decision.known) {
      return await this.options.catalog.getEntityByRef(entityRef, {
        credentials,
      });
    }
    const entity = await this.#readAny(entityRef);
    return entity && decision.known.meets(entity) ? entity : undefined;
  }

  async #readAny(entityRef: string): Promise<Entity | undefined> {
    return await this.options.catalog.getEntityByRef(entityRef, {
      credentials: await this.options.auth.getOwnServiceCredentials(),
    });
  }
}
