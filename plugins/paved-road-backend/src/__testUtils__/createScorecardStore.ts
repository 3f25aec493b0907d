import { ChangeCause } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { KnexEntityIndexStore } from '../catalog/KnexEntityIndexStore';
import { KnexTeamStore } from '../catalog/KnexTeamStore';
import { KnexScorecardStore } from '../scorecards/KnexScorecardStore';
import {
  EvaluatedScorecard,
  ScorecardStore,
} from '../scorecards/ScorecardStore';
import { FleetMember, toChange } from './scorecardFixtures';

/** A store with a fleet in it. */
export async function createScorecardStore(
  knex: Knex,
  fleet: FleetMember[] = [],
) {
  const store: ScorecardStore = new KnexScorecardStore(knex);
  const index = new KnexEntityIndexStore(knex);
  await index.upsert(fleet.map(({ entity }) => entity));
  await store.save(fleet.map(({ scorecard }) => toChange(scorecard)));
  let statements = 0;
  knex.on('query', () => {
    statements += 1;
  });
  return {
    store,
    index,
    teams: new KnexTeamStore(knex),
    /** Saves scorecards in place of what is stored now. */
    async update(
      scorecards: EvaluatedScorecard[],
      causes: ChangeCause[] = ['entity'],
    ): Promise<string[]> {
      const known = await store.known(
        scorecards.map(({ entityRef }) => entityRef),
      );
      return await store.save(
        scorecards.map(scorecard =>
          toChange(scorecard, {
            causes,
            revision: known.get(scorecard.entityRef)?.revision,
          }),
        ),
      );
    },
    /** How many SQL statements an operation takes. */
    async countStatements(operation: () => Promise<unknown>): Promise<number> {
      statements = 0;
      await operation();
      return statements;
    },
  };
}
