import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import { FilterPredicate } from '@backstage/filter-predicates';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { SERVICE, Target } from './readTarget';

const MOST_ENTITIES = 1_000;

/** Lets one entity only read the metrics of a service. */
export class ServiceClaims {
  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
      /** Entities with the fact. */
      filter: FilterPredicate;
      /** @throws if an annotation is wrong */
      readTarget: (entity: Entity) => Target;
    },
  ) {}

  /**
   * An entity without numbers of a service may read it only if no other entity claims it. Asks the catalog only for
   * entities that claim one of the services. Errors do not name other entities, which readers may not be allowed to see.
   *
   * @param targets - entities that did not read their service before; others keep it
   * @returns errors of entities that may not read their service
   */
  async findConflicts<T extends Target>(
    targets: T[],
  ): Promise<Map<T, ConflictError>> {
    if (targets.length === 0) {
      return new Map();
    }
    const claimants = await this.#findClaimants([
      ...new Set(targets.map(({ service }) => service)),
    ]);
    return new Map(
      targets.flatMap(target => {
        const { entity, instance, service } = target;
        const own = stringifyEntityRef(entity);
        const isOnlyOne = claimants
          .get(service)
          ?.every(
            other =>
              stringifyEntityRef(other) === own || !this.#claims(other, target),
          );
        return isOnlyOne
          ? []
          : [
              [
                target,
                new ConflictError(
                  `another entity claims the service ${service} of ${instance.name} too: correct the annotation ${SERVICE} of one of them`,
                ),
              ] as const,
            ];
      }),
    );
  }

  #claims(entity: Entity, { instance, service }: Target): boolean {
    try {
      const other = this.options.readTarget(entity);
      return other.service === service && other.instance === instance;
    } catch {
      return false;
    }
  }

  /** @returns entities by service; a service with too many of them is absent */
  async #findClaimants(services: string[]): Promise<Map<string, Entity[]>> {
    const { catalog, auth, filter } = this.options;
    const isClaimant = [`metadata.annotations.${SERVICE}`, 'metadata.name'].map(
      field => ({ [field]: { $in: services } }) as FilterPredicate,
    );
    const { items, totalItems } = await catalog.queryEntities(
      {
        query: { $all: [filter, { $any: isClaimant }] },
        fields: ['kind', 'metadata'],
        limit: MOST_ENTITIES,
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    if (totalItems > MOST_ENTITIES) {
      const middle = Math.ceil(services.length / 2);
      return services.length === 1
        ? new Map()
        : new Map([
            ...(await this.#findClaimants(services.slice(0, middle))),
            ...(await this.#findClaimants(services.slice(middle))),
          ]);
    }
    return new Map(services.map(service => [service, items]));
  }
}
