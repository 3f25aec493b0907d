import { Page, SummaryGrouping } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { VisibleEntities } from '../../catalog/types';
import { isOneOf } from '../../database/sql';
import { readPositions } from './checkPositions';
import { CheckInState, listCheckResults } from './checkResults';
import { importLevels } from './importLevels';
import { ScorecardRow, toInputs, toScorecard } from './scorecardDetails';
import { exportScorecards } from './scorecardExport';
import { listScorecards } from './scorecardList';
import { selectPatternMix } from './patternMix';
import { foldCase, isComplete, RevisedRow } from './scorecardRows';
import { countScorecards, selectProgress } from './scorecardProgress';
import {
  DayOfScorecards,
  ExportedScorecard,
  Goal,
  GoalProgress,
  GroupPage,
  ImportedLevels,
  KnownScorecard,
  LevelSince,
  PatternCount,
  Removal,
  ScorecardChange,
  ScorecardFilter,
  ScorecardPage,
  ScorecardStore,
  StoredCheckResult,
  StoredScorecard,
  StoredSummary,
} from './ScorecardStore';
import { ScorecardNumbers, SummedRows } from './ScorecardNumbers';
import { selectGroups } from './scorecardSummaries';
import { selectTotals } from './scorecardTotals';
import { listTransitions, purgeTransitions } from './scorecardTransitions';
import { selectTrend } from './scorecardTrend';
import { removeScorecards, saveScorecards } from './scorecardWrites';

interface KnownRow extends RevisedRow {
  entity_ref: string;
  inputs: string;
}

/**
 * ScorecardStore in the tables `scorecards`, `scorecard_details`, `scorecard_counts`,
 * `scorecard_transitions` and `scorecard_changes`.
 */
export class KnexScorecardStore implements ScorecardStore {
  readonly #numbers: ScorecardNumbers;

  /** @param now - for tests */
  constructor(
    private readonly knex: Knex,
    private readonly now: () => DateTime = () => DateTime.utc(),
  ) {
    this.#numbers = new ScorecardNumbers(knex);
  }

  async known(entityRefs: string[]): Promise<Map<string, KnownScorecard>> {
    const rows: KnownRow[] = await this.#withDetails()
      .whereRaw(isOneOf(this.knex, 's.entity_ref', entityRefs))
      .select('s.entity_ref', 's.revision', 's.complete_revision', 'd.inputs');
    return new Map(
      rows.map(row => [
        row.entity_ref,
        {
          revision: row.revision,
          inputs: toInputs(row.inputs),
          isComplete: isComplete(row),
        },
      ]),
    );
  }

  async save(changes: ScorecardChange[]): Promise<string[]> {
    return changes.length > 0 ? await saveScorecards(this.knex, changes) : [];
  }

  async importLevels(
    levels: Map<string, LevelSince[]>,
    keptSince: Date,
  ): Promise<ImportedLevels> {
    return await importLevels(this.knex, levels, keptSince);
  }

  async get(entityRef: string): Promise<StoredScorecard | undefined> {
    const row: ScorecardRow | undefined = await this.#withDetails()
      .where('s.entity_ref', entityRef)
      .first('s.*', 'd.since', 'd.packs', 'd.results');
    return row && toScorecard(row, await readPositions(this.knex));
  }

  async list(
    filter: ScorecardFilter,
    page: ScorecardPage,
    visible: VisibleEntities,
  ): Promise<Page<StoredSummary>> {
    const rows = await this.#numbers.toRows(visible);
    return await listScorecards(this.knex, filter, page, rows, this.now());
  }

  async summarize(
    groupBy: SummaryGrouping,
    targetRank: number,
    visible: VisibleEntities,
    page: GroupPage,
  ) {
    const rows = await this.#rowsOf(visible, page.kind);
    return {
      ...(await selectGroups(this.knex, groupBy, targetRank, rows, page)),
      totals: await selectTotals(this.knex, targetRank, rows),
    };
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
    asked: CheckInState,
    page: { limit: number; cursor?: string },
    visible: VisibleEntities,
  ): Promise<Page<StoredCheckResult>> {
    const rows = await this.#numbers.toRows(visible);
    return await listCheckResults(this.knex, asked, page, rows);
  }

  async count(
    filter: ScorecardFilter,
    visible: VisibleEntities,
  ): Promise<number> {
    const rows = await this.#numbers.toRows(visible);
    return await countScorecards(this.knex, filter, rows);
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
    const rows = await this.#rowsOf(visible, kind);
    return await selectPatternMix(this.knex, rows);
  }

  async transitions(
    entityRef: string,
    page: { limit: number; cursor?: string },
  ) {
    return await listTransitions(this.knex, entityRef, page);
  }

  async remove(entityRefs: string[], removal: Removal): Promise<void> {
    await removeScorecards(this.knex, entityRefs, {
      at: this.now().toJSDate(),
      ...removal,
    });
  }

  async purgeTransitions(before: Date): Promise<void> {
    await purgeTransitions(this.knex, before);
  }

  async #rowsOf(
    visible: VisibleEntities,
    kind: string | undefined,
  ): Promise<SummedRows> {
    const rows = await this.#numbers.toRows(visible);
    return { ...rows, kind: kind && foldCase(kind) };
  }

  #withDetails(): Knex.QueryBuilder {
    return this.knex('scorecards as s').join(
      'scorecard_details as d',
      'd.entity_ref',
      's.entity_ref',
    );
  }
}
