import { initializePersistenceContext } from '@backstage-community/plugin-tech-insights-backend';
import {
  mockServices,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ActiveRules } from '@paved-road/plugin-paved-road-common';
import { EarlierLevel } from '@paved-road/plugin-paved-road-node';
import { DateTime } from 'luxon';
import { startTestPostgres } from '../../../../scripts/testPostgres.cjs';
import { createLevelHistory } from './createLevelHistory';
import { FactHistory } from './FactHistory';

const check = (id: string, level: string, expression: string) => ({
  id,
  title: id,
  description: `Purpose of ${id}.`,
  track: 'catalog',
  level,
  expression,
  remediation: { text: `Remedy of ${id}.` },
});

const packOf = (name: string, checks: object[]) =>
  ({
    apiVersion: 'paved-road.io/v1',
    kind: 'RulePack',
    metadata: { name, title: name, version: '1.0.0' },
    spec: {
      filter: { kind: 'Component' },
      levels: [
        { id: 'bronze', title: 'Bronze' },
        { id: 'silver', title: 'Silver' },
      ],
      tracks: [{ id: 'catalog', title: 'Catalog' }],
      checks,
    },
  }) as unknown as ActiveRules['items'][number];

const imported = packOf('imported', [
  check('owner', 'bronze', 'facts.ownership.hasOwner'),
  check(
    'covered',
    'silver',
    "facts.coverageRetriever.lines >= 80 && entity.spec.type == 'service'",
  ),
]);
const others = packOf('others', [
  check('assessed', 'bronze', 'assessment != null && facts.ownership.hasOwner'),
]);
const more = packOf('more', [
  check('pipeline', 'bronze', 'facts.ownership.hasOwner && facts.ci.green'),
]);

const owned = check('owned', 'bronze', 'facts.ownership.hasOwner');
const explained = packOf('explained', [
  { ...owned, evidence: [{ name: 'CI', expression: 'facts.ci.green' }] },
]);
const related = packOf('related', [
  check('related', 'bronze', 'facts.ownership.hasOwner && size(relations) > 0'),
]);
const bracketed = packOf('bracketed', [
  check('bracketed', 'bronze', 'facts["ownership"].hasOwner'),
]);

const search: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'search', namespace: 'default' },
  spec: { type: 'service' },
};

async function toArray<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) {
    all.push(item);
  }
  return all;
}

describe.each<TestDatabaseId>(['SQLITE_3', 'POSTGRES_18'])(
  'what Tech Insights recorded on %s',
  id => {
    const databases = TestDatabases.create({ ids: [id], disableDocker: false });

    /** An empty database; new ones of PostgreSQL have the tables of Paved Road in these tests. */
    async function init() {
      if (id === 'POSTGRES_18') {
        await startTestPostgres();
      }
      const knex = await databases.init(id);
      if (id === 'POSTGRES_18') {
        await knex.raw('drop schema public cascade');
        await knex.raw('create schema public');
      }
      return knex;
    }

    async function record() {
      const knex = await init();
      const database = mockServices.database({ knex });
      const { techInsightsStore } = await initializePersistenceContext(
        database,
        { logger: mockServices.logger.mock() },
      );
      const schema = { version: '1.0.0', schema: {} };
      await techInsightsStore.insertFactSchema({ ...schema, id: 'ownership' });
      await techInsightsStore.insertFactSchema({
        ...schema,
        id: 'coverage-retriever',
      });
      const insert = async (
        retriever: string,
        name: string,
        day: number,
        facts: object,
      ) =>
        await techInsightsStore.insertFacts({
          id: retriever,
          facts: [
            {
              entity: { kind: 'component', namespace: 'default', name },
              facts: facts as never,
              timestamp: DateTime.fromISO(`2026-03-0${day}T00:00:00Z`),
            },
          ],
        });
      await insert('ownership', 'search', 1, { hasOwner: false });
      await insert('coverage-retriever', 'search', 2, { lines: 90 });
      await insert('ownership', 'search', 3, { hasOwner: true });
      await insert('ownership', 'search', 4, { hasOwner: true });
      await insert('coverage-retriever', 'search', 5, { lines: 70 });
      await insert('ownership', 'gone', 1, { hasOwner: true });
      // Some pages for each entity.
      return await FactHistory.find(database, 2);
    }

    async function levels(packs: ActiveRules['items']) {
      const source = createLevelHistory({
        history: (await record())!,
        retrieverIds: ['ownership', 'coverage-retriever'],
        getRules: async () => ({ items: packs, inactive: [], facts: [] }),
        getEntity: async ref =>
          ref === 'component:default/search' ? search : undefined,
      });
      return await toArray<EarlierLevel[]>(
        source.read(new AbortController().signal),
      );
    }

    it('is none where it never ran', async () => {
      const knex = await init();
      expect(
        await FactHistory.find(mockServices.database({ knex })),
      ).toBeUndefined();
    });

    it('is read by entity and time', async () => {
      const history = (await record())!;
      expect(await history.listEntities(undefined, 1)).toEqual([
        'component:default/gone',
      ]);
      expect(await history.listEntities('component:default/gone', 10)).toEqual([
        'component:default/search',
      ]);
      const found = history.listFacts({
        entityRef: 'component:default/search',
        ids: ['ownership'],
        from: new Date('2026-03-01T00:00:00Z'),
        to: new Date('2026-03-03T00:00:00Z'),
      });
      expect(await toArray(found)).toEqual([
        {
          id: 'ownership',
          version: '1.0.0',
          entityRef: 'component:default/search',
          timestamp: new Date('2026-03-01T00:00:00Z'),
          facts: { hasOwner: false },
        },
        expect.objectContaining({
          timestamp: new Date('2026-03-03T00:00:00Z'),
          facts: { hasOwner: true },
        }),
      ]);
    });

    it('is complete, however many pages it takes', async () => {
      const history = (await record())!;
      const days = async (range: { from?: Date; to?: Date }) =>
        (
          await toArray(
            history.listFacts({
              entityRef: 'component:default/search',
              ...range,
            }),
          )
        ).map(({ timestamp }) => timestamp.getUTCDate());
      expect(await days({})).toEqual([1, 2, 3, 4, 5]);
      // Older than the newest page.
      expect(await days({ to: new Date('2026-03-02T12:00:00Z') })).toEqual([
        1, 2,
      ]);
      expect(await days({ from: new Date('2026-03-04T00:00:00Z') })).toEqual([
        4, 5,
      ]);
    });

    it('has the order and the times of all forms of a time', async () => {
      const knex = await init();
      const database = mockServices.database({ knex });
      const { techInsightsStore } = await initializePersistenceContext(
        database,
        { logger: mockServices.logger.mock() },
      );
      const schema = { id: 'ownership', version: '1.0.0' };
      await techInsightsStore.insertFactSchema({ ...schema, schema: {} });
      const entity = 'component:default/search';
      // In this order, though not as texts.
      const times = [
        '2026-03-01T23:30:00.000+02:00',
        // As SQLite writes the time of its own.
        `2026-03-01 22:00:00${id === 'SQLITE_3' ? '' : 'Z'}`,
        '2026-03-01T20:30:00.000-02:00',
        new Date('2026-03-01T23:00:00Z'),
      ];
      await knex('facts').insert(
        times.map(timestamp => ({ ...schema, entity, timestamp, facts: '{}' })),
      );
      const history = (await FactHistory.find(database))!;
      const found = await toArray(
        history.listFacts({
          entityRef: entity,
          from: new Date('2026-03-01T21:30:00Z'),
          to: new Date('2026-03-01T23:00:00Z'),
        }),
      );
      expect(found.map(({ timestamp }) => timestamp.toISOString())).toEqual([
        '2026-03-01T21:30:00.000Z',
        '2026-03-01T22:00:00.000Z',
        '2026-03-01T22:30:00.000Z',
        '2026-03-01T23:00:00.000Z',
      ]);
    });

    it('gives the levels that the rules would have given then', async () => {
      const level = (name: string, day: number) => ({
        entityRef: 'component:default/search',
        level: name,
        at: `2026-03-0${day}T00:00:00.000Z`,
      });
      expect(
        await levels([imported, others, more, explained, related]),
      ).toEqual([[level('none', 1), level('silver', 3), level('bronze', 5)]]);
    });

    it('is read by rules in each way of writing', async () => {
      const all = await levels([bracketed]);
      expect(all.flat().map(({ level }) => level)).toEqual(['none', 'silver']);
    });

    it.each([others, more, explained, related])(
      'is nothing for $metadata.name rules',
      async pack => {
        await expect(levels([pack])).rejects.toThrow('No active rule pack');
      },
    );

    it('waits for rules that read nothing but what was recorded', async () => {
      await expect(levels([others, more])).rejects.toThrow(
        'No active rule pack reads what Tech Insights has recorded',
      );
    });
  },
);
