import { scorecardSorts } from '@paved-road/plugin-paved-road-common/rules';
import { createScorecardStore } from '../../__testUtils__/createScorecardStore';
import { inOrder, matches } from '../../__testUtils__/plainScorecards';
import {
  createFleet,
  createMember,
  FleetMember,
} from '../../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../../__testUtils__/testDatabases';
import { VisibleEntities } from '../../catalog/types';

const databases = createTestDatabases();
const all: VisibleEntities = { all: true };
const refsOf = (fleet: FleetMember[]) =>
  fleet.map(({ entity }) => entity.entityRef);

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) {
    collected.push(item);
  }
  return collected;
}

describe.each(testDatabaseIds)('An export on %s', databaseId => {
  async function createStore(fleet: FleetMember[]) {
    return await createScorecardStore(await databases.init(databaseId), fleet);
  }

  it('has all that a list has, and all checks that fail or are waived', async () => {
    const member = createMember(
      'search',
      ['pass', 'waived', ...Array.from({ length: 7 }, () => 'fail' as const)],
      {
        entity: { title: 'Search', owner: 'group:default/search' },
        scorecard: { pattern: 'hybrid', stage: 'mvp', score: 33.33 },
      },
    );
    const bare = createMember('zoning', []);
    const { fleetStore } = await createStore([bare, member]);

    const [page] = await collect(fleetStore.export({}, 'name', all));
    expect(page).toEqual([
      {
        entityRef: 'component:default/search',
        title: 'Search',
        owner: 'group:default/search',
        pattern: 'hybrid',
        stage: 'mvp',
        stale: false,
        level: 'none',
        levelSince: member.scorecard.evaluatedAt,
        score: 33.33,
        counts: member.scorecard.counts,
        failing: [2, 3, 4, 5, 6, 7, 8].map(number => `check-${number}`),
        waived: [
          expect.objectContaining({
            checkId: 'check-1',
            waiver: expect.objectContaining({
              approvedBy: 'user:default/grace',
            }),
          }),
        ],
        evaluatedAt: member.scorecard.evaluatedAt,
      },
      expect.objectContaining({ title: 'zoning', failing: [], waived: [] }),
    ]);
  });

  it('is as sorted and filtered as a list, in pages of which only one is read at a time', async () => {
    const fleet = createFleet(1_100);
    const { fleetStore, countStatements } = await createStore(fleet);
    const part = fleet.filter((_, index) => index % 5 > 0);
    const some: VisibleEntities = { all: false, entityRefs: refsOf(part) };
    for (const sort of scorecardSorts) {
      const pages = await collect(fleetStore.export({}, sort, all));
      expect(pages.map(page => page.length)).toEqual([500, 500, 100]);
      expect(pages.flat().map(({ entityRef }) => entityRef)).toEqual(
        refsOf(inOrder(fleet, sort)),
      );
    }
    const filter = { check: 'check-1', owner: 'group:default/search' };
    const found = await collect(fleetStore.export(filter, '-score', some));
    expect(found.flat().map(({ entityRef }) => entityRef)).toEqual(
      refsOf(
        inOrder(
          part.filter(member => matches(member, filter)),
          '-score',
        ),
      ),
    );
    await expect(
      countStatements(async () => {
        for await (const page of fleetStore.export({}, 'name', all)) {
          expect(page).toHaveLength(500);
          break;
        }
      }),
    ).resolves.toBe(3);
  });
});
