/** A level that an entity had before Paved Road evaluated it for the first time. @public */
export interface EarlierLevel {
  /** Reference of a catalog entity with a scorecard, such as `component:default/search`. */
  entityRef: string;
  /** Id of a level of the active rule packs, such as `silver`, or `none`. */
  level: string;
  /** Start of the level, ISO 8601. It ends with the next one. */
  at: string;
}

/** Supplies levels from before Paved Road, for example from the scorecards that it replaces. @public */
export interface ScorecardHistorySource {
  /** Permanent id. A source is imported only once. */
  id: string;
  /**
   * Reads all known levels, page by page. Pages and levels may come in any order, but all levels of an entity must be
   * on one page, because each page is imported on its own. If it throws, the pages read so far stay imported, and
   * everything is read again after the next pass over the catalog.
   *
   * @param signal - aborted when the back end shuts down; pass it on to every request
   */
  read(signal: AbortSignal): AsyncIterable<EarlierLevel[]>;
}
