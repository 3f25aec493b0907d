import {
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
import { selectJsonRows } from '../../database/jsonRows';
import { StoredTime, toIsoTime } from '../../database/sql';
import { CheckPositions } from './checkPositions';
import { countTransitions, purgeChanges } from './scorecardChanges';
import { CountedRow } from './scorecardRows';
import { ScorecardChange } from './ScorecardStore';
import {
  Aspect,
  Change,
  NewTransition,
  Occasion,
  toTransitionRow,
  transitionColumns,
} from './transitionRows';

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

/** The subject of a transition. */
type Judged = Pick<
  CountedRow,
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

/* A first evaluation tells nothing about earlier states of the checks. */
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
    {
      aspect: 'stale',
      // Becoming known for the first time is not a change.
      from: stale(before?.stale === null ? after : before),
      to: stale(after),
    },
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
  await purgeChanges(knex, before);
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
