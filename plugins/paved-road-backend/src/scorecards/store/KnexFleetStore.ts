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
  FleetStore,
  Goal,
  GoalProgress,
  GroupPage,
  PatternCount,
  ScorecardFilter,
  ScorecardPage,
  StoredCheckResult,
  StoredFailingChecks,
  StoredSummary,
} from './FleetStore';
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

/** FleetStore in the tables of {@link KnexScorecardStore}. */
export class KnexFleetStore implements FleetStore {
  readonly #numbers: ScorecardNumbers;

  /** @param now - for tests */
  constructor(
    private readonly knex: Knex,
    private readonly now: () => DateTime = () => DateTime.utc(),
  ) {
    this.#numbers = new ScorecardNumbers(knex);
  }

  async list(
    filter: ScorecardFilter,
    page: ScorecardPage,
    visible: VisibleEntities,
  ): Promise<Page<StoredSummary>> {
    const rows = await this.#numbers.toRows(visible);
    return await listScorecards(this.knex, filter, page, rows, this.now());
  }

  async listFailingChecks(
    filter: ScorecardFilter,
    page: ScorecardPage,
    visible: VisibleEntities,
  ): Promise<Page<StoredFailingChecks>> {
    const rows = await this.#numbers.toRows(visible);
    return await listFailingChecks(this.knex, filter, page, rows);
  }

  async *export(
    filter: ScorecardFilter,
    sort: ScorecardPage['sort'],
    visible: VisibleEntities,
  ): AsyncIterable<ExportedScorecard[]> {
    const rows = await this.#numbers.toRows(visible);
    yield* exportScorecards(this.knex, filter, sort, rows);
  }

  async listCheckResults(
    check: CheckInState,
    page: PageRequest,
    visible: VisibleEntities,
  ): Promise<Page<StoredCheckResult>> {
    const rows = await this.#numbers.toRows(visible);
    return await listCheckResults(this.knex, check, page, rows);
  }

  async progress(
    goals: Goal[],
    visible: VisibleEntities,
  ): Promise<GoalProgress[]> {
    const rows = await this.#numbers.toRows(visible);
    return await selectProgress(this.knex, goals, rows);
  }

  async trend(
    scope: ScorecardFilter,
    visible: VisibleEntities,
    days: { first: string; today: string },
  ): Promise<DayOfScorecards[]> {
    const rows = await this.#numbers.toRows(visible);
    return await selectTrend(this.knex, scope, rows, days);
  }

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
