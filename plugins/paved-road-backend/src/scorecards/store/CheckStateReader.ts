import { CheckState } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { isOneOf } from '../../database/sql';
import { readPositions } from './checkPositions';

/** The state of each check that has a result, by its id. */
export type CheckStates = ReadonlyMap<string, CheckState>;

/** Reads the states of all checks of some entities, and nothing else of their scorecards. */
export interface CheckStateReader {
  /** Entities without a scorecard are absent. Two queries. */
  statesOf(entityRefs: string[]): Promise<Map<string, CheckStates>>;
}

/** CheckStateReader in the tables `scorecards` and `check_positions`. */
export class KnexCheckStateReader implements CheckStateReader {
  constructor(private readonly knex: Knex) {}

  async statesOf(entityRefs: string[]): Promise<Map<string, CheckStates>> {
    const rows: { entity_ref: string; states: string }[] = await this.knex(
      'scorecards',
    )
      .whereRaw(isOneOf(this.knex, 'entity_ref', entityRefs))
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
}
