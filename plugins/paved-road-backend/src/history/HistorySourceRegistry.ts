import {
  ScorecardHistoryExtensionPoint,
  ScorecardHistorySource,
} from '@paved-road/plugin-paved-road-node';

const LONGEST_ID = 255;

/** Registers sources of earlier levels, with ids that can be stored. */
export class HistorySourceRegistry implements ScorecardHistoryExtensionPoint {
  readonly #sources = new Map<string, ScorecardHistorySource>();

  addHistory(source: ScorecardHistorySource): void {
    const { id } = source;
    if (id.length < 1 || id.length > LONGEST_ID) {
      throw new Error(
        `Scorecard history ${JSON.stringify(id)}: the id has ${id.length} characters, use 1 to ${LONGEST_ID}`,
      );
    }
    if (this.#sources.has(id)) {
      throw new Error(
        `Scorecard history ${JSON.stringify(id)}: this id is taken; use another one`,
      );
    }
    this.#sources.set(id, source);
  }

  /** In the order in which they were added. */
  list(): ScorecardHistorySource[] {
    return [...this.#sources.values()];
  }
}
