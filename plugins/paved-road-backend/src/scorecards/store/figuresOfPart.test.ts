import { summaryGroupings } from '@paved-road/plugin-paved-road-common/rules';
import { createScorecardStore } from '../../__testUtils__/createScorecardStore';
import {
  createFleet,
  FleetMember,
} from '../../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../../__testUtils__/testDatabases';
import { visibleByClass } from '../../__testUtils__/visibleByClass';
import { VisibleEntities } from '../../catalog/types';
import { FleetStore } from './FleetStore';

const databases = createTestDatabases();
const days = { first: '2025-12-01', today: '2026-01-01' };
const teams = ['group:default/search', 'group:default/ledger'].map(
  entityRef => ({ entityRef, parentRef: 'group:default/company' }),
);

async function figuresOf(
  fleetStore: FleetStore,
  visible: VisibleEntities,
  kind?: string,
) {
  const summaries = [];
  for (const groupBy of summaryGroupings) {
    const { groups, totals } = await fleetStore.summarize(groupBy, 2, visible, {
      kind,
      limit: 100,
    });
    summaries.push({
      groupBy,
      totals,
      // Means of fractions depend on the order in which they are added.
      groups: groups
        .map(group => ({ ...group, score: group.score.toFixed(6) }))
        .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    });
  }
  const trend = await fleetStore.trend({ kind }, visible, days);
  return {
    summaries,
    mix: await fleetStore.patternMix(visible, kind),
    trend: trend.map(day => ({
      ...day,
      levelChanges: day.levelChanges.toSorted((a, b) =>
        JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
      ),
    })),
  };
}

describe.each(testDatabaseIds)('The figures of a part, on %s', id => {
  const fleet = createFleet(600);
  const parts: [string, (index: number) => boolean][] = [
    ['most of the fleet', index => index % 4 > 0],
    ['less than half of it', index => index % 5 < 2],
    ['a few services', index => index % 50 === 0],
  ];
  const refsOf = (members: FleetMember[]) =>
    members.map(({ entity }) => entity.entityRef);

  it.each(parts)(
    'are those of a fleet that is no more than that: %s',
    async (_, isIn) => {
      const part = fleet.filter((__, index) => isIn(index));
      const whole = await createScorecardStore(await databases.init(id), fleet);
      const alone = await createScorecardStore(await databases.init(id), part);
      for (const { teams: store } of [whole, alone]) {
        await store.upsert(teams, 'sync');
      }
      const entityRefs = [
        ...refsOf(part),
        ...teams.map(({ entityRef }) => entityRef),
      ];
      for (const visible of [
        { all: false, entityRefs } as const,
        await visibleByClass(whole.knex, entityRefs),
      ]) {
        const seen = await figuresOf(whole.fleetStore, visible);
        expect(seen).toEqual(await figuresOf(alone.fleetStore, { all: true }));
        expect(seen.summaries[0].totals.entities).toBe(part.length);
      }
    },
  );

  it.each([['the whole fleet', undefined] as const, ...parts])(
    'are those of one kind alone where that is asked for, of %s',
    async (_, isIn) => {
      const part = fleet.filter((__, index) => !isIn || isIn(index));
      const whole = await createScorecardStore(await databases.init(id), fleet);
      const visible: VisibleEntities = isIn
        ? await visibleByClass(whole.knex, refsOf(part))
        : { all: true };
      for (const kind of ['API', 'component', 'Resource']) {
        const entities = part.filter(
          ({ entity }) => entity.kind === kind.toLowerCase(),
        );
        const alone = await createScorecardStore(
          await databases.init(id),
          entities,
        );
        const seen = await figuresOf(whole.fleetStore, visible, kind);
        expect(seen).toEqual(await figuresOf(alone.fleetStore, { all: true }));
        expect(seen.summaries[0].totals.entities).toBe(entities.length);
      }
    },
  );
});
