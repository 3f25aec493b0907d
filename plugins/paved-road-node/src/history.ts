/**
 * A level that an entity had before Paved Road evaluated it for the first time.
 *
 * @public
 */
export interface EarlierLevel {
  /** Of an entity of the catalog that has a scorecard, such as `component:default/search`. */
  entityRef: string;
  /** Id of a level of the active rule packs, such as `silver`, or `none`. */
  level: string;
  /** ISO 8601; the entity had this level from then on, until its next one. */
  at: string;
}

/**
 * Supplies the levels that entities had before Paved Road, for example in the scorecards that it replaces.
 *
 * @public
 */
export interface ScorecardHistorySource {
  /** Permanent id: a source that was imported once is not read again. */
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
