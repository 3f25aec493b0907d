import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_DEPENDS_ON,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  CatalogFacts,
  Observed,
  pavedRoadAnnotations,
} from '@paved-road/plugin-paved-road-common';
import {
  declaredPatternOf,
  isOfKind,
  snapshotOf,
  systemOf,
  targetsOf,
} from './catalogSnapshot';
import { readTeam } from './readTeam';
import { suggestAnswers } from './suggestAnswers';

/* More components of a system are counted, but not looked at. */
const MOST_COMPONENTS = 200;

interface SystemComponents {
  count: number;
  /** Absent when there are too many to look at. */
  entities?: Entity[];
}

/**
 * Tells what the catalog knows of an entity that an assessment can use, as far as the caller may see
 * it.
 */
export class CatalogFactsReader {
  readonly #catalog: CatalogService;

  constructor(options: { catalog: CatalogService }) {
    this.#catalog = options.catalog;
  }

  async factsOf(
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<CatalogFacts> {
    const snapshot = snapshotOf(entity);
    const [system, team] = await Promise.all([
      this.#componentsAround(entity, credentials),
      snapshot.owner
        ? readTeam(this.#catalog, snapshot.owner, credentials)
        : undefined,
    ]);
    const components = system?.entities;
    const users = entity.kind === 'System' ? (components ?? []) : [];
    const models = await this.modelsAmong(
      [entity, ...users].flatMap(user => targetsOf(user, RELATION_DEPENDS_ON)),
      credentials,
    );
    return {
      entityRef: stringifyEntityRef(entity),
      snapshot: {
        ...snapshot,
        models: snapshot.dependencies.filter(ref => models.has(ref)),
      },
      observed: observedOf(entity, system),
      answers: suggestAnswers({
        entity,
        models: [...models],
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
    return observedOf(
      entity,
      await this.#componentsAround(entity, credentials),
    );
  }

  /** Those of the given entity references that are models: resources with a type such as `ai-model`. */
  async modelsAmong(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    const resources = [...new Set(entityRefs)].filter(isOfKind('resource'));
    if (resources.length === 0) {
      return new Set();
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: resources, fields: ['spec.type'] },
      { credentials },
    );
    return new Set(
      resources
        .filter((_, index) => /model/i.test(String(items[index]?.spec?.type)))
        .sort(),
    );
  }

  /** The components of a system, or of the system of a component. */
  async #componentsAround(
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<SystemComponents | undefined> {
    const system =
      entity.kind === 'System' ? stringifyEntityRef(entity) : systemOf(entity);
    if (!system) {
      return undefined;
    }
    const { items, totalItems } = await this.#catalog.queryEntities(
      {
        filter: {
          kind: 'Component',
          [`relations.${RELATION_PART_OF}`]: system,
        },
        fields: ['kind', 'metadata.namespace', 'metadata.name', 'relations'],
        limit: MOST_COMPONENTS,
      },
      { credentials },
    );
    return {
      count: totalItems,
      entities: totalItems > items.length ? undefined : items,
    };
  }
}

function observedOf(entity: Entity, system?: SystemComponents): Observed {
  const pattern = declaredPatternOf(entity);
  const check =
    entity.metadata.annotations?.[pavedRoadAnnotations.boundaryCheck];
  return {
    ...(pattern && { pattern }),
    ...(system && system.count > 0 && { deployables: system.count }),
    // Without the annotation there may still be one.
    ...(check?.trim() && { boundaryCheck: true }),
  };
}
