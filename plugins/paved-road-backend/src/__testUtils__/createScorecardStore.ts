import { ChangeCause } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { EntityIndexStore } from '../catalog/EntityIndexStore';
import { TeamStore } from '../catalog/TeamStore';
import { FleetStore } from '../scorecards/store/FleetStore';
import { ScorecardStore } from '../scorecards/store/ScorecardStore';
import { EvaluatedScorecard } from '../scorecards/store/StoredScorecard';
import { FleetMember, toChange } from './scorecardFixtures';

/** When it is for the store: the day on which the scorecards of fixtures are evaluated. */
const today = DateTime.fromISO('2026-01-01T12:00:00.000Z', { zone: 'utc' });

/** A store with a fleet in it. */
export async function createScorecardStore(
  knex: Knex,
  fleet: FleetMember[] = [],
  now: () => DateTime = () => today,
) {
  const store: ScorecardStore = new ScorecardStore(knex, now);
  const fleetStore: FleetStore = new FleetStore(knex, now);
  const index = new EntityIndexStore(knex);
  await index.upsert(fleet.map(({ entity }) => entity));
  await store.save(fleet.map(({ scorecard }) => toChange(scorecard)));
  let statements = 0;
  knex.on('query', () => {
    statements += 1;
  });
  return {
    knex,
    store,
    fleetStore,
    index,
    teams: new TeamStore(knex),
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
