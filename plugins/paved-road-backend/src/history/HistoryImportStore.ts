import { Knex } from 'knex';

/** Stores which sources of earlier levels were imported. */
export interface HistoryImportStore {
  /** Which of these sources were not imported yet. One query. */
  missing(sourceIds: string[]): Promise<string[]>;

  /** Records that a source was imported, unless another back end already has. */
  remember(sourceId: string, at: Date): Promise<void>;
}

/** HistoryImportStore in the table `history_imports`. */
export class KnexHistoryImportStore implements HistoryImportStore {
  constructor(private readonly knex: Knex) {}

  async missing(sourceIds: string[]): Promise<string[]> {
    const imported: string[] = await this.knex('history_imports')
      .whereIn('source_id', sourceIds)
      .pluck('source_id');
    return sourceIds.filter(id => !imported.includes(id));
  }

  async remember(sourceId: string, at: Date): Promise<void> {
    await this.knex('history_imports')
      .insert({ source_id: sourceId, imported_at: at })
      .onConflict('source_id')
      .ignore();
  }
}
