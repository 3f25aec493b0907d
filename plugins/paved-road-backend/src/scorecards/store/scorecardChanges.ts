import { Knex } from 'knex';
import { JsonColumnType, selectJsonRows } from '../../database/jsonRows';
import { kindOf } from './scorecardRows';
import { NewTransition } from './transitionRows';

/** The columns of the table `scorecard_changes`. */
const columns = {
  day: 'text',
  aspect: 'text',
  kind: 'text',
  from_state: 'text',
  to_state: 'text',
  causes: 'text',
  changes: 'integer',
} as const satisfies Record<string, JsonColumnType>;

const keyColumns = [
  'day',
  'aspect',
  'kind',
  'from_state',
  'to_state',
  'causes',
] as const;

/** A count, or its removal with -1. */
export interface CountedTransition {
  transition: Pick<
    NewTransition,
    'entity_ref' | 'aspect' | 'from_state' | 'to_state' | 'causes' | 'day'
  >;
  times: 1 | -1;
}

/** Counts transitions by day and kind of the entity, except those of checks; in the same order for all writers, like the other counts. */
export async function countTransitions(
  tx: Knex,
  transitions: CountedTransition[],
): Promise<void> {
  const rows = new Map<string, Record<keyof typeof columns, string | number>>();
  for (const { transition, times } of transitions) {
    if (transition.aspect !== 'check') {
      const change = {
        day: transition.day,
        aspect: transition.aspect,
        kind: kindOf(transition.entity_ref),
        from_state: transition.from_state ?? '',
        to_state: transition.to_state ?? '',
        causes: transition.causes,
      };
      const key = JSON.stringify(Object.values(change));
      const before = Number(rows.get(key)?.changes ?? 0);
      rows.set(key, { ...change, changes: before + times });
    }
  }
  if (rows.size > 0) {
    await tx.raw(
      `INSERT INTO scorecard_changes (${Object.keys(columns)})
      SELECT * FROM (?) AS counted WHERE true ORDER BY ${keyColumns}
      ON CONFLICT (${keyColumns}) DO UPDATE
      SET changes = scorecard_changes.changes + excluded.changes`,
      [selectJsonRows(tx, columns, [...rows.values()])],
    );
  }
  if (transitions.some(({ times }) => times < 0)) {
    await tx('scorecard_changes').where('changes', 0).delete();
  }
}

export async function purgeChanges(knex: Knex, before: Date): Promise<void> {
  const [day] = before.toISOString().split('T');
  await knex('scorecard_changes').where('day', '<', day).delete();
}
