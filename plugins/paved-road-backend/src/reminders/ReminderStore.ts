import { Knex } from 'knex';
import { insertNew } from '../database/sql';

/** A review that has waited for long enough. */
export interface DueReview {
  kind: 'assessment' | 'waiver';
  id: string;
  entityTitle: string;
  /** When it was submitted or requested. */
  since: Date;
}

interface DueRow {
  kind: DueReview['kind'];
  id: string;
  title: string;
  since: Date | number | string;
}

const waitingStatus = { assessment: 'submitted', waiver: 'requested' };

/** Remembers when reviewers were reminded of waiting reviews. Table: `review_reminders`. */
export class ReminderStore {
  constructor(private readonly knex: Knex) {}

  /** Reviews of entities in the catalog that wait without a reminder since a time, longest wait first. */
  async findDue(before: Date, limit: number): Promise<DueReview[]> {
    const select = (kind: DueReview['kind'], table: string, since: string) =>
      this.knex(`${table} as w`)
        .join('entities as e', 'e.entity_ref', 'w.entity_ref')
        .leftJoin('review_reminders as r', 'r.id', 'w.id')
        .where('w.status', waitingStatus[kind])
        .where(`w.${since}`, '<=', before)
        .where(reminded =>
          reminded
            .whereNull('r.reminded_at')
            .orWhere('r.reminded_at', '<=', before),
        )
        .select(
          this.knex.raw('? as kind', [kind]),
          'w.id as id',
          'e.title as title',
          `w.${since} as since`,
        );
    const rows: DueRow[] = await select(
      'assessment',
      'assessments',
      'submitted_at',
    )
      .unionAll(select('waiver', 'waivers', 'requested_at'))
      .orderBy(['since', 'id'])
      .limit(limit);
    return rows.map(({ title, since, ...row }) => ({
      ...row,
      entityTitle: title,
      since: new Date(since),
    }));
  }

  /** @returns whether the caller sends the reminder; false if another back end does */
  async claim(id: string, before: Date, now: Date): Promise<boolean> {
    const row = { id, reminded_at: now };
    if (await insertNew(this.knex, 'review_reminders', row)) {
      return true;
    }
    const claimed = await this.knex('review_reminders')
      .where({ id })
      .where('reminded_at', '<=', before)
      .update({ reminded_at: now });
    return claimed > 0;
  }

  /** Undoes a claim. */
  async release(id: string): Promise<void> {
    await this.knex('review_reminders').where({ id }).delete();
  }

  async removeFinished(): Promise<void> {
    const waiting = (kind: DueReview['kind'], table: string) =>
      this.knex(table).where('status', waitingStatus[kind]).select('id');
    await this.knex('review_reminders')
      .whereNotIn('id', waiting('assessment', 'assessments'))
      .whereNotIn('id', waiting('waiver', 'waivers'))
      .delete();
  }
}
