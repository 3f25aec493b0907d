/** Stores which sources of earlier levels were imported. */
export interface HistoryImportStore {
  /** Which of these sources were not imported yet. One query. */
  missing(sourceIds: string[]): Promise<string[]>;

  /** Records that a source was imported, unless another back end already has. */
  remember(sourceId: string, at: Date): Promise<void>;
}
