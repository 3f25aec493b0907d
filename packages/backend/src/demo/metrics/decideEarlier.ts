import { DatabaseService } from '@backstage/backend-plugin-api';
import { MetricsStory } from './stories';

const dayMs = 86_400_000;

type Times = Record<
  'created_at' | 'submitted_at' | 'reviewed_at' | 'updated_at',
  Date | number
>;

/**
 * Backdates the seeded decisions as their stories require, because a decision cannot stop holding before it was made.
 * Decisions of users of the demo keep their date.
 *
 * @returns false while some are not seeded yet
 */
export async function decideEarlier(
  knex: Awaited<ReturnType<DatabaseService['getClient']>>,
  now: Date,
  stories: readonly Pick<MetricsStory, 'name' | 'decidedDaysAgo'>[],
): Promise<boolean> {
  let areAllDone = true;
  for (const { name, decidedDaysAgo } of stories) {
    if (!decidedDaysAgo) {
      continue;
    }
    const earlier = (time: Date | number) =>
      new Date(new Date(time).getTime() - decidedDaysAgo * dayMs);
    const decision: (Times & { id: string; status: string }) | undefined =
      await knex('assessments')
        .where({
          entity_ref: `component:default/${name}`,
          idempotency_key: 'example-1',
        })
        .whereIn('status', ['approved', 'superseded'])
        .first(
          'id',
          'status',
          'created_at',
          'submitted_at',
          'reviewed_at',
          'updated_at',
        );
    if (!decision) {
      areAllDone = false;
      continue;
    }
    const { id, status, ...times } = decision;
    // Only once.
    if (status === 'approved' && new Date(times.created_at) > earlier(now)) {
      await knex.transaction(async tx => {
        await tx('assessments')
          .where({ id })
          .update(
            Object.fromEntries(
              Object.entries(times).map(([column, time]) => [
                column,
                earlier(time),
              ]),
            ),
          )
          // Triggers a new comparison with measurements.
          .increment('revision');
        const events: { id: number; at: Date | number }[] = await tx(
          'assessment_events',
        )
          .where({ assessment_id: id })
          .select('id', 'at');
        for (const event of events) {
          await tx('assessment_events')
            .where({ id: event.id })
            .update({ at: earlier(event.at) });
        }
      });
    }
  }
  return areAllDone;
}
