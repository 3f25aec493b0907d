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
  /** ISO 8601; from then on the entity had this level, until its next one. */
  at: string;
}

/**
 * Knows the levels that entities had before there was Paved Road, for example those of the scorecards that it
 * takes the place of.
 *
 * @public
 */
export interface ScorecardHistorySource {
  /** Names it for ever: what was imported from it once is not read again. */
  id: string;
  /**
   * Reads all levels that are known, page by page. Pages and levels may come in any order, but all levels of an
   * entity are on one page, because it is imported page by page. Where it throws, what was read so far stays
   * imported, and all of it is read again after the next pass over the catalog.
   *
   * @param signal - aborted when the back end shuts down; pass it on to every request
   */
  read(signal: AbortSignal): AsyncIterable<EarlierLevel[]>;
}
