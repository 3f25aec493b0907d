import { mockServices, TestDatabaseId } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { createAdvice, createDraft } from '../__testUtils__/assessmentFixtures';
import {
  assessmentsWithLongNames,
  earlierTexts,
  removeEarlierMigrations,
  writeEarlierMigrations,
} from '../__testUtils__/earlierMigrations';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { toAssessmentRow } from '../assessments/assessmentRows';
import { KnexAssessmentStore } from '../assessments/KnexAssessmentStore';
import { connect, migrationConfig } from './migrate';
import { isSqlite } from './sql';

const repair = '20261130095000_edited_migrations.js';
const databases = createTestDatabases();

/** A database that is migrated up to the repair, with some migrations as they were. */
async function createEarlier(
  databaseId: TestDatabaseId,
  texts: typeof earlierTexts,
): Promise<Knex> {
  const knex = await databases.init(databaseId);
  await knex.migrate.rollback(migrationConfig, true);
  await knex.migrate.latest({
    directory: writeEarlierMigrations(texts, repair),
  });
  return knex;
}

/** SQLite does not check the length of a text. */
const plainType = "rtrim(lower(c.type), '(0123456789)')";

/** Everything that the database was told of its tables, in an order that does not depend on when. */
async function schemaOf(knex: Knex): Promise<string[]> {
  const { rows } = isSqlite(knex)
    ? {
        rows: await knex.raw(`
        SELECT t.name || '.' || c.name || ' ' || ${plainType} || ' ' || c."notnull" || ' ' || c.pk AS text
        FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'
        UNION ALL
        SELECT t.name || ' -> ' || f."table" || f."from" || f."to" || f.on_delete
        FROM sqlite_master t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'
        UNION ALL
        SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL`),
      }
    : await knex.raw(`
        SELECT concat_ws(' ', c.table_name, c.column_name, c.data_type, c.character_maximum_length, c.collation_name,
          c.is_nullable, c.column_default, col_description(c.table_name::regclass, c.ordinal_position)) AS text
        FROM information_schema.columns c WHERE c.table_schema = 'public'
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace`);
  return rows.map(({ text }: { text: string }) => text).sort();
}

describe.each(testDatabaseIds)('a database on %s', databaseId => {
  afterEach(() => removeEarlierMigrations());

  it.each([
    { of: 'all migrations', texts: earlierTexts },
    ...earlierTexts.map(text => ({ of: text.file, texts: [text] })),
    { of: 'assessments with long names', texts: [assessmentsWithLongNames] },
  ])(
    'that ran $of before they were edited gets the schema of a fresh one',
    async ({ texts }) => {
      const fresh = await schemaOf(await databases.init(databaseId));
      const knex = await createEarlier(databaseId, texts);
      await connect(mockServices.database({ knex }));
      expect(await schemaOf(knex)).toEqual(fresh);
    },
  );

  it('keeps assessments that are older than what is kept of their advice apart', async () => {
    const knex = await createEarlier(databaseId, earlierTexts);
    const advice = createAdvice({
      risks: (['high', 'low', 'high'] as const).map(severity => ({
        id: severity === 'high' ? 'chatty-services' : 'cold-start-exposure',
        severity,
        subject: { kind: 'recommended' as const, pattern: 'monolith' as const },
        title: 'A risk',
        evidence: [],
        mitigations: [],
      })),
    });
    const draft = createDraft({ advice });
    const { stage, high_risks, placement, recommended_placement, ...earlier } =
      toAssessmentRow(draft, 1);
    await knex('assessments').insert(earlier);
    await knex('assessment_events').insert({
      assessment_id: draft.id,
      at: new Date(),
      actor: draft.author,
      action: 'created',
    });

    await connect(mockServices.database({ knex }));
    expect(await knex('assessments').first('stage', 'high_risks')).toEqual({
      stage: 'mvp',
      high_risks: '["chatty-services"]',
    });
    expect([stage, high_risks]).toEqual(['mvp', '["chatty-services"]']);
    await expect(
      new KnexAssessmentStore(knex).get(draft.id),
    ).resolves.toMatchObject({ id: draft.id, events: [{ action: 'created' }] });
  });
});
