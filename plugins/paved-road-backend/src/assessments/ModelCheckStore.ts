import { Knex } from 'knex';
import { JsonColumnType, selectJsonRows } from '../database/jsonRows';
import { createInCondition } from '../database/sql';
import { AssessmentRow, fromAssessmentRow } from './assessmentRows';
import { liveStatuses, modelDiffers } from './assessmentRules';
import { StoredAssessment } from './StoredAssessment';

/** A comparison of an assessment with another model than its own. */
export interface ModelCheck {
  assessmentId: string;
  /** Of the assessment: its number of writes. */
  revision: number;
  /** Whether the model gives another answer, or refuses to give one. */
  isChanged: boolean;
}

export interface UncheckedAssessment {
  id: string;
  entityRef: string;
  revision: number;
  /** Whether the model of the last comparison gave another answer. */
  wasChanged: boolean;
  /** @throws Error if its content is damaged */
  read(): StoredAssessment;
}

const columns = {
  assessment_id: 'text',
  revision: 'integer',
  changed_by: 'text',
} as const satisfies Record<string, JsonColumnType>;

/**
 * Stores how the current decision model answers assessments of other models. Tables: `assessments` and
 * `model_checks`.
 */
export class ModelCheckStore {
  constructor(private readonly knex: Knex) {}

  /** Drafts, submitted and approved assessments without a comparison of their last revision with the model, by id. */
  async findUnchecked(
    model: string,
    { after = '', limit }: { after?: string; limit: number },
  ): Promise<UncheckedAssessment[]> {
    const rows: (AssessmentRow & { changed_by: string | null })[] =
      await this.knex('assessments as a')
        .leftJoin('model_checks as c', 'c.assessment_id', 'a.id')
        .whereIn('a.status', liveStatuses)
        .where(unchecked =>
          unchecked
            .whereRaw('COALESCE(c.model, a.model_version) <> ?', [model])
            .orWhereRaw('c.revision <> a.revision'),
        )
        .where('a.id', '>', after)
        .orderBy('a.id')
        .limit(limit)
        .select('a.*');
    return rows.map(row => ({
      id: row.id,
      entityRef: row.entity_ref,
      revision: row.revision,
      wasChanged: row.changed_by !== null,
      read: () => fromAssessmentRow(row, []),
    }));
  }

  /** Saves comparisons, except of assessments that were written since they were read. */
  async save(model: string, checks: ModelCheck[]): Promise<void> {
    if (checks.length === 0) {
      return;
    }
    const rows = selectJsonRows(
      this.knex,
      columns,
      checks.map(({ assessmentId, revision, isChanged }) => ({
        assessment_id: assessmentId,
        revision,
        changed_by: isChanged ? model : null,
      })),
    );
    // Before the progress, because a crash in between then only repeats the comparison.
    await this.knex.raw(
      `UPDATE assessments SET changed_by = checked.changed_by FROM (?) AS checked
      WHERE id = checked.assessment_id AND assessments.revision = checked.revision
        AND COALESCE(assessments.changed_by, '') <> COALESCE(checked.changed_by, '')`,
      [rows],
    );
    await this.knex.raw(
      `INSERT INTO model_checks (assessment_id, revision, model)
      SELECT a.id, a.revision, ? FROM (?) AS checked
      JOIN assessments AS a ON a.id = checked.assessment_id AND a.revision = checked.revision
      WHERE true ORDER BY a.id
      ON CONFLICT (assessment_id) DO UPDATE SET revision = excluded.revision, model = excluded.model`,
      [model, rows],
    );
  }

  /** Which of the assessments get another answer. */
  async findChanged(ids: string[]): Promise<Set<string>> {
    const changed: string[] = await this.knex('assessments as a')
      .where(createInCondition(this.knex, 'a.id', ids))
      .whereRaw(modelDiffers)
      .pluck('a.id');
    return new Set(changed);
  }
}
