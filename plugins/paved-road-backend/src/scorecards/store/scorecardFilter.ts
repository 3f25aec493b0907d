import { CheckState, StandingId } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { VisibleClasses, VisibleEntities } from '../../catalog/types';
import { isVisible } from '../../catalog/visibleRows';
import { createInCondition } from '../../database/sql';
import { readPositions, stateSymbols } from './checkPositions';
import { assessableOnly, countColumns, foldCase } from './scorecardRows';
import { ScorecardFilter } from './fleetQueries';
import { selectWithBelow } from './teamCounts';

/** The scorecards to sum up: visible ones, of a kind if given. */
export type SummedRows = VisibleEntities & {
  /** In lower case. */
  kind?: string;
};

export function visibleScorecards(
  knex: Knex,
  visible: SummedRows,
): Knex.QueryBuilder {
  const query = ofKind(knex('scorecards'), visible.kind);
  if (visible.all) {
    return query;
  }
  return query.whereRaw(isVisible(knex, visible, 'entity_ref', 'class_id'));
}

/** The hidden classes, if they have fewer entities than the visible ones: their sums are found faster. */
export function fewerHidden(
  visible: SummedRows,
): VisibleClasses['hidden'] | undefined {
  return 'classes' in visible ? visible.classes.hidden : undefined;
}

/**
 * Selects the summands of figures: stored sums and, below zero, hidden scorecards, if these are fewer; or else visible
 * scorecards. In one statement they are of the same moment.
 */
export function selectSummands(
  knex: Knex,
  visible: SummedRows,
  select: {
    stored: (knex: Knex, kind: string | undefined) => Knex.QueryBuilder;
    rows: (
      knex: Knex,
      scorecards: Knex.QueryBuilder,
      sign: '+' | '-',
    ) => Knex.QueryBuilder;
  },
): Knex.QueryBuilder[] {
  const { kind } = visible;
  if (visible.all) {
    return [select.stored(knex, kind)];
  }
  const hidden = fewerHidden(visible);
  return hidden
    ? [
        select.stored(knex, kind),
        select.rows(knex, hiddenScorecards(knex, hidden, kind), '-'),
      ]
    : [select.rows(knex, visibleScorecards(knex, visible), '+')];
}

export function hiddenScorecards(
  knex: Knex,
  { ids, last }: NonNullable<VisibleClasses['hidden']>,
  kind: string | undefined,
): Knex.QueryBuilder {
  // One by one, each is read from the index alone.
  const parts = [
    knex.raw('class_id IS NULL'),
    knex.raw('class_id > ?', [last]),
    createInCondition(knex, 'class_id', ids),
  ].map(condition => knex('scorecards').whereRaw(condition).select());
  return ofKind(knex.from(knex.unionAll(parts).as('scorecards')), kind);
}

function ofKind(
  query: Knex.QueryBuilder,
  kind: string | undefined,
): Knex.QueryBuilder {
  return kind === undefined
    ? query
    : query.where('entity_ref', 'like', `${kind}:%`);
}

/** Whether a filter matches all scorecards. */
export function isWithoutConditions(filter: ScorecardFilter): boolean {
  return Object.values(filter).every(value => value === undefined);
}

/** Matching scorecards that a caller may see. */
export async function matchingScorecards(
  knex: Knex,
  filter: ScorecardFilter,
  visible: VisibleEntities,
): Promise<{ query: Knex.QueryBuilder }> {
  const query = visibleScorecards(knex, visible);
  await applyFilter(knex, query, filter);
  // Wrapped, because a query is itself a promise of its rows.
  return { query };
}

export async function applyFilter(
  knex: Knex,
  query: Knex.QueryBuilder,
  filter: ScorecardFilter,
): Promise<void> {
  applyValues(query, filter);
  applyKind(query, filter);
  applyConditions(knex, query, filter);
  const { check, track, state } = filter;
  if (check !== undefined || track !== undefined) {
    const positions = await readPositions(knex);
    if (check !== undefined) {
      applyPositions(query, positions.allOf(check), state);
    }
    if (track !== undefined) {
      applyPositions(query, positions.ofTrack(track), state);
    }
  }
}

function applyValues(query: Knex.QueryBuilder, filter: ScorecardFilter): void {
  const { level, owner, system, lifecycle, type } = filter;
  const orEmpty = (value?: string) => (value === 'none' ? '' : value);
  const values = {
    entity_ref: filter.entityRef,
    level,
    owner,
    system,
    lifecycle,
    type,
    pattern: orEmpty(filter.pattern),
    stage: orEmpty(filter.stage),
    assessment_status: orEmpty(filter.assessment),
  };
  for (const [column, value] of Object.entries(values)) {
    if (value !== undefined) {
      query.where(column, value);
    }
  }
}

function applyKind(
  query: Knex.QueryBuilder,
  { kind, assessment }: ScorecardFilter,
): void {
  ofKind(query, kind && foldCase(kind));
  if (assessment === 'none') {
    query.whereRaw(assessableOnly);
  }
}

function applyConditions(
  knex: Knex,
  query: Knex.QueryBuilder,
  {
    entityRefs,
    owners,
    belowRank,
    team,
    standing,
    stale,
    lift,
    check,
    track,
    state,
    text,
  }: ScorecardFilter,
): void {
  if (entityRefs !== undefined) {
    query.whereRaw(createInCondition(knex, 'entity_ref', entityRefs));
  }
  if (owners !== undefined) {
    query.whereRaw(createInCondition(knex, 'owner', owners));
  }
  if (belowRank !== undefined) {
    query.where('level_rank', '<', belowRank);
  }
  if (team !== undefined) {
    query.whereIn('owner', selectWithBelow(knex, team));
  }
  if (standing !== undefined) {
    query.whereIn('entity_ref', selectCountingWithStanding(knex, standing));
  }
  if (stale !== undefined) {
    query.where('stale', stale ? 1 : 0);
  }
  if (lift !== undefined) {
    // Repeated, so that SQLite uses the index.
    query.where({ lift }).whereRaw("lift <> ''");
  }
  if (check === undefined && track === undefined && state !== undefined) {
    query.where(countColumns[state], '>', 0);
  }
  if (text !== undefined) {
    const escaped = foldCase(text).replace(/[!%_]/g, '!$&');
    query.whereRaw("search_text LIKE ? ESCAPE '!'", [`%${escaped}%`]);
  }
}

/*
 * A join, because a standing changes without an evaluation of the scorecard. It compares assessments with each other: the
 * references of scorecards have another collation, for which assessments have no index.
 */
function selectCountingWithStanding(
  knex: Knex,
  standing: StandingId,
): Knex.QueryBuilder {
  return (
    knex('assessments AS a')
      .select('a.entity_ref')
      .where('a.standing_id', standing)
      // A rejected decision shows no standing.
      .whereNot('a.status', 'rejected')
      .whereRaw(
        `a.id = (
        SELECT id FROM assessments
        WHERE entity_ref = a.entity_ref
        ORDER BY CASE status WHEN 'approved' THEN 0 WHEN 'submitted' THEN 1 ELSE 2 END, created_at DESC, id DESC
        LIMIT 1
      )`,
      )
  );
}

function applyPositions(
  query: Knex.QueryBuilder,
  positions: number[],
  state: CheckState | undefined,
): void {
  const symbols = state ? [stateSymbols[state]] : Object.values(stateSymbols);
  query.where(anyOf => {
    // For a check that was never evaluated.
    anyOf.whereRaw('false');
    for (const position of positions) {
      anyOf.orWhereRaw(`SUBSTR(states, ?, 1) IN (${symbols.map(() => '?')})`, [
        position,
        ...symbols,
      ]);
    }
  });
}
