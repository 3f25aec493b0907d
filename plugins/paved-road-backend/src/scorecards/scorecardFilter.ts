import { Knex } from 'knex';
import { VisibleEntities } from '../catalog/types';
import { isOneOf } from '../database/sql';
import { CheckPositions, stateSymbols } from './checkPositions';
import { countColumns, foldCase } from './scorecardRows';
import { ScorecardFilter } from './ScorecardStore';

/** Scorecards that a caller may see. */
export function visibleScorecards(
  knex: Knex,
  visible: VisibleEntities,
): Knex.QueryBuilder {
  const query = knex('scorecards');
  return visible.all
    ? query
    : query.whereRaw(isOneOf(knex, 'entity_ref', visible.entityRefs));
}

/** Selects those scorecards of a query that match. */
export function applyFilter(
  query: Knex.QueryBuilder,
  filter: ScorecardFilter,
  positions: CheckPositions,
): Knex.QueryBuilder {
  const { level, owner, system, pattern, check, state, text } = filter;
  if (level !== undefined) {
    query.where('level', level);
  }
  if (owner !== undefined) {
    query.where('owner', owner);
  }
  if (system !== undefined) {
    query.where('system', system);
  }
  if (pattern !== undefined) {
    query.where('pattern', pattern === 'none' ? '' : pattern);
  }
  if (check !== undefined) {
    const symbols = state ? [stateSymbols[state]] : Object.values(stateSymbols);
    query.where(anyOf => {
      // A check that was never evaluated has no position.
      anyOf.whereRaw('false');
      for (const position of positions.allOf(check)) {
        anyOf.orWhereRaw(
          `SUBSTR(states, ?, 1) IN (${symbols.map(() => '?')})`,
          [position, ...symbols],
        );
      }
    });
  } else if (state !== undefined) {
    query.where(countColumns[state], '>', 0);
  }
  if (text !== undefined) {
    const escaped = foldCase(text).replace(/[!%_]/g, '!$&');
    query.whereRaw("search_text LIKE ? ESCAPE '!'", [`%${escaped}%`]);
  }
  return query;
}
