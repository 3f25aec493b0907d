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
import { SummedRows } from './scorecardFilter';
import { foldCase } from './scorecardRows';
import { selectGroups } from './scorecardSummaries';
import { selectProgress, selectTotals } from './scorecardTotals';
import { selectTrend } from './scorecardTrend';
import { countPairs } from './visibleCounts';

/** Reads lists and figures over the scorecards of many entities. Tables: of {@link ScorecardStore}. */
export class FleetStore {
  /** @param now - for tests */
  constructor(
    private readonly knex: Knex,
    private readonly now: () => DateTime = () => DateTime.utc(),
  ) {}

  /** @throws InputError if the cursor belongs to a list with another sort order */
  async list(
    filter: ScorecardFilter,
    page: ScorecardPage,
    visible: VisibleEntities,
  ): Promise<Page<StoredSummary>> {
    return await listScorecards(this.knex, filter, page, visible, this.now());
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
    return await listFailingChecks(this.knex, filter, page, visible);
  }

  /** Everything that `list` finds, a few hundred at a time. */
  async *export(
    filter: ScorecardFilter,
    sort: ScorecardPage['sort'],
    visible: VisibleEntities,
  ): AsyncIterable<ExportedScorecard[]> {
    yield* exportScorecards(this.knex, filter, sort, visible);
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
    return await listCheckResults(this.knex, check, page, visible);
  }

  /** Progress towards each goal, in one query. */
  async progress(
    goals: Goal[],
    visible: VisibleEntities,
  ): Promise<GoalProgress[]> {
    return await selectProgress(this.knex, goals, visible);
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
    return await selectTrend(this.knex, scope, visible, days);
  }

  /** The number of scorecards by stage and pattern, of a kind or of all entities that can be assessed. */
  async patternMix(
    visible: VisibleEntities,
    kind?: string,
  ): Promise<PatternCount[]> {
    const rows = toSummedRows(visible, kind);
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
    const rows = toSummedRows(visible, page.kind);
    return {
      ...(await selectGroups(this.knex, groupBy, targetRank, rows, page)),
      totals: await selectTotals(this.knex, targetRank, rows),
    };
  }
}

function toSummedRows(
  visible: VisibleEntities,
  kind: string | undefined,
): SummedRows {
  return { ...visible, kind: kind && foldCase(kind) };
}
