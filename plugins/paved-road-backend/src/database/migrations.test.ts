import { mockServices } from '@backstage/backend-test-utils';
import { changeTo, createDraft } from '../__testUtils__/assessmentFixtures';
import { createScorecardStore } from '../__testUtils__/createScorecardStore';
import { createMember, toChange } from '../__testUtils__/scorecardFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { Knex } from 'knex';
import { KnexAssessmentStore } from '../assessments/KnexAssessmentStore';
import { KnexEntityIndexStore } from '../catalog/KnexEntityIndexStore';
import { isSqlite } from './sql';
import { connect, migrationConfig } from './migrate';

const databases = createTestDatabases();

async function tablesOf(knex: Knex): Promise<string[]> {
  const rows = isSqlite(knex)
    ? await knex('sqlite_master').where('type', 'table').pluck('name')
    : await knex('pg_tables').where('schemaname', 'public').pluck('tablename');
  return rows.filter(name => !/^(knex|sqlite)_/.test(name)).sort();
}

describe.each(testDatabaseIds)('migrations on %s', databaseId => {
  it('leave nothing behind when they are taken back, and are applied unless somebody else looks after them', async () => {
    const knex = await databases.init(databaseId);
    const tables = await tablesOf(knex);
    expect(tables).toEqual(
      expect.arrayContaining(['assessment_events', 'assessments', 'entities']),
    );

    await knex.migrate.rollback(migrationConfig, true);
    await expect(tablesOf(knex)).resolves.toEqual([]);

    await connect(mockServices.database({ knex, migrations: { skip: true } }));
    await expect(tablesOf(knex)).resolves.toEqual([]);

    await connect(mockServices.database({ knex }));
    await expect(tablesOf(knex)).resolves.toEqual(tables);
  });

  it('keep assessments and entities that are older than snapshots, up and down', async () => {
    const knex = await databases.init(databaseId);
    const store = new KnexAssessmentStore(knex);
    const index = new KnexEntityIndexStore(knex);
    const draft = createDraft();
    const { assessment } = await store.create(changeTo(draft, 'created'));
    await index.upsert(
      [
        {
          entityRef: draft.entityRef,
          kind: 'component',
          namespace: 'default',
          name: 'search',
          title: 'Search',
          snapshot: { dependencies: ['api:default/prices'] },
        },
      ],
      '1',
    );

    await knex.migrate.down({
      ...migrationConfig,
      name: '20261125111000_stale_notices.js',
    });
    await knex.migrate.down({
      ...migrationConfig,
      name: '20261125110000_catalog_snapshots.js',
    });
    await expect(knex('assessments').first()).resolves.not.toHaveProperty(
      'snapshot',
    );
    await connect(mockServices.database({ knex }));

    await expect(store.get(draft.id)).resolves.toEqual(assessment);
    const { items } = await store.list(
      {},
      { entities: { all: true }, orphaned: { all: false, author: 'nobody' } },
      { modelVersion: '1.0.0', approvedBefore: '2026-01-01T00:00:00.000Z' },
      { limit: 1 },
    );
    expect(items).toMatchObject([{ id: draft.id, stale: [] }]);
  });

  it('start again with scorecards, which are derived from the catalog', async () => {
    const knex = await databases.init(databaseId);
    const migration = {
      ...migrationConfig,
      name: '20261126091000_scorecard_engine.js',
    };
    const member = createMember('search', ['pass', 'fail']);
    const { store } = await createScorecardStore(knex, [member]);

    await knex.migrate.down(migration);
    await knex('scorecards').insert({
      entity_ref: member.entity.entityRef,
      sort_name: 'search',
      search_text: 'search',
      level: 'none',
      level_rank: 0,
      score: 33.3,
      pass: 1,
      fail: 0,
      waived: 0,
      not_applicable: 0,
      unknown: 0,
      packs: '[]',
      evaluated_at: new Date(),
    });
    await connect(mockServices.database({ knex }));

    await expect(store.get(member.entity.entityRef)).resolves.toBeUndefined();
    await expect(store.save([toChange(member.scorecard)])).resolves.toEqual([
      member.entity.entityRef,
    ]);
  });
});
