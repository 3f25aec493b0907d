/** Event topic for a changed catalog entity. @public */
export const catalogEntityChangedTopic = 'paved-road.catalog-entity';

/** Payload of {@link catalogEntityChangedTopic}. @public */
export interface CatalogEntityChanged {
  /** Reference of the changed entity. */
  entityRef: string;
}
