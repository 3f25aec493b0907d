/**
 * Topic of the event that an entity of the catalog changed.
 *
 * @public
 */
export const catalogEntityChangedTopic = 'paved-road.catalog-entity';

/**
 * Payload of {@link catalogEntityChangedTopic}.
 *
 * @public
 */
export interface CatalogEntityChanged {
  /** Of the entity that changed. */
  entityRef: string;
}
