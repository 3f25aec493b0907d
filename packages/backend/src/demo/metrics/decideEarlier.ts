import { DatabaseService } from '@backstage/backend-plugin-api';
import { metricsStories } from './services';

const dayMs = 86_400_000;

/**
 * Lets decisions be as old as the stories of their services say. The example is seeded at the first start, and a decision
 * cannot stop holding before it was made. Those that people make in the demo are of today.
 */
export async function decideEarlier(
  knex: Awaited<ReturnType<DatabaseService['getClient']>>,
  now: Date,
): Promise<void> {
  for (const { name, decidedDaysAgo } of metricsStories) {
    if (!decidedDaysAgo) {
      continue;
    }
    const earlier = (time: Date | number) =>
      new Date(new Date(time).getTime() - decidedDaysAgo * dayMs);
    const decision: Record<string, Date | number> | undefined = await knex(
      'assessments',
    )
      .where({
        entity_ref: `component:default/${name}`,
        status: 'approved',
        idempotency_key: 'example-1',
      })
      // Not a second time.
      .where('created_at', '>', earlier(now))
      .first('id', 'created_at', 'submitted_at', 'reviewed_at', 'updated_at');
    if (!decision) {
      continue;
    }
    const { id, ...times } = decision;
    await knex('assessments')
      .where({ id })
      .update(
        Object.fromEntries(
          Object.entries(times).map(([column, time]) => [
            column,
            earlier(time),
          ]),
        ),
      )
      // So that it is held against what is measured once more.
      .increment('revision');
    const events: { id: number; at: Date | number }[] = await knex(
      'assessment_events',
    )
      .where({ assessment_id: id })
      .select('id', 'at');
    for (const event of events) {
      await knex('assessment_events')
        .where({ id: event.id })
        .update({ at: earlier(event.at) });
    }
  }
}
