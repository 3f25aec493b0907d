import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { isOneOf, StoredTime, toIsoTime } from '../../database/sql';
import { LevelSince } from './ScorecardStore';

const HISTORY_DAYS = 30;
const CHANGES = 10;

interface LevelRow {
  entity_ref: string;
  from_state: string | null;
  to_state: string | null;
  at: StoredTime;
}

/**
 * The levels that entities had in the last days, oldest first: what it was when these began or when the entity was
 * first evaluated, and then its changes. One query.
 *
 * @param levels - that they have now, by reference
 */
export async function readLevelHistories(
  knex: Knex,
  levels: Map<string, string>,
  now: DateTime,
): Promise<Map<string, LevelSince[]>> {
  const begin = now.minus({ days: HISTORY_DAYS });
  const numbered = knex('scorecard_transitions')
    // The first condition is redundant, but lets the query use the index.
    .whereRaw("aspect <> 'check' AND aspect = 'level'")
    .where('day', '>=', begin.toISODate()!)
    .where('at', '>=', begin.toJSDate())
    .whereRaw(isOneOf(knex, 'entity_ref', [...levels.keys()]))
    .select('id', 'entity_ref', 'from_state', 'to_state', 'at')
    .rowNumber('place', window =>
      window.partitionBy('entity_ref').orderBy('id', 'desc'),
    );
  const rows: LevelRow[] = await knex
    .from(numbered.as('numbered'))
    // One more than shown, for the start of the level before them.
    .where('place', '<=', CHANGES + 1)
    .orderBy('id')
    .select('entity_ref', 'from_state', 'to_state', 'at');
  const byEntity = Map.groupBy(rows, row => row.entity_ref);
  return new Map(
    [...levels].map(([entityRef, level]) => [
      entityRef,
      toHistory(byEntity.get(entityRef) ?? [], level, begin.toJSDate()),
    ]),
  );
}

function toHistory(rows: LevelRow[], level: string, begin: Date): LevelSince[] {
  // An entity that was removed in between starts again.
  const birth = rows.findLastIndex(({ from_state }) => from_state === null);
  const changes = rows.slice(Math.max(0, birth));
  const atBegin = {
    level: changes[0]?.from_state ?? level,
    at: begin.toISOString(),
  };
  const isCut = birth >= 0 || rows.length > CHANGES;
  return [
    ...(isCut ? [] : [atBegin]),
    ...changes.map(({ to_state, at }) => ({
      level: to_state ?? level,
      at: toIsoTime(at),
    })),
  ];
}
