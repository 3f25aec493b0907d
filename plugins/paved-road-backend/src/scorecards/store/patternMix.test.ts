import { createScorecardStore } from '../../__testUtils__/createScorecardStore';
import {
  createFleet,
  FleetMember,
} from '../../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../../__testUtils__/testDatabases';
import { VisibleEntities } from '../../catalog/types';

const databases = createTestDatabases();

/** A text for each combination, with how many there are. */
const toTexts = (cells: (readonly [string, number])[]) =>
  cells.map(([cell, entities]) => `${cell}: ${entities}`).sort();

const expectedOf = (fleet: FleetMember[]) => {
  const cells = Map.groupBy(
    // Nobody decides on a pattern of an API.
    fleet.filter(({ entity }) => entity.kind !== 'api'),
    ({ scorecard: { stage = '?', pattern = '?' } }) => `${stage} ${pattern}`,
  );
  return toTexts(
    [...cells].map(([cell, members]) => [cell, members.length] as const),
  );
};

describe.each(testDatabaseIds)('The pattern mix on %s', databaseId => {
  it('counts stages and patterns of what may be seen', async () => {
    const fleet = createFleet(120);
    const part = fleet.filter((_, index) => index % 4 === 0);
    const { fleetStore } = await createScorecardStore(
      await databases.init(databaseId),
      fleet,
    );
    const views: [VisibleEntities, FleetMember[]][] = [
      [{ all: true }, fleet],
      ...[fleet, part, []].map((seen): [VisibleEntities, FleetMember[]] => [
        { all: false, entityRefs: seen.map(({ entity }) => entity.entityRef) },
        seen,
      ]),
    ];
    for (const [visible, seen] of views) {
      const cells = await fleetStore.patternMix(visible);
      expect(
        toTexts(
          cells.map(({ stage = '?', pattern = '?', entities }) => [
            `${stage} ${pattern}`,
            entities,
          ]),
        ),
      ).toEqual(expectedOf(seen));
    }
  });
});
