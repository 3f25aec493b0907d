import { Standing } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { JsonColumnType, selectJsonRows } from '../database/jsonRows';
import {
  AssessmentRow,
  fromAssessmentRow,
  toStandingColumns,
} from './assessmentRows';

export interface AssessmentStanding {
  assessmentId: string;
  revision: number;
  standing: Standing;
}

const columns = {
  assessment_id: 'text',
  revision: 'integer',
  standing: 'text',
  standing_id: 'text',
} as const satisfies Record<string, JsonColumnType>;

/** Stores standings that change without a write of their assessment. Table: `assessments`. */
export class StandingStore {
  constructor(private readonly knex: Knex) {}

  /** Assessments without a standing, by id. */
  async findWithout({ after = '', limit }: { after?: string; limit: number }) {
    const rows: AssessmentRow[] = await this.knex('assessments')
      .whereNull('standing_id')
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .select('*');
    return rows.map(row => ({
      id: row.id,
      revision: row.revision,
      read: () => fromAssessmentRow(row, []),
    }));
  }

  /** Saves standings, except of assessments that were written since they were read. */
  async save(standings: AssessmentStanding[]): Promise<void> {
    if (standings.length === 0) {
      return;
    }
    await this.knex.raw(
      `UPDATE assessments SET standing = judged.standing, standing_id = judged.standing_id
      FROM (?) AS judged
      WHERE id = judged.assessment_id AND assessments.revision = judged.revision
        AND COALESCE(assessments.standing, '') <> judged.standing`,
      [
        selectJsonRows(
          this.knex,
          columns,
          standings.map(({ assessmentId, revision, standing }) => ({
            assessment_id: assessmentId,
            revision,
            ...toStandingColumns(standing),
          })),
        ),
      ],
    );
  }
}
