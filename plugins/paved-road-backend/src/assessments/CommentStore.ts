import { ReviewComment } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { StoredTime, toIsoTime } from '../database/sql';

interface CommentRow {
  at: StoredTime;
  actor: string;
  comment: string;
}

/** Stores comments on assessments. Table: `assessment_comments`. */
export class CommentStore {
  constructor(private readonly knex: Knex) {}

  /** Oldest first. */
  async list(assessmentId: string): Promise<ReviewComment[]> {
    const rows: CommentRow[] = await this.knex('assessment_comments')
      .where('assessment_id', assessmentId)
      .select('at', 'actor', 'comment')
      .orderBy('id');
    return rows.map(({ at, actor, comment }) => ({
      at: toIsoTime(at),
      actor,
      action: 'commented',
      comment,
    }));
  }

  /** @returns false, without a write, if the assessment has as many comments as it may have */
  async add(
    assessmentId: string,
    { at, actor, comment }: ReviewComment,
    most: number,
  ): Promise<boolean> {
    return await this.knex.transaction(async tx => {
      // Comments added at the same time wait for each other.
      await tx('assessments')
        .where('id', assessmentId)
        .select('id')
        .forUpdate();
      const [{ count }] = await tx('assessment_comments')
        .where('assessment_id', assessmentId)
        .count({ count: '*' });
      if (Number(count) >= most) {
        return false;
      }
      await tx('assessment_comments').insert({
        assessment_id: assessmentId,
        at: new Date(at),
        actor,
        comment,
      });
      return true;
    });
  }
}
