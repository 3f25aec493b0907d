import {
  Page,
  Pattern,
  Stage,
  SummaryGrouping,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { VisibleEntities } from '../../catalog/types';
import { PageRequest } from '../../database/paging';
import { CheckInState, listCheckResults } from './checkResults';
import {
  DayOfScorecards,
  ExportedScorecard,
  Goal,
  GoalProgress,
  GroupPage,
  PatternCount,
  ScorecardFilter,
  ScorecardPage,
  StoredCheckResult,
  StoredFailingChecks,
  StoredSummary,
} from './fleetQueries';
import {
  exportScorecards,
  listFailingChecks,
  listScorecards,
} from './scorecardList';
import { ScorecardNumbers, SummedRows } from './ScorecardNumbers';
import { foldCase } from './scorecardRows';
import { selectGroups } from './scorecardSummaries';
import { selectProgress, selectTotals } from './scorecardTotals';
import { selectTrend } from './scorecardTrend';
import { countPairs } from './visibleCounts';

/** Reads lists and figures over the scorecards of many entities. Tables: of {@link ScorecardStore}. */
export class FleetStore {
  readonly #numbers: ScorecardNumbers;

  /** @param now - for tests */
  constructor(
    private readonly knex: Knex,
    private readonly now: () => DateTime = () => DateTime.utc(),
  ) {
    this.#numbers = new ScorecardNumbers(knex);
  }

  /** @throws InputError if the cursor belongs to a list with another sort order */
  async list(
    filter: ScorecardFilter,
    page: ScorecardPage,
    visible: VisibleEntities,
  ): Promise<Page<StoredSummary>> {
    const rows = await this.#numbers.toRows(visible);
    return await listScorecards(this.knex, filter, page, rows, this.now());
  }

  /**
   * The failing checks of the matching scorecards that have some.
   *
   * @throws InputError if the cursor belongs to a list with another sort order
   */
  async listFailingChecks(
    filter: ScorecardFilter,
    page: ScorecardPage,
    visible: VisibleEntities,
  ): Promise<Page<StoredFailingChecks>> {
    const rows = await this.#numbers.toRows(visible);
    return await listFailingChecks(this.knex, filter, page, rows);
  }

  /** Everything that `list` finds, a few hundred at a time. */
  async *export(
    filter: ScorecardFilter,
    sort: ScorecardPage['sort'],
    visible: VisibleEntities,
  ): AsyncIterable<ExportedScorecard[]> {
    const rows = await this.#numbers.toRows(visible);
    yield* exportScorecards(this.knex, filter, sort, rows);
  }

  /**
   * The results of a check in a state, longest first.
   *
   * @throws InputError if the cursor belongs to another check or state
   */
  async listCheckResults(
    check: CheckInState,
    page: PageRequest,
    visible: VisibleEntities,
  ): Promise<Page<StoredCheckResult>> {
    const rows = await this.#numbers.toRows(visible);
    return await listCheckResults(this.knex, check, page, rows);
  }

  /** Progress towards each goal, in one query. */
  async progress(
    goals: Goal[],
    visible: VisibleEntities,
  ): Promise<GoalProgress[]> {
    const rows = await this.#numbers.toRows(visible);
    return await selectProgress(this.knex, goals, rows);
  }

  /**
   * Figures by day of the scorecards that match now, from the first evaluation on. Without a filter, or with a kind
   * only, the figures for callers who see everything include removed entities.
   *
   * @param days - the first day, and today; ISO 8601, in UTC. Later changes, by a clock that is ahead, count as today's
   */
  async trend(
    scope: ScorecardFilter,
    visible: VisibleEntities,
    days: { first: string; today: string },
  ): Promise<DayOfScorecards[]> {
    const rows = await this.#numbers.toRows(visible);
    return await selectTrend(this.knex, scope, rows, days);
  }

  /** The number of scorecards by stage and pattern, of a kind or of all entities that can be assessed. */
  async patternMix(
    visible: VisibleEntities,
    kind?: string,
  ): Promise<PatternCount[]> {
    const rows = await this.#toSummedRows(visible, kind);
    const counts = await countPairs(this.knex, 'stage-pattern', rows);
    return counts.map(({ pair: [stage, pattern], entities }) => ({
      stage: (stage as Stage) || undefined,
      pattern: (pattern as Pattern) || undefined,
      entities,
    }));
  }

  /**
   * @param targetRank - rank of the lowest level that is on the road
   * @param page - of owners, systems or teams; other groupings return all groups
   * @returns with a parent team, `path` has the groups above it, topmost first, and itself. Hidden teams are skipped
   */
  async summarize(
    groupBy: SummaryGrouping,
    targetRank: number,
    visible: VisibleEntities,
    page: GroupPage,
  ) {
    const rows = await this.#toSummedRows(visible, page.kind);
    return {
      ...(await selectGroups(this.knex, groupBy, targetRank, rows, page)),
      totals: await selectTotals(this.knex, targetRank, rows),
    };
  }

  async #toSummedRows(
    visible: VisibleEntities,
    kind: string | undefined,
  ): Promise<SummedRows> {
    const rows = await this.#numbers.toRows(visible);
    return { ...rows, kind: kind && foldCase(kind) };
  }
}
