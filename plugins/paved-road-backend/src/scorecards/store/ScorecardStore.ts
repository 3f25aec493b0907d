import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { fillInClasses } from '../../catalog/AccessIndexStore';
import { PageRequest } from '../../database/paging';
import { createInCondition } from '../../database/sql';
import { readPositions } from './checkPositions';
import { importLevels } from './importLevels';
import { readLastLevelChanges } from './lostLevels';
import {
  DetailRow,
  ScorecardRow,
  toInputs,
  toScorecard,
} from './scorecardRows';
import {
  CheckStates,
  ImportedLevels,
  KnownScorecard,
  LevelSince,
  Removal,
  ScorecardChange,
  StoredScorecard,
} from './StoredScorecard';
import { listTransitions, purgeTransitions } from './scorecardTransitions';
import { removeScorecards, saveScorecards } from './scorecardWrites';

/**
 * Stores the scorecards of single entities and their history. * ScorecardStore in the tables `scorecards`,
 * `scorecard_details`, `scorecard_counts`, `scorecard_transitions` and `scorecard_changes`.
 */
export class ScorecardStore {
  /** @param now - for tests */
  constructor(
    private readonly knex: Knex,
    private readonly now: () => DateTime = () => DateTime.utc(),
  ) {}

  /** The state at the last save; entities without a scorecard are absent. One query. */
  async known(entityRefs: string[]): Promise<Map<string, KnownScorecard>> {
    const rows: { entity_ref: string; revision: number; inputs: string }[] =
      await this.#withDetails()
        .whereRaw(createInCondition(this.knex, 's.entity_ref', entityRefs))
        .select('s.entity_ref', 's.revision', 'd.inputs');
    return new Map(
      rows.map(row => [
        row.entity_ref,
        { revision: row.revision, inputs: toInputs(row.inputs) },
      ]),
    );
  }

  /**
   * Replaces the scorecards of entities, adds a transition for each change of a level or of the state of a check, and
   * updates all figures; all or nothing. A result keeps its `since` while its state is the same, an entity its
   * `levelSince` while its level is the same. Another level for a part of one day (UTC) does not count.
   *
   * @returns the entities whose scorecard was saved. Entities that left the index are missing, and scorecards that were
   *   saved since their revision was read
   */
  async save(changes: ScorecardChange[]): Promise<string[]> {
    if (changes.length === 0) {
      return [];
    }
    const saved = await saveScorecards(this.knex, changes);
    const added = changes.filter(({ revision = 0 }) => revision === 0);
    if (added.length > 0) {
      await fillInClasses(
        this.knex,
        added.map(({ scorecard }) => scorecard.entityRef),
      );
    }
    return saved;
  }

  /**
   * Adds levels from before the first known one, and updates the figures of those days and `levelSince`. Idempotent.
   * Those days have no assessments and waivers.
   *
   * @param levels - ids of levels, or `none`, by entity, in any order
   * @param keptSince - how far transitions go back; of older levels, only the last one counts
   */
  async importLevels(
    levels: Map<string, LevelSince[]>,
    keptSince: Date,
  ): Promise<ImportedLevels> {
    return await importLevels(this.knex, levels, keptSince);
  }

  async get(entityRef: string): Promise<StoredScorecard | undefined> {
    const row: (ScorecardRow & DetailRow) | undefined =
      await this.#withDetails()
        .where('s.entity_ref', entityRef)
        .first('s.*', 'd.since', 'd.packs', 'd.results');
    if (!row) {
      return undefined;
    }
    const lastChanges = await readLastLevelChanges(this.knex, [entityRef]);
    return toScorecard(
      row,
      await readPositions(this.knex),
      lastChanges.get(entityRef),
    );
  }

  /** Newest first. Includes removed entities, while their history is kept. */
  async transitions(entityRef: string, page: PageRequest) {
    return await listTransitions(this.knex, entityRef, page);
  }

  /** The state of each check with a result, by entity and check. Entities without a scorecard are absent. */
  async readCheckStates(
    entityRefs: string[],
  ): Promise<Map<string, CheckStates>> {
    const rows: { entity_ref: string; states: string }[] = await this.knex(
      'scorecards',
    )
      .whereRaw(createInCondition(this.knex, 'entity_ref', entityRefs))
      .select('entity_ref', 'states');
    const positions = await readPositions(this.knex);
    return new Map(
      rows.map(({ entity_ref: entityRef, states }) => [
        entityRef,
        new Map(
          [...positions.toResults(states)].map(([checkId, { state }]) => [
            checkId,
            state,
          ]),
        ),
      ]),
    );
  }

  /** Removes scorecards, but not their transitions, and adds one for the removal. */
  async remove(entityRefs: string[], removal: Removal): Promise<void> {
    await removeScorecards(this.knex, entityRefs, {
      at: this.now().toJSDate(),
      ...removal,
    });
  }

  /** Removes transitions before a time, where trends then begin. */
  async purgeTransitions(before: Date): Promise<void> {
    await purgeTransitions(this.knex, before);
  }

  #withDetails(): Knex.QueryBuilder {
    return this.knex('scorecards as s').join(
      'scorecard_details as d',
      'd.entity_ref',
      's.entity_ref',
    );
  }
}
