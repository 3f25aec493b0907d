import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { decideEarlier } from './decideEarlier';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const now = new Date('2026-11-28T12:00:00.000Z');
const stories = ['contract-clause-extractor', 'thumbnail-generator'].map(
  name => ({ name, decidedDaysAgo: 120 }),
);
const otherRef = 'component:default/contract-clause-extractor';
const entityRef = 'component:default/thumbnail-generator';

async function createDecisions() {
  const knex = await databases.init('SQLITE_3');
  await knex.migrate.latest({
    directory: resolvePackagePath(
      '@paved-road/plugin-paved-road-backend',
      'migrations',
    ),
  });
  const decide = async (id: string, more: object) => {
    await knex('assessments').insert({
      id,
      entity_ref: entityRef,
      status: 'approved',
      revision: 3,
      author: 'user:default/carla.rossi',
      pattern: 'serverless',
      recommended_pattern: 'serverless',
      model_version: '1',
      stage: 'production',
      high_risks: '[]',
      input: '{}',
      advice: '{}',
      created_at: now,
      submitted_at: now,
      reviewed_at: now,
      updated_at: now,
      ...more,
    });
    await knex('assessment_events').insert({
      assessment_id: id,
      at: now,
      actor: 'user:default/paula.platform',
      action: 'approved',
    });
  };
  const dayOf = (time: Date | number) =>
    new Date(time).toISOString().slice(0, 10);
  const read = async () => {
    const rows = await knex('assessments').orderBy('id');
    const events = await knex('assessment_events').orderBy('assessment_id');
    return rows.map((row, index) => [
      row.id,
      row.revision,
      dayOf(row.created_at),
      dayOf(row.reviewed_at),
      dayOf(events[index].at),
    ]);
  };
  return { knex, decide, read };
}

it('lets the seeded decision be older than the metrics against it, once, and no other one', async () => {
  const { knex, decide, read } = await createDecisions();
  await decide('own', { idempotency_key: 'own', status: 'superseded' });
  expect(await decideEarlier(knex, now, stories)).toBe(false);
  await decide('seeded', { idempotency_key: 'example-1' });
  await decide('other', {
    entity_ref: otherRef,
    idempotency_key: 'example-1',
    status: 'superseded',
  });
  for (const hours of [0, 48]) {
    const later = new Date(now.getTime() + hours * 3_600_000);
    expect(await decideEarlier(knex, later, stories)).toBe(true);
    expect(await read()).toEqual([
      ['other', 3, '2026-11-28', '2026-11-28', '2026-11-28'],
      ['own', 3, '2026-11-28', '2026-11-28', '2026-11-28'],
      ['seeded', 4, '2026-07-31', '2026-07-31', '2026-07-31'],
    ]);
  }
});

it('makes a decision older with its events, or not at all', async () => {
  const { knex, decide, read } = await createDecisions();
  await decide('seeded', { idempotency_key: 'example-1' });
  await knex.schema.renameTable('assessment_events', 'gone');
  await expect(decideEarlier(knex, now, stories)).rejects.toThrow(
    'assessment_events',
  );
  await knex.schema.renameTable('gone', 'assessment_events');
  expect(await read()).toEqual([
    ['seeded', 3, '2026-11-28', '2026-11-28', '2026-11-28'],
  ]);
});
