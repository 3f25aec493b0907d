import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { Knex } from 'knex';
import { KnexAssessmentSummaryStore } from '../assessments/AssessmentSummaryStore';
import { KnexAssessmentStore } from '../assessments/KnexAssessmentStore';
import { KnexEntityIndexStore } from '../catalog/KnexEntityIndexStore';
import { KnexEvaluationRunStore } from '../evaluation/KnexEvaluationRunStore';
import { EvaluatedScorecard } from '../scorecards/store/ScorecardStore';
import { isSqlite } from './sql';
import { connect, migrationConfig } from './migrate';
import { isSqlite } from './sql';

const databases = createTestDatabases();

async function listTables(knex: Knex): Promise<string[]> {
  const rows = isSqlite(knex)
    ? await knex('sqlite_master').where('type', 'table').pluck('name')
    : await knex('pg_tables').where('schemaname', 'public').pluck('tablename');
  return rows.filter(name => !/^(knex|sqlite)_/.test(name)).sort();
}

describe.each(testDatabaseIds)('migrations on %s', databaseId => {
  it('leave nothing behind when they are rolled back, and are skipped if the config says so', async () => {
    const knex = await databases.init(databaseId);
    const tables = await listTables(knex);
    expect(tables).toEqual(
      expect.arrayContaining(['assessment_events', 'assessments', 'entities']),
    );

    await knex.migrate.rollback(migrationConfig, true);
    await expect(listTables(knex)).resolves.toEqual([]);

    await connect(mockServices.database({ knex, migrations: { skip: true } }));
    await expect(listTables(knex)).resolves.toEqual([]);

    await connect(mockServices.database({ knex }));
    await expect(listTables(knex)).resolves.toEqual(tables);
    // A second start changes nothing.
    await connect(mockServices.database({ knex }));
  });

  it('refuse a database from before the first release in one line, and delete nothing', async () => {
    const knex = await databases.init(databaseId);
    await knex('knex_migrations').update({
      name: '20261125090000_entities.js',
    });
    await knex('badge_secret').insert({ id: 1, secret: 'kept' });
    const tables = await listTables(knex);

    await expect(store.get(draft.id)).resolves.toEqual(assessment);
    const { items } = await new KnexAssessmentSummaryStore(knex).list(
      {},
      { entities: { all: true }, orphaned: { all: false, author: 'nobody' } },
      { modelVersions: ['1.0.0'], approvedBefore: '2026-01-01T00:00:00.000Z' },
      { limit: 1 },
    );
    expect(error.message).toMatch(
      /^A version before the first release .*decision-record.*scorecards\.csv.*waivers.*\.\/dev start --fresh\.$/,
    );
    await expect(listTables(knex)).resolves.toEqual(tables);
    await expect(knex('badge_secret').pluck('secret')).resolves.toEqual([
      'kept',
    ]);
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

    await expect(
      new KnexAssessmentStore(knex).get(assessment.id),
    ).resolves.toEqual(assessment);
    // All of it is to be seen by the next sync.
    await expect(index.unseen(await index.beginSync(), 10)).resolves.toEqual([
      member.entity.entityRef,
    ]);
    await expect(store.get(member.entity.entityRef)).resolves.toBeUndefined();
    await expect(store.save([toChange(member.scorecard)])).resolves.toEqual([
      member.entity.entityRef,
    ]);
  });

  it('count by owner and track what there is already', async () => {
    const knex = await databases.init(databaseId);
    await createScorecardStore(knex, createFleet(30));
    const counts = async () =>
      inOrder(await knex('scorecard_counts').where('dimension', 'owner-track'));
    const before = await counts();
    expect(before.length).toBeGreaterThan(10);

    for (const name of [
      '20261204090000_kinds.js',
      '20261127095000_team_tracks.js',
    ]) {
      await knex.migrate.down({ ...migrationConfig, name });
    }
    await expect(counts()).resolves.toEqual([]);
    await connect(mockServices.database({ knex }));
    await expect(counts()).resolves.toEqual(before);
  });

  it('count by kind what there is already, and take that back', async () => {
    const knex = await databases.init(databaseId);
    const fleet = createFleet(60);
    const { store, update } = await createScorecardStore(knex, fleet);
    await update(
      createFleet(60, createDice(7)).map(({ scorecard }, index) => ({
        ...scorecard,
        entityRef: fleet[index].entity.entityRef,
        evaluatedAt: '2026-01-03T08:00:00.000Z',
      })),
    );
    await store.remove(
      fleet.slice(0, 9).map(({ entity }) => entity.entityRef),
      { causes: ['entity'], at: new Date('2026-01-04T08:00:00.000Z') },
    );
    const counts = inOrder(await knex('scorecard_counts'));
    const changes = inOrder(await knex('scorecard_changes'));
    const [{ entities }] = await knex('scorecard_counts')
      .where({ dimension: 'level' })
      .sum({ entities: 'entities' });

    const name = '20261204090000_kinds.js';
    await knex.migrate.down({ ...migrationConfig, name });
    const [sum] = await knex('scorecard_counts')
      .where({ dimension: 'level' })
      .sum({ entities: 'entities' });
    expect(sum).toEqual({ entities });
    expect(changes.length).toBeGreaterThan(20);
    await connect(mockServices.database({ knex }));
    expect(inOrder(await knex('scorecard_counts'))).toEqual(counts);
    expect(inOrder(await knex('scorecard_changes'))).toEqual(changes);
  });

  it('keep scorecards and their history, tell it from what was written down, and have all of them evaluated again', async () => {
    const knex = await databases.init(databaseId);
    const dayOf = (day: number) => `2026-01-0${day}`;
    const member = (name: string) => createMember(name, ['waived', 'fail']);
    const { store, fleetStore, index, update } = await createScorecardStore(
      knex,
      [member('stays'), member('goes'), member('returns')],
    );
    const onDay = async (
      day: number,
      name: string,
      overrides: Partial<EvaluatedScorecard>,
    ) => {
      const { entity, scorecard } = member(name);
      await index.upsert([entity]);
      await update([
        {
          ...scorecard,
          ...overrides,
          evaluatedAt: `${dayOf(day)}T08:00:00.000Z`,
        },
      ]);
    };
    await onDay(2, 'goes', { level: 'bronze', levelRank: 1 });
    await onDay(3, 'stays', {
      assessmentStatus: 'approved',
      pattern: 'hybrid',
    });
    await store.remove(
      ['component:default/goes', 'component:default/returns'],
      { causes: ['entity'], at: new Date(`${dayOf(4)}T08:00:00.000Z`) },
    );
    await onDay(5, 'returns', { level: 'silver', levelRank: 2 });
    const ref = 'component:default/stays';
    const before = await store.get(ref);
    const { inputs } = (await store.known([ref])).get(ref)!;

    for (const name of [
      '20261204090000_kinds.js',
      '20261128093000_complete_revision.js',
      '20261128090000_level_since.js',
      '20261127091000_history.js',
    ]) {
      await knex.migrate.down({ ...migrationConfig, name });
    }
    await connect(mockServices.database({ knex }));

    await expect(store.get(ref)).resolves.toEqual(before);
    await expect(store.known([ref])).resolves.toEqual(
      new Map([
        [
          ref,
          {
            revision: 2,
            inputs: { ...inputs, rules: '' },
            isComplete: false,
          },
        ],
      ]),
    );
    const visible = { all: true } as const;
    const days = await fleetStore.trend({}, visible, {
      first: dayOf(1),
      today: dayOf(6),
    });
    expect(
      days.map(({ levels, assessments, waived }) => [
        levels,
        assessments,
        waived,
      ]),
    ).toEqual([
      [{ none: 3 }, { approved: 1 }, 1],
      // It is gone with the last that was known of it.
      [{ none: 2 }, { approved: 1 }, 1],
      [{ none: 2 }, { approved: 1 }, 1],
      [{ none: 2 }, { approved: 1 }, 1],
      [{ none: 1, silver: 1 }, { approved: 1 }, 2],
      [{ none: 1, silver: 1 }, { approved: 1 }, 2],
    ]);
    const { items } = await store.transitions('component:default/returns', {
      limit: 10,
    });
    expect(items.map(({ from, to }) => [from, to])).toEqual([
      [undefined, 'silver'],
      ['none', undefined],
      [undefined, 'none'],
    ]);

    await onDay(6, 'stays', { stage: 'mvp', pattern: 'monolith' });
    for (const seen of [
      visible,
      { all: false as const, entityRefs: [ref, 'component:default/returns'] },
    ]) {
      await expect(fleetStore.patternMix(seen)).resolves.toEqual([
        { entities: 1 },
        { stage: 'mvp', pattern: 'monolith', entities: 1 },
      ]);
    }
  });

  it('tell since when levels are from the history that is kept, and take a stale decision to have been so since its approval', async () => {
    const knex = await databases.init(databaseId);
    const timeOf = (day: number) => `2026-01-0${day}T08:00:00.123Z`;
    const names = ['fell', 'steady', 'purged', 'kept', 'untouched'];
    const { store, fleetStore, update } = await createScorecardStore(
      knex,
      names.map(name =>
        createMember(name, ['pass'], {
          scorecard: {
            assessmentStatus: name === 'kept' ? 'approved' : undefined,
            stale: name === 'kept',
            evaluatedAt: timeOf(2),
          },
        }),
      ),
    );
    const onDay = (
      day: number,
      name: string,
      overrides: Partial<EvaluatedScorecard>,
    ) =>
      update([
        {
          ...createMember(name, ['pass']).scorecard,
          evaluatedAt: timeOf(day),
          ...overrides,
        },
      ]);
    const approved = { assessmentStatus: 'approved' } as const;
    await onDay(3, 'fell', { ...approved, level: 'bronze', levelRank: 1 });
    await onDay(4, 'fell', { ...approved, stale: true });
    await onDay(4, 'steady', { ...approved });
    await knex('scorecard_transitions')
      .where({ entity_ref: 'component:default/purged' })
      .delete();
    const list = (stale?: boolean) =>
      fleetStore.list({ stale }, { sort: 'since', limit: 10 }, { all: true });
    const before = await list();
    const refs = names.map(name => `component:default/${name}`);
    const known = await store.known(refs);

    for (const name of [
      '20261128093000_complete_revision.js',
      '20261128090000_level_since.js',
    ]) {
      await knex.migrate.down({ ...migrationConfig, name });
    }
    for (const table of ['scorecard_transitions', 'scorecard_changes']) {
      await expect(knex(table).where('aspect', 'stale')).resolves.toEqual([]);
    }
    await connect(mockServices.database({ knex }));

    await expect(list(false)).resolves.toEqual({
      ...before,
      items: before.items.map(item => ({ ...item, stale: false })),
    });
    expect(before.items.map(({ levelSince }) => levelSince)).toEqual([
      ...Array.from({ length: 4 }, () => timeOf(2)),
      timeOf(4),
    ]);
    await expect(store.known(refs)).resolves.toEqual(
      new Map(
        [...known].map(([ref, scorecard]) => [
          ref,
          // Those with an approved decision are looked at again.
          { ...scorecard, isComplete: !/fell|steady|kept/.test(ref) },
        ]),
      ),
    );

    // Two are found to be stale, one of which gets another decision then, and one is not.
    await onDay(6, 'fell', { ...approved, stale: true });
    await onDay(6, 'steady', { ...approved });
    await onDay(6, 'kept', { ...approved, stale: true });
    await onDay(7, 'fell', { ...approved });
    for (const visible of [
      { all: true as const },
      { all: false as const, entityRefs: refs },
    ]) {
      const days = await fleetStore.trend({}, visible, {
        first: '2026-01-02',
        today: '2026-01-08',
      });
      expect(days.map(({ date, stale }) => [date, stale])).toEqual([
        ['2026-01-02', 1],
        ['2026-01-03', 2],
        ['2026-01-04', 2],
        ['2026-01-05', 2],
        ['2026-01-06', 2],
        ['2026-01-07', 1],
        ['2026-01-08', 1],
      ]);
    }
    const { items } = await list(true);
    expect(items.map(({ title }) => title)).toEqual(['kept']);
  });
});
