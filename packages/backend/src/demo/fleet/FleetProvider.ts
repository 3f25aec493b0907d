import { Entity } from '@backstage/catalog-model';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

/** Where the catalog says that these entities come from. */
const location = 'generated:demo-fleet';

/** Gives the generated services to the catalog; what was generated before and is not any more goes. */
export class FleetProvider implements EntityProvider {
  #connection: EntityProviderConnection | undefined;

  constructor(private readonly services: Entity[]) {}

  getProviderName(): string {
    return 'demo-fleet';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  /** @throws when the catalog has not connected yet */
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
