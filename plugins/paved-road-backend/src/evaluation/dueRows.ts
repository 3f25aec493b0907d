import { Knex } from 'knex';
import { Duration } from 'luxon';

/** The longest delay; entities due later were marked by a clock that was ahead. */
export const LONGEST_DELAY = Duration.fromObject({ minutes: 15 });

/** Why an entity is due; the lowest number comes first. */
export const priorities = { change: 0, run: 1 };

/**
 * Marks entities as due, in the same order for all writers, so that they cannot deadlock.
 *
 * @param entities - has a column `entity_ref`
 */
export async function insertDue(
  knex: Knex,
  entities: Knex.Raw | Knex.QueryBuilder,
  due: { at: Date; priority: number; runId?: string },
): Promise<void> {
  await knex.raw(
    `INSERT INTO due_evaluations (entity_ref, priority, due_at, run_id)
    SELECT entity_ref, CAST(? AS integer), CAST(? AS timestamptz), CAST(? AS text)
    FROM (?) AS marked WHERE true ORDER BY entity_ref
    ON CONFLICT (entity_ref) DO UPDATE SET
      priority = CASE WHEN excluded.priority < due_evaluations.priority
        THEN excluded.priority ELSE due_evaluations.priority END,
      due_at = CASE WHEN due_evaluations.token IS NULL
          AND due_evaluations.due_at > excluded.due_at AND due_evaluations.due_at <= ?
        THEN due_evaluations.due_at ELSE excluded.due_at END,
      run_id = CASE WHEN excluded.run_id IS NULL AND due_evaluations.token IS NULL
        THEN due_evaluations.run_id ELSE excluded.run_id END,
      token = NULL`,
    [
      due.priority,
      due.at,
      due.runId ?? null,
      entities,
      new Date(due.at.getTime() + LONGEST_DELAY.toMillis()),
    ],
  );
}
