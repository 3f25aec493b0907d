import { AssessmentSummary } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { isStale } from '../assessments/assessmentRules';
import {
  selectAssessments,
  selectSummary,
} from '../assessments/AssessmentSummaryStore';
import { SummaryRow, toSummary } from '../assessments/assessmentRows';
import { StaleCriteria } from '../assessments/StoredAssessment';

export type StaleAssessment = AssessmentSummary & { owner: string };

/**
 * Remembers which stale assessments owners were notified of. Measurements cause separate notifications. Table:
 * `stale_notifications`.
 */
export class StaleNotificationStore {
  constructor(private readonly knex: Knex) {}

  /** Stale approved assessments without a notification, sorted by owner. */
  async findUnnotified(
    stale: StaleCriteria,
    limit: number,
  ): Promise<StaleAssessment[]> {
    const rows: SummaryRow[] = await selectSummary(
      this.knex,
      this.#staleApproved(stale),
    )
      .whereNotNull('e.owner')
      .whereNotIn(
        'a.id',
        this.knex('stale_notifications').select('assessment_id'),
      )
      .orderBy(['e.owner', 'a.entity_ref'])
      .limit(limit);
    return rows
      .map(row => toSummary(row, stale))
      .filter(
        (summary): summary is StaleAssessment => summary.owner !== undefined,
      );
  }

  /** @param at - ISO 8601 */
  async markNotified(assessmentIds: string[], at: string): Promise<void> {
    await this.knex('stale_notifications')
      .insert(
        assessmentIds.map(id => ({
          assessment_id: id,
          notified_at: new Date(at),
        })),
      )
      .onConflict('assessment_id')
      .ignore();
  }

  /** Removes assessments that are fresh again, so that the next time causes a notification. */
  async removeFresh(stale: StaleCriteria): Promise<void> {
    await this.knex('stale_notifications')
      .whereNotIn('assessment_id', this.#staleApproved(stale).select('a.id'))
      .delete();
  }

  #staleApproved(stale: StaleCriteria): Knex.QueryBuilder {
    return selectAssessments(this.knex)
      .where('a.status', 'approved')
      .where(isStale(stale, { measured: false }));
  }
}
