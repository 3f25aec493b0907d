import { ReviewComment } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { StoredTime, toIsoTime } from '../database/sql';

/** Stores comments on assessments. */
export interface CommentStore {
  /** Oldest first. */
  list(assessmentId: string): Promise<ReviewComment[]>;
  /** @returns false, without a write, if the assessment has as many comments as it may have */
  add(
    assessmentId: string,
    comment: ReviewComment,
    most: number,
  ): Promise<boolean>;
}

interface CommentRow {
  at: StoredTime;
  actor: string;
  comment: string;
}

/** CommentStore in the table `assessment_comments`. */
export class KnexCommentStore implements CommentStore {
  constructor(private readonly knex: Knex) {}

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
