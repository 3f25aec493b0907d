import {
  ChangeCause,
  Page,
  ScorecardTransition,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { z } from 'zod';
import {
  PageRequest,
  readCursor,
  rowsToRead,
  toPage,
  writeCursor,
} from '../../database/paging';
import {
  JsonColumnType,
  JsonRow,
  selectJsonRows,
} from '../../database/jsonRows';
import { StoredTime, toIsoTime } from '../../database/sql';
import { CheckPositions } from './checkPositions';
import { ScorecardRow, parseKind } from './scorecardRows';
import { ScorecardChange } from './StoredScorecard';

/** Kinds of changes. Pages show levels and checks; trends need the others. */
export type Aspect = 'level' | 'check' | 'assessment' | 'waived' | 'stale';

/** The columns of the table `scorecard_transitions`, except its key. */
export const transitionColumns = {
  entity_ref: 'text',
  aspect: 'text',
  check_id: 'text',
  from_state: 'text',
  to_state: 'text',
  causes: 'text',
  at: 'timestamptz',
  day: 'text',
} as const satisfies Record<string, JsonColumnType>;

export interface NewTransition extends JsonRow {
  entity_ref: string;
  aspect: Aspect;
  check_id: string | null;
  from_state: string | null;
  to_state: string | null;
  causes: string;
  at: Date;
  day: string;
}

/** Causes and time of a change. */
export interface Occasion {
  causes: ChangeCause[];
  at: Date;
}

/** The change, from and to; undefined if there was nothing before or nothing remains. */
export interface Change {
  aspect: Aspect;
  checkId?: string;
  from?: string;
  to?: string;
}

export function toTransitionRow(
  entityRef: string,
  { aspect, checkId, from, to }: Change,
  { causes, at }: Occasion,
): NewTransition {
  return {
    entity_ref: entityRef,
    aspect,
    check_id: checkId ?? null,
    from_state: from ?? null,
    to_state: to ?? null,
    causes: JSON.stringify(causes),
    at,
    day: at.toISOString().slice(0, 10),
  };
}

/** Rows removed per statement, so that the table is never locked for long. */
const PURGED_AT_ONCE = 5_000;

/* Negative for imported transitions. */
const cursorSchema = z.string().regex(/^-?\d{1,18}$/);

const shownAspects: Aspect[] = ['level', 'check'];

interface TransitionRow {
  id: number | string;
  entity_ref: string;
  check_id: string | null;
  from_state: string | null;
  to_state: string | null;
  causes: string;
  at: StoredTime;
}

type Judged = Pick<
  ScorecardRow,
  'level' | 'states' | 'assessment_status' | 'waived' | 'stale'
>;

/** The differences after an evaluation; the level comes last, because it is a consequence. */
export function transitionsBetween(
  before: Judged | undefined,
  after: Judged,
  { scorecard: { entityRef, evaluatedAt }, causes }: ScorecardChange,
  positions: CheckPositions,
): NewTransition[] {
  const occasion = { causes, at: new Date(evaluatedAt) };
  return [
    ...checkTransitions(before, after, positions),
    ...figureTransitions(before, after),
  ].map(change => toTransitionRow(entityRef, change, occasion));
}

/** What ends with a removed scorecard. */
export function transitionsToNothing(
  entityRef: string,
  before: Judged,
  occasion: Occasion,
): NewTransition[] {
  return figureTransitions(before, undefined).map(change =>
    toTransitionRow(entityRef, change, occasion),
  );
}

/* Before the first evaluation, states of checks are unknown. */
function checkTransitions(
  before: Judged | undefined,
  after: Judged,
  positions: CheckPositions,
): Change[] {
  if (before === undefined || before.states === after.states) {
    return [];
  }
  const earlier = positions.toResults(before.states);
  const now = positions.toResults(after.states);
  const checkIds = new Set([...earlier.keys(), ...now.keys()]);
  return [...checkIds]
    .map((checkId): Change => ({
      aspect: 'check',
      checkId,
      from: earlier.get(checkId)?.state,
      to: now.get(checkId)?.state,
    }))
    .filter(({ from, to }) => from !== to);
}

function figureTransitions(before?: Judged, after?: Judged): Change[] {
  const waived = (row?: Judged) => (row && row.waived > 0 ? 'yes' : undefined);
  const stale = (row?: Judged) => (row?.stale === 1 ? 'yes' : undefined);
  const changes: Change[] = [
    {
      aspect: 'assessment',
      from: before?.assessment_status || undefined,
      to: after?.assessment_status || undefined,
    },
    { aspect: 'waived', from: waived(before), to: waived(after) },
    { aspect: 'stale', from: stale(before), to: stale(after) },
    { aspect: 'level', from: before?.level, to: after?.level },
  ];
  return changes.filter(({ from, to }) => from !== to);
}

export async function saveTransitions(
  tx: Knex,
  transitions: NewTransition[],
): Promise<void> {
  if (transitions.length > 0) {
    await tx.raw(
      `INSERT INTO scorecard_transitions (${Object.keys(transitionColumns)}) ?`,
      [selectJsonRows(tx, transitionColumns, transitions)],
    );
    await countTransitions(
      tx,
      transitions.map(transition => ({ transition, times: 1 })),
    );
  }
}

/** Of the level and the checks, newest first. */
export async function listTransitions(
  knex: Knex,
  entityRef: string,
  page: PageRequest,
): Promise<Omit<Page<ScorecardTransition>, 'totalItems'>> {
  const query = knex('scorecard_transitions')
    .where('entity_ref', entityRef)
    .whereIn('aspect', shownAspects)
    .orderBy('id', 'desc')
    .limit(rowsToRead(page));
  if (page.cursor !== undefined) {
    query.where('id', '<', readCursor(cursorSchema, page.cursor));
  }
  const read: TransitionRow[] = await query;
  const { rows, nextCursor } = toPage(read.map(toTransition), page, ({ id }) =>
    writeCursor(id),
  );
  return { items: rows, nextCursor };
}

/** Removes the transitions of the days before. */
export async function purgeTransitions(
  knex: Knex,
  before: Date,
): Promise<void> {
  // Whole days, because they are counted by day.
  const firstDay = before.toISOString().slice(0, 10);
  let removed: number;
  do {
    removed = await knex('scorecard_transitions')
      .whereIn(
        'id',
        knex('scorecard_transitions')
          .select('id')
          .where('at', '<', new Date(firstDay))
          .orderBy('at')
          .limit(PURGED_AT_ONCE),
      )
      .delete();
  } while (removed === PURGED_AT_ONCE);
  await knex('scorecard_changes').where('day', '<', firstDay).delete();
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

/** The columns of the table `scorecard_changes`. */
const changeColumns = {
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

/** Counts transitions by day and kind of entity, but not of checks. All writers use the same order. */
export async function countTransitions(
  tx: Knex,
  transitions: CountedTransition[],
): Promise<void> {
  const rows = new Map<
    string,
    Record<keyof typeof changeColumns, string | number>
  >();
  for (const { transition, times } of transitions) {
    if (transition.aspect !== 'check') {
      const change = {
        day: transition.day,
        aspect: transition.aspect,
        kind: parseKind(transition.entity_ref),
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
      `INSERT INTO scorecard_changes (${Object.keys(changeColumns)})
      SELECT * FROM (?) AS counted WHERE true ORDER BY ${keyColumns}
      ON CONFLICT (${keyColumns}) DO UPDATE
      SET changes = scorecard_changes.changes + excluded.changes`,
      [selectJsonRows(tx, changeColumns, [...rows.values()])],
    );
  }
  if (transitions.some(({ times }) => times < 0)) {
    await tx('scorecard_changes').where('changes', 0).delete();
  }
}
