import { CheckState } from '@paved-road/plugin-paved-road-common';
import { createScorecardStore } from '../../__testUtils__/createScorecardStore';
import {
  createMember,
  createResult,
  createResults,
} from '../../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../../__testUtils__/testDatabases';
import { VisibleEntities } from '../../catalog/types';

const databases = createTestDatabases();
const all: VisibleEntities = { all: true };
const timeOf = (day: number, hour = 0) => `2026-01-0${day}T0${hour}:00:00.000Z`;

/** A service whose check `check-1` came into its state at a time. */
function createService(name: string, state: CheckState, at: string) {
  return createMember(name, ['pass', state], {
    entity: { title: `Service ${name}`, owner: 'group:default/search' },
    scorecard: { evaluatedAt: at, level: 'bronze', levelRank: 1 },
  });
}

const fleet = [
  createService('late', 'fail', timeOf(3)),
  createService('z-early', 'fail', timeOf(1, 5)),
  createService('a-early', 'fail', timeOf(1, 9)),
  createService('middle', 'fail', timeOf(2)),
  createService('fine', 'pass', timeOf(1)),
  createService('open', 'unknown', timeOf(1)),
];
const inOrder = ['a-early', 'z-early', 'middle', 'late'];
const nameOf = (entityRef: string) => entityRef.split('/')[1];

describe.each(testDatabaseIds)('The results of a check on %s', databaseId => {
  async function createStore() {
    const created = await createScorecardStore(
      await databases.init(databaseId),
      fleet,
    );
    return {
      ...created,
      async namesOf(
        checkId: string,
        state: CheckState,
        visible = all,
        limit = 10,
      ) {
        const names: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await created.fleetStore.listCheckResults(
            { checkId, state },
            { limit, cursor },
            visible,
          );
          expect(page.items.length).toBeLessThanOrEqual(limit);
          names.push(...page.items.map(({ entityRef }) => nameOf(entityRef)));
          cursor = page.nextCursor;
          if (!cursor) {
            expect(page.totalItems).toBe(names.length);
          }
        } while (cursor);
        return names;
      },
    };
  }

  it('come with their evidence, for longest in their state first and of the same day by name', async () => {
    const { fleetStore, namesOf } = await createStore();

    const { items } = await fleetStore.listCheckResults(
      { checkId: 'check-1', state: 'fail' },
      { limit: 1 },
      all,
    );
    expect(items).toEqual([
      {
        entityRef: 'component:default/a-early',
        title: 'Service a-early',
        owner: 'group:default/search',
        level: 'bronze',
        result: {
          checkId: 'check-1',
          track: 'delivery',
          state: 'fail',
          evidence: [{ name: 'Owner', value: 'group:default/search' }],
          templateValues: { name: 'search' },
          since: timeOf(1, 9),
        },
      },
    ]);
    for (const limit of [1, 3, 4]) {
      await expect(namesOf('check-1', 'fail', all, limit)).resolves.toEqual(
        inOrder,
      );
    }
    await expect(namesOf('check-1', 'unknown')).resolves.toEqual(['open']);
    await expect(namesOf('check-1', 'waived')).resolves.toEqual([]);
    await expect(namesOf('check-9', 'fail')).resolves.toEqual([]);
  });

  it('keep their place while their state does, in whatever track the check is', async () => {
    const { update, namesOf } = await createStore();
    await update(
      fleet.slice(0, 4).map(({ scorecard }) => ({
        ...scorecard,
        evaluatedAt: timeOf(5),
        ...createResults([
          { ...createResult('check-1', 'fail'), track: 'security' },
        ]),
      })),
    );
    await update([
      {
        ...fleet[5].scorecard,
        evaluatedAt: timeOf(5),
        ...createResults([createResult('check-1', 'fail')]),
      },
    ]);
    await expect(namesOf('check-1', 'fail')).resolves.toEqual([
      ...inOrder,
      'open',
    ]);
  });

  it('are those of entities that may be seen, in as many statements', async () => {
    const { fleetStore, namesOf, countStatements } = await createStore();
    const some: VisibleEntities = {
      all: false,
      entityRefs: ['component:default/late', 'component:default/z-early'],
    };
    await expect(namesOf('check-1', 'fail', some)).resolves.toEqual([
      'z-early',
      'late',
    ]);
    for (const limit of [1, 10]) {
      await expect(
        countStatements(() =>
          fleetStore.listCheckResults(
            { checkId: 'check-1', state: 'fail' },
            { limit },
            some,
          ),
        ),
      ).resolves.toBe(4);
    }
  });

  it('refuse the cursor of another check or state', async () => {
    const { fleetStore } = await createStore();
    const { nextCursor } = await fleetStore.listCheckResults(
      { checkId: 'check-1', state: 'fail' },
      { limit: 1 },
      all,
    );
    for (const [checkId, state, cursor] of [
      ['check-0', 'fail', nextCursor],
      ['check-1', 'pass', nextCursor],
      ['check-1', 'fail', 'nonsense'],
    ] as const) {
      await expect(
        fleetStore.listCheckResults(
          { checkId, state },
          { limit: 1, cursor },
          all,
        ),
      ).rejects.toThrow('cursor: not a cursor of this list');
    }
  });
});
