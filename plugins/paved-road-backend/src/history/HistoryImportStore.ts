import { Knex } from 'knex';

/** Stores which sources of earlier levels were imported. Table: `history_imports`. */
export class HistoryImportStore {
  constructor(private readonly knex: Knex) {}

  /** Which of these sources were not imported yet. One query. */
  async missing(sourceIds: string[]): Promise<string[]> {
    const imported: string[] = await this.knex('history_imports')
      .whereIn('source_id', sourceIds)
      .pluck('source_id');
    return sourceIds.filter(id => !imported.includes(id));
  }

  /** Records that a source was imported, unless another back end already has. */
  async remember(sourceId: string, at: Date): Promise<void> {
    await this.knex('history_imports')
      .insert({ source_id: sourceId, imported_at: at })
      .onConflict('source_id')
      .ignore();
  }
}
