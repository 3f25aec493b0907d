import { Knex } from 'knex';
import { StoredTime } from '../database/sql';
import { Backlog } from '../telemetry/Telemetry';

/** What is due and nobody evaluates at the moment. */
export async function readBacklog(
  knex: Knex,
  now: Date = new Date(),
): Promise<Backlog> {
  const [{ entities, oldest }] = await knex('due_evaluations')
    .where('due_at', '<=', now)
    .select<{ entities: number | string; oldest: StoredTime | null }[]>(
      knex.raw('COUNT(*) AS entities'),
      knex.raw('MIN(due_at) AS oldest'),
    );
  return {
    entities: Number(entities),
    lag:
      oldest === null ? 0 : (now.getTime() - new Date(oldest).getTime()) / 1000,
  };
}
