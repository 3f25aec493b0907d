import { Entity } from '@backstage/catalog-model';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

/** Location of the entities in the catalog. */
const location = 'generated:demo-fleet';

/** Adds generated services to the catalog and removes earlier ones. */
export class FleetProvider implements EntityProvider {
  #connection: EntityProviderConnection | undefined;

  constructor(private readonly services: Entity[]) {}

  getProviderName(): string {
    return 'demo-fleet';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  /** @throws Error before the catalog has connected */
  async provide(): Promise<void> {
    if (!this.#connection) {
      throw new Error(`${this.getProviderName()} is not connected`);
    }
    await this.#connection.applyMutation({
      type: 'full',
      entities: this.services.map(service => ({
        entity: withLocation(service),
        locationKey: this.getProviderName(),
      })),
    });
  }
}

function withLocation(service: Entity): Entity {
  const { metadata } = service;
  return {
    ...service,
    metadata: {
      ...metadata,
      annotations: {
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
        ...metadata.annotations,
      },
    },
  };
}
