import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import {
  CatalogProcessor,
  CatalogProcessorCache,
  CatalogProcessorEmit,
  LocationSpec,
} from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import {
  catalogEntityChangedTopic,
  CatalogEntityChanged,
} from '@paved-road/plugin-paved-road-node';
import { createHash } from 'node:crypto';

const DIGEST = 'digest';

/**
 * Publishes an event for each changed entity. The catalog processes entities repeatedly without such an event, so this
 * compares each version with the previous one, in the cache of the processor.
 */
export class ChangeAnnouncer implements CatalogProcessor {
  constructor(
    private readonly options: { events: EventsService; logger: LoggerService },
  ) {}

  getProcessorName(): string {
    return 'paved-road-change-announcer';
  }

  /** After processors that change the entity. */
  getPriority(): number {
    return 1000;
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    _emit: CatalogProcessorEmit,
    cache: CatalogProcessorCache,
  ): Promise<Entity> {
    const digest = createHash('sha256')
      .update(JSON.stringify(entity))
      .digest('base64url');
    if ((await cache.get<string>(DIGEST)) !== digest) {
      await cache.set(DIGEST, digest);
      await this.#announce(stringifyEntityRef(entity));
    }
    return entity;
  }

  /* A late scorecard must not stop the processing of the catalog. */
  async #announce(entityRef: string): Promise<void> {
    const eventPayload: CatalogEntityChanged = { entityRef };
    try {
      await this.options.events.publish({
        topic: catalogEntityChangedTopic,
        eventPayload,
      });
    } catch (error) {
      this.options.logger.warn(
        `The change of ${entityRef} was not announced; its scorecard follows with the next pass over the catalog`,
        toError(error),
      );
    }
  }
}
