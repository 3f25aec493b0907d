import {
  Page,
  ScorecardTransition,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { readCursor, writeCursor } from '../database/cursor';
import { JsonColumnType, JsonRow, selectJsonRows } from '../database/jsonRows';
import { StoredTime, toIsoTime } from '../database/sql';
import { CheckPositions } from './checkPositions';
import { ScorecardChange } from './ScorecardStore';

/** Rows that are removed in one statement, so that it never holds the table for long. */
const PURGED_AT_ONCE = 5_000;

const cursorSchema = z.string().regex(/^\d{1,18}$/);

/** The columns of the table `scorecard_transitions` that are not its key. */
const columns = {
  entity_ref: 'text',
  check_id: 'text',
  from_state: 'text',
  to_state: 'text',
  causes: 'text',
  at: 'timestamptz',
} as const satisfies Record<string, JsonColumnType>;

interface TransitionRow {
  id: number | string;
  entity_ref: string;
  check_id: string | null;
  from_state: string | null;
  to_state: string | null;
  causes: string;
  at: StoredTime;
}

/** What a transition is about. */
interface Judged {
  level: string;
  states: string;
}

/** What is different; the level comes last, as its change is a consequence. */
export function transitionsBetween(
  before: Judged | undefined,
  after: Judged,
  { scorecard, causes }: ScorecardChange,
  positions: CheckPositions,
): JsonRow[] {
  const toRow = (checkId: string | null, from?: string, to?: string) =>
    ({
      entity_ref: scorecard.entityRef,
      check_id: checkId,
      from_state: from ?? null,
      to_state: to ?? null,
      causes: JSON.stringify(causes),
      at: new Date(scorecard.evaluatedAt),
    }) satisfies Record<keyof typeof columns, unknown>;
  const ofLevel =
    before?.level === after.level
      ? []
      : [toRow(null, before?.level, after.level)];
  if (before === undefined || before.states === after.states) {
    return ofLevel;
  }
  const earlier = positions.toResults(before.states);
  const now = positions.toResults(after.states);
  const checkIds = new Set([...earlier.keys(), ...now.keys()]);
  const ofChecks = [...checkIds].flatMap(checkId => {
    const from = earlier.get(checkId)?.state;
    const to = now.get(checkId)?.state;
    return from === to ? [] : [toRow(checkId, from, to)];
  });
  return [...ofChecks, ...ofLevel];
}

export async function saveTransitions(
  tx: Knex,
  transitions: JsonRow[],
): Promise<void> {
  if (transitions.length > 0) {
    await tx.raw(
      `INSERT INTO scorecard_transitions (${Object.keys(columns)}) ?`,
      [selectJsonRows(tx, columns, transitions)],
    );
  }
}

/** Newest first. */
export async function listTransitions(
  knex: Knex,
  entityRef: string,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Omit<Page<ScorecardTransition>, 'totalItems'>> {
  const query = knex('scorecard_transitions')
    .where('entity_ref', entityRef)
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (cursor !== undefined) {
    query.where('id', '<', readCursor(cursorSchema, cursor));
  }
  const rows: TransitionRow[] = await query;
  const items = rows.slice(0, limit).map(toTransition);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last ? writeCursor(last.id) : undefined,
  };
}

export async function purgeTransitions(
  knex: Knex,
  before: Date,
): Promise<void> {
  let removed: number;
  do {
    removed = await knex('scorecard_transitions')
      .whereIn(
        'id',
        knex('scorecard_transitions')
          .select('id')
          .where('at', '<', before)
          .orderBy('at')
          .limit(PURGED_AT_ONCE),
      )
      .delete();
  } while (removed === PURGED_AT_ONCE);
}

function toTransition(row: TransitionRow): ScorecardTransition {
  return {
    id: String(row.id),
    entityRef: row.entity_ref,
    checkId: row.check_id ?? undefined,
    from: row.from_state ?? undefined,
    to: row.to_state ?? undefined,
    causes: JSON.parse(row.causes),
    at: toIsoTime(row.at),
  };
}
