import {
  CheckState,
  Page,
  SummaryGrouping,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { VisibleEntities } from '../catalog/types';
import { JsonRow, selectJsonRows } from '../database/jsonRows';
import { isOneOf } from '../database/sql';
import {
  encodeCursor,
  sortBy,
  SortedRow,
  startAfterCursor,
} from './scorecardOrder';
import {
  countColumns,
  foldCase,
  resultColumns,
  scorecardColumns,
  ScorecardRow,
  SummaryRow,
  toResultRows,
  toScorecard,
  toScorecardRow,
  toSummary,
} from './scorecardRows';
import {
  EvaluatedScorecard,
  ScorecardFilter,
  ScorecardPage,
  ScorecardStore,
  StoredScorecard,
  StoredSummary,
} from './ScorecardStore';
import { selectGroups, selectTotals } from './scorecardSummaries';

/** How many failing checks a list names. */
const FAILING_CHECKS = 5;

/** ScorecardStore in the tables `scorecards` and `scorecard_results`. */
export class KnexScorecardStore implements ScorecardStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async save(scorecards: EvaluatedScorecard[]): Promise<void> {
    // PostgreSQL refuses a statement that upserts the same row twice.
    const unique = new Map(scorecards.map(item => [item.entityRef, item]));
    // One order for all writers, so that two of them cannot wait for each other.
    const sorted = [...unique.values()].sort((a, b) =>
      a.entityRef < b.entityRef ? -1 : 1,
    );
    await this.#knex.transaction(async tx => {
      const saved = new Set(
        await saveScorecards(tx, sorted.map(toScorecardRow)),
      );
      const results = sorted
        .filter(({ entityRef }) => saved.has(entityRef))
        .flatMap(toResultRows);
      await removeOtherResults(tx, [...saved], results);
      await saveResults(tx, results);
    });
  }

  async get(entityRef: string): Promise<StoredScorecard | undefined> {
    const rows: ScorecardRow[] = await this.#knex('scorecards as s')
      .join('scorecard_results as r', 'r.entity_ref', 's.entity_ref')
      .where('s.entity_ref', entityRef)
      .orderBy('r.position')
      .select(
        's.entity_ref',
        's.level',
        's.score',
        's.packs',
        's.evaluated_at',
        ...Object.values(countColumns).map(column => `s.${column}`),
        'r.check_id',
        'r.track',
        'r.state',
        'r.since',
        'r.evidence',
        'r.reason',
        'r.waiver',
      );
    return toScorecard(rows);
  }

  async list(
    filter: ScorecardFilter,
    { sort, limit, cursor }: ScorecardPage,
    visible: VisibleEntities,
  ): Promise<Page<StoredSummary>> {
    const query = this.#matching(filter, visible)
      .select(
        's.entity_ref',
        's.level',
        's.score',
        's.pattern',
        's.assessment_status',
        's.evaluated_at',
        ...Object.values(countColumns).map(column => `s.${column}`),
        'e.title',
        'e.owner',
        'e.system',
      )
      .limit(limit + 1);
    sortBy(this.#knex, query, sort);
    if (cursor !== undefined) {
      startAfterCursor(this.#knex, query, sort, cursor);
    }
    const rows: (SummaryRow & SortedRow)[] = await query;
    const pageRows = rows.slice(0, limit);
    const last = pageRows.at(-1);
    const failing = await this.#failingChecks(
      pageRows.map(row => row.entity_ref),
    );
    const [{ total }] = await this.#matching(filter, visible).count({
      total: '*',
    });
    return {
      items: pageRows.map(row =>
        toSummary(row, failing.get(row.entity_ref) ?? []),
      ),
      nextCursor:
        rows.length > limit && last ? encodeCursor(sort, last) : undefined,
      totalItems: Number(total),
    };
  }

  async summarize(
    groupBy: SummaryGrouping,
    targetRank: number,
    visible: VisibleEntities,
  ) {
    const scorecards = () => this.#matching({}, visible);
    return {
      totals: await selectTotals(this.#knex, scorecards(), targetRank),
      groups: await selectGroups(this.#knex, scorecards(), groupBy, targetRank),
    };
  }

  async remove(entityRefs: string[]): Promise<void> {
    await this.#knex('scorecards')
      .where(isOneOf(this.#knex, 'entity_ref', entityRefs))
      .delete();
  }

  #matching(
    filter: ScorecardFilter,
    visible: VisibleEntities,
  ): Knex.QueryBuilder {
    const { level, owner, system, pattern, check, state, text } = filter;
    const query = this.#knex('scorecards as s').join(
      'entities as e',
      'e.entity_ref',
      's.entity_ref',
    );
    if (!visible.all) {
      query.where(isOneOf(this.#knex, 's.entity_ref', visible.entityRefs));
    }
    if (level !== undefined) {
      query.where('s.level', level);
    }
    if (owner !== undefined) {
      query.where('e.owner', owner);
    }
    if (system !== undefined) {
      query.where('e.system', system);
    }
    if (pattern === 'none') {
      query.whereNull('s.pattern');
    } else if (pattern !== undefined) {
      query.where('s.pattern', pattern);
    }
    if (check !== undefined || state !== undefined) {
      query.whereIn('s.entity_ref', this.#entitiesWithResult(check, state));
    }
    if (text !== undefined) {
      const escaped = foldCase(text).replace(/[!%_]/g, '!$&');
      query.whereRaw("s.search_text LIKE ? ESCAPE '!'", [`%${escaped}%`]);
    }
    return query;
  }

  #entitiesWithResult(check?: string, state?: CheckState): Knex.QueryBuilder {
    const query = this.#knex('scorecard_results').select('entity_ref');
    if (check !== undefined) {
      query.where('check_id', check);
    }
    if (state !== undefined) {
      query.where('state', state);
    }
    return query;
  }

  async #failingChecks(entityRefs: string[]): Promise<Map<string, string[]>> {
    const ranked = this.#knex('scorecard_results')
      .select('entity_ref', 'check_id', 'position')
      .rowNumber('place', builder =>
        builder.partitionBy('entity_ref').orderBy('position'),
      )
      .where('state', 'fail')
      .where(isOneOf(this.#knex, 'entity_ref', entityRefs))
      .as('ranked');
    const rows: { entity_ref: string; check_id: string }[] = await this.#knex
      .from(ranked)
      .where('place', '<=', FAILING_CHECKS)
      .orderBy(['entity_ref', 'position'])
      .select('entity_ref', 'check_id');
    const failing = new Map<string, string[]>();
    for (const row of rows) {
      const checks = failing.get(row.entity_ref) ?? [];
      failing.set(row.entity_ref, [...checks, row.check_id]);
    }
    return failing;
  }
}

const names = (columns: string[]) => columns.map(() => '??').join(', ');

/** SET of all columns but the first ones, which are the key, to the new values. */
function setToExcluded(columns: string[]) {
  return {
    sql: columns.map(() => '?? = excluded.??').join(', '),
    bindings: columns.flatMap(column => [column, column]),
  };
}

/** @returns the entities whose scorecard was written */
async function saveScorecards(tx: Knex, rows: JsonRow[]): Promise<string[]> {
  const columns = Object.keys(scorecardColumns);
  const update = setToExcluded(columns.slice(1));
  const result: unknown = await tx.raw(
    `INSERT INTO scorecards (${names(columns)})
     SELECT * FROM (?) AS page
     WHERE entity_ref IN (SELECT entity_ref FROM entities)
     ON CONFLICT (entity_ref) DO UPDATE SET ${update.sql}
     WHERE scorecards.evaluated_at <= excluded.evaluated_at
     RETURNING entity_ref`,
    [
      ...columns,
      selectJsonRows(tx, scorecardColumns, rows),
      ...update.bindings,
    ],
  );
  return rowsOf<{ entity_ref: string }>(result).map(row => row.entity_ref);
}

/** Removes the results of checks that are not evaluated any more. */
async function removeOtherResults(
  tx: Knex,
  entityRefs: string[],
  results: JsonRow[],
): Promise<void> {
  const { entity_ref, check_id } = resultColumns;
  await tx('scorecard_results')
    .where(isOneOf(tx, 'entity_ref', entityRefs))
    .whereRaw('(entity_ref, check_id) NOT IN (?)', [
      selectJsonRows(tx, { entity_ref, check_id }, results),
    ])
    .delete();
}

/* Most results of a sync are as they were, and a row that is not written costs nothing. */
async function saveResults(tx: Knex, rows: JsonRow[]): Promise<void> {
  const columns = Object.keys(resultColumns);
  const compared = columns.slice(2).filter(column => column !== 'since');
  const update = setToExcluded(compared);
  await tx.raw(
    `INSERT INTO scorecard_results (${names(columns)})
     SELECT * FROM (?) AS page
     WHERE true
     ON CONFLICT (entity_ref, check_id) DO UPDATE SET
       since = CASE WHEN scorecard_results.state = excluded.state
         THEN scorecard_results.since ELSE excluded.since END,
       ${update.sql}
     WHERE (${names(compared)}) IS DISTINCT FROM (${names(compared)})`,
    [
      ...columns,
      selectJsonRows(tx, resultColumns, rows),
      ...update.bindings,
      ...compared.map(column => `scorecard_results.${column}`),
      ...compared.map(column => `excluded.${column}`),
    ],
  );
}

/** The rows that a raw statement returns: with PostgreSQL they are part of its result. */
function rowsOf<T>(result: unknown): T[] {
  return Array.isArray(result) ? result : (result as { rows: T[] }).rows;
}
