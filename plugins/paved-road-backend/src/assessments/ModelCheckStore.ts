import { Knex } from 'knex';
import { JsonColumnType, selectJsonRows } from '../database/jsonRows';
import { AssessmentRow, fromAssessmentRow } from './assessmentRows';
import { liveStatuses } from './assessmentRules';
import { ModelCheck, StoredAssessment } from './AssessmentStore';

/** An assessment that another model made, not yet compared with the current one. */
export interface UncheckedAssessment {
  id: string;
  entityRef: string;
  /** Number of writes. */
  revision: number;
  /** Result of the last comparison. */
  last?: ModelCheck['result'];
  /** @throws Error if its content is damaged */
  read(): StoredAssessment;
}

/** Stores how the current decision model answers assessments of other models. */
export interface ModelCheckStore {
  /** Drafts, submitted and approved assessments to compare with a model, by id. */
  findUnchecked(
    model: string,
    page: { after?: string; limit: number },
  ): Promise<UncheckedAssessment[]>;
  /** Saves results, except for assessments that were written since they were read. */
  save(
    model: string,
    checks: (Pick<UncheckedAssessment, 'id' | 'revision'> &
      Pick<ModelCheck, 'result'>)[],
  ): Promise<void>;
}

const columns = {
  id: 'text',
  revision: 'integer',
  result: 'text',
} as const satisfies Record<string, JsonColumnType>;

/** ModelCheckStore in the table `assessments`. */
export class KnexModelCheckStore implements ModelCheckStore {
  constructor(private readonly knex: Knex) {}

  async findUnchecked(
    model: string,
    { after = '', limit }: { after?: string; limit: number },
  ): Promise<UncheckedAssessment[]> {
    const rows: AssessmentRow[] = await this.knex('assessments')
      .whereIn('status', liveStatuses)
      .whereRaw('COALESCE(checked_model, model_version) <> ?', [model])
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .select('*');
    return rows.map(row => ({
      id: row.id,
      entityRef: row.entity_ref,
      revision: row.revision,
      last: row.check_result ?? undefined,
      read: () => fromAssessmentRow(row, []),
    }));
  }

  async save(
    model: string,
    checks: Parameters<ModelCheckStore['save']>[1],
  ): Promise<void> {
    if (checks.length === 0) {
      return;
    }
    await this.knex.raw(
      `UPDATE assessments SET checked_model = ?, check_result = checked.result FROM (?) AS checked
      WHERE assessments.id = checked.id AND assessments.revision = checked.revision`,
      [model, selectJsonRows(this.knex, columns, checks)],
    );
  }
}
