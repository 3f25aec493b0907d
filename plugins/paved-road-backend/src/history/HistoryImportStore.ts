/** Keeps which sources of earlier levels were imported. */
export interface HistoryImportStore {
  /** Which of these sources were not imported yet. One query. */
  missing(sourceIds: string[]): Promise<string[]>;

  /** A source was imported. Where another back end has said so, that stays. */
  remember(sourceId: string, at: Date): Promise<void>;
}
