import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  canBeModel,
  CatalogFacts,
  CatalogModel,
  Observed,
  pavedRoadAnnotations,
  readCatalogModel,
} from '@paved-road/plugin-paved-road-common';
import {
  readDeclaredPattern,
  isOfKind,
  toCatalogSnapshot,
  findSystemRef,
  listTargetRefs,
} from './catalogSnapshot';
import { readComponents } from './readComponents';
import { readTeam } from './readTeam';
import { suggestAnswers } from './suggestAnswers';
import { EntityAccess } from './types';

/* The components of a larger system suggest no answers. */
const MOST_COMPONENTS = 200;

/** Reads catalog data about an entity for an assessment, as far as the caller may see it. */
export class CatalogFactsReader {
  constructor(
    private readonly options: {
      catalog: CatalogService;
      entities: Pick<EntityAccess, 'getVisibleOf' | 'listVisible'>;
      auth: Pick<AuthService, 'getOwnServiceCredentials'>;
    },
  ) {}

  async factsOf(
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<CatalogFacts> {
    const snapshot = toCatalogSnapshot(entity);
    const [around, team] = await Promise.all([
      this.#componentsAround(entity, credentials),
      snapshot.owner
        ? readTeam(this.options.catalog, snapshot.owner, credentials)
        : undefined,
    ]);
    const components =
      entity.kind === 'System' && around && around.total <= MOST_COMPONENTS
        ? around.items
        : [];
    const users = [entity, ...components];
    const [models, toolServers] = await Promise.all([
      this.#readModels(
        users.flatMap(user => listTargetRefs(user, RELATION_DEPENDS_ON)),
        credentials,
      ),
      this.#readToolServers(
        users.flatMap(user => listTargetRefs(user, RELATION_CONSUMES_API)),
        credentials,
      ),
    ]);
    const modelRefs = new Set(models.map(({ entityRef }) => entityRef));
    return {
      entityRef: stringifyEntityRef(entity),
      snapshot: {
        ...snapshot,
        models: snapshot.dependencies.filter(ref => modelRefs.has(ref)),
      },
      observed: readObservedArchitecture(entity, around?.total),
      answers: suggestAnswers({
        entity,
        models,
        toolServers,
        components,
        team,
      }),
    };
  }

  /** What is built already. */
  async observe(
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<Observed> {
    const around = await this.#componentsAround(entity, credentials);
    return readObservedArchitecture(entity, around?.total);
  }

  /** The given entity references that refer to models. */
  async modelsAmong(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    const models = await this.#readModels(entityRefs, credentials);
    return new Set(models.map(({ entityRef }) => entityRef));
  }

  /** The models among some entity references, sorted by these. */
  async #readModels(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<CatalogModel[]> {
    const found = await this.#read(
      entityRefs.filter(canBeModel),
      [
        'kind',
        'metadata.name',
        'metadata.namespace',
        'metadata.title',
        'metadata.tags',
        'metadata.annotations',
        'spec.type',
      ],
      credentials,
    );
    return found.flatMap(entity => readCatalogModel(entity) ?? []);
  }

  /** Names of the MCP servers among some entity references. */
  async #readToolServers(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const found = await this.#read(
      entityRefs.filter(isOfKind('api')),
      ['metadata.name', 'metadata.title', 'spec.type'],
      credentials,
    );
    return found
      .filter(({ spec }) => spec?.type === 'mcp-server')
      .map(({ metadata }) => metadata.title ?? metadata.name);
  }

  /** The entities that the caller may see, in the order of their references. */
  async #read(
    entityRefs: string[],
    fields: string[],
    credentials: BackstageCredentials,
  ): Promise<Entity[]> {
    const refs = [...new Set(entityRefs)].sort();
    if (refs.length === 0) {
      return [];
    }
    const { items } = await this.options.catalog.getEntitiesByRefs(
      { entityRefs: refs, fields },
      { credentials },
    );
    return items.filter(item => item !== undefined);
  }

  /** The visible components of a system, or of the system of a component, which may itself be hidden. */
  async #componentsAround(
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<{ items: Entity[]; total: number } | undefined> {
    const { auth, catalog, entities } = this.options;
    const systemRef = findSystemRef(entity);
    const system =
      entity.kind !== 'System' && systemRef
        ? await catalog.getEntityByRef(systemRef, {
            credentials: await auth.getOwnServiceCredentials(),
          })
        : entity;
    return system?.kind === 'System'
      ? await readComponents(entities, system, credentials, ['relations'])
      : undefined;
  }
}

function readObservedArchitecture(entity: Entity, deployables = 0): Observed {
  const pattern = readDeclaredPattern(entity);
  const check =
    entity.metadata.annotations?.[pavedRoadAnnotations.boundaryCheck];
  return {
    ...(pattern && { pattern }),
    ...(deployables > 0 && { deployables }),
    // There may be one even without the annotation.
    ...(check?.trim() && { boundaryCheck: true }),
  };
}
