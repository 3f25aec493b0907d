import { Page, SummaryGrouping } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { VisibleEntities } from '../catalog/types';
import { isOneOf } from '../database/sql';
import { readPositions } from './checkPositions';
import {
  ScorecardRow,
  toInputs,
  toScorecard,
  toUndatedResults,
} from './scorecardDetails';
import { applyFilter, visibleScorecards } from './scorecardFilter';
import {
  cursorAfter,
  sortBy,
  sortColumns,
  SortedRow,
  startAfterCursor,
} from './scorecardOrder';
import { countColumns, SummaryRow, toSummary } from './scorecardRows';
import {
  GroupPage,
  KnownScorecard,
  ScorecardChange,
  ScorecardFilter,
  ScorecardPage,
  ScorecardStore,
  StoredScorecard,
  StoredSummary,
} from './ScorecardStore';
import { selectGroups } from './scorecardSummaries';
import { countAll, selectTotals } from './scorecardTotals';
import { listTransitions, purgeTransitions } from './scorecardTransitions';
import { removeScorecards, saveScorecards } from './scorecardWrites';

/** How many failing checks a list names. */
const FAILING_CHECKS = 5;

/**
 * ScorecardStore in the tables `scorecards`, `scorecard_details`, `scorecard_counts` and
 * `scorecard_transitions`.
 */
export class KnexScorecardStore implements ScorecardStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async known(entityRefs: string[]): Promise<Map<string, KnownScorecard>> {
    const rows: { entity_ref: string; revision: number; inputs: string }[] =
      await this.#withDetails()
        .whereRaw(isOneOf(this.#knex, 's.entity_ref', entityRefs))
        .select('s.entity_ref', 's.revision', 'd.inputs');
    return new Map(
      rows.map(row => [
        row.entity_ref,
        { revision: row.revision, inputs: toInputs(row.inputs) },
      ]),
    );
  }

  async save(changes: ScorecardChange[]): Promise<string[]> {
    return changes.length > 0 ? await saveScorecards(this.#knex, changes) : [];
  }

  async get(entityRef: string): Promise<StoredScorecard | undefined> {
    const row: ScorecardRow | undefined = await this.#withDetails()
      .where('s.entity_ref', entityRef)
      .first('s.*', 'd.since', 'd.packs', 'd.results');
    return row && toScorecard(row);
  }

  async list(
    filter: ScorecardFilter,
    { sort, limit, cursor }: ScorecardPage,
    visible: VisibleEntities,
  ): Promise<Page<StoredSummary>> {
    const matching = await this.#matching(filter, visible);
    const query = matching
      .clone()
      .select(
        ...sortColumns,
        'title',
        'system',
        'pattern',
        'assessment_status',
        'level',
        'evaluated_at',
        ...Object.values(countColumns),
      )
      .limit(limit + 1);
    sortBy(query, sort);
    if (cursor !== undefined) {
      startAfterCursor(query, sort, cursor);
    }
    const rows: (SummaryRow & SortedRow)[] = await query;
    const pageRows = rows.slice(0, limit);
    const last = pageRows.at(-1);
    const failing = await this.#failingChecks(pageRows);
    return {
      items: pageRows.map(row =>
        toSummary(row, failing.get(row.entity_ref) ?? []),
      ),
      nextCursor:
        rows.length > limit && last ? cursorAfter(sort, last) : undefined,
      totalItems: await this.#countMatching(matching, filter, visible),
    };
  }

  async summarize(
    groupBy: SummaryGrouping,
    targetRank: number,
    visible: VisibleEntities,
    page: GroupPage,
  ) {
    return {
      ...(await selectGroups(this.#knex, groupBy, targetRank, visible, page)),
      totals: await selectTotals(this.#knex, targetRank, visible),
    };
  }

  async transitions(
    entityRef: string,
    page: { limit: number; cursor?: string },
  ) {
    return await listTransitions(this.#knex, entityRef, page);
  }

  async remove(entityRefs: string[]): Promise<void> {
    await removeScorecards(this.#knex, entityRefs);
  }

  async purgeTransitions(before: Date): Promise<void> {
    await purgeTransitions(this.#knex, before);
  }

  #withDetails(): Knex.QueryBuilder {
    return this.#knex('scorecards as s').join(
      'scorecard_details as d',
      'd.entity_ref',
      's.entity_ref',
    );
  }

  async #matching(
    filter: ScorecardFilter,
    visible: VisibleEntities,
  ): Promise<Knex.QueryBuilder> {
    const query = visibleScorecards(this.#knex, visible);
    const positions =
      filter.check === undefined
        ? []
        : (await readPositions(this.#knex)).allOf(filter.check);
    applyFilter(query, filter, positions);
    return query;
  }

  async #countMatching(
    matching: Knex.QueryBuilder,
    filter: ScorecardFilter,
    visible: VisibleEntities,
  ): Promise<number> {
    if (
      visible.all &&
      Object.values(filter).every(value => value === undefined)
    ) {
      return await countAll(this.#knex);
    }
    const [{ total }] = await matching.clone().count({ total: '*' });
    return Number(total);
  }

  async #failingChecks(rows: SummaryRow[]): Promise<Map<string, string[]>> {
    const failing = rows
      .filter(({ fail }) => Number(fail) > 0)
      .map(row => row.entity_ref);
    const details: { entity_ref: string; results: string }[] = await this.#knex(
      'scorecard_details',
    )
      .whereRaw(isOneOf(this.#knex, 'entity_ref', failing))
      .select('entity_ref', 'results');
    return new Map(
      details.map(row => [
        row.entity_ref,
        toUndatedResults(row.results)
          .filter(({ state }) => state === 'fail')
          .map(({ checkId }) => checkId)
          .slice(0, FAILING_CHECKS),
      ]),
    );
  }
}
