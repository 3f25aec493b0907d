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
import { createLevelHistory } from './createLevelHistory';
import { KnexFactHistory } from './KnexFactHistory';

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

const search: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'search', namespace: 'default' },
  spec: { type: 'service' },
};

describe.each<TestDatabaseId>(['SQLITE_3', 'POSTGRES_18'])(
  'what Tech Insights recorded on %s',
  id => {
    const databases = TestDatabases.create({ ids: [id] });

    /** An empty database; new ones of PostgreSQL have the tables of Paved Road in these tests. */
    async function init() {
      if (!databases.supports(id)) {
        throw new Error(`${id} is not available`);
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
      return await KnexFactHistory.find(database);
    }

    async function levels(packs: ActiveRules['items']) {
      const source = createLevelHistory({
        history: (await record())!,
        retrieverIds: ['ownership', 'coverage-retriever'],
        getRules: async () => ({ items: packs, inactive: [], facts: [] }),
        getEntity: async ref =>
          ref === 'component:default/search' ? search : undefined,
      });
      const all: EarlierLevel[][] = [];
      for await (const page of source.read(new AbortController().signal)) {
        all.push(page);
      }
      return all;
    }

    it('is none where it never ran', async () => {
      const knex = await init();
      expect(
        await KnexFactHistory.find(mockServices.database({ knex })),
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
      const found = await history.listFacts({
        entityRef: 'component:default/search',
        ids: ['ownership'],
        from: new Date('2026-03-01T00:00:00Z'),
        to: new Date('2026-03-03T00:00:00Z'),
        limit: 100,
      });
      expect(found).toEqual([
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

    it('gives the levels that the rules would have given then', async () => {
      const level = (name: string, day: number) => ({
        entityRef: 'component:default/search',
        level: name,
        at: `2026-03-0${day}T00:00:00.000Z`,
      });
      expect(await levels([imported, others, more])).toEqual([
        [level('none', 1), level('silver', 3), level('bronze', 5)],
      ]);
    });

    it('waits for rules that read nothing but what was recorded', async () => {
      await expect(levels([others, more])).rejects.toThrow(
        'No active rule pack reads what Tech Insights has recorded',
      );
    });
  },
);
