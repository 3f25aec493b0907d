const summed =
  'entity_ref, level, level_rank, score, pass, fail, waived, not_applicable, unknown, owner, system, pattern, stage, lift, lift_level, assessment_status, stale, states';
const copies = ['entities', 'scorecards'];
const isOnSqlite = knex => String(knex.client.config.client).includes('sqlite');

/**
 * Adds the index of who may see which entity, and makes the indexes of transitions fit large portals: with equal keys,
 * PostgreSQL stores an entity's reference once and not for each transition, which halves the size of the history. The few
 * transitions of an entity are sorted when they are read. Back ends of the version before still read the numbers of
 * scorecards, so these stay until the next migration.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const isSqlite = isOnSqlite(knex);
  const text = isSqlite ? 'text' : 'text COLLATE "C"';
  const id = isSqlite
    ? 'integer PRIMARY KEY AUTOINCREMENT'
    : 'serial PRIMARY KEY';
  // SQLite has indexes of keys only.
  const including = columns =>
    isSqlite ? `, ${columns})` : `) INCLUDE (${columns})`;
  const statements = `
    -- Entities that no condition in use distinguishes
    CREATE TABLE access_classes (
      id ${id},
      digest varchar(64) NOT NULL, -- of the traits
      traits text NOT NULL, -- JSON: what conditions can ask about the entities
      size integer NOT NULL -- number of entities, as of the last complete read
    );
    CREATE UNIQUE INDEX access_classes_digest_uniq ON access_classes (digest);
    -- The class of each entity, as of the last read of the catalog
    CREATE TABLE entity_access (
      entity_ref ${text} PRIMARY KEY,
      class_id integer NOT NULL
    );
    -- The last read of the catalog; one row
    CREATE TABLE access_index (
      revision integer NOT NULL, -- number of reads that changed something
      began_at bigint, -- when the read began: milliseconds since 1970 by the clock of the database; null before the first
      duration integer NOT NULL, -- of the read, in milliseconds
      kinds text NOT NULL, -- JSON: that it covers
      properties text NOT NULL, -- JSON: that it looked at
      holder varchar(36), -- the back end that reads
      held_until bigint -- when another back end may take over
    );
    INSERT INTO access_index (revision, duration, kinds, properties) VALUES (0, 0, '[]', '[]');
    -- Copies from entity_access; null until known
    ALTER TABLE scorecards ADD COLUMN class_id integer;
    -- With what is summed up, so that sums do not read the wide rows
    CREATE INDEX scorecards_class_idx ON scorecards (class_id${including(summed)};
    ALTER TABLE entities ADD COLUMN class_id integer;
    CREATE INDEX entities_class_idx ON entities (entity_ref) WHERE class_id IS NULL;
    DROP INDEX scorecard_transitions_entity_idx;
    CREATE INDEX scorecard_transitions_entity_idx ON scorecard_transitions (entity_ref);
    DROP INDEX scorecard_transitions_figures_idx;
    CREATE INDEX scorecard_transitions_figures_idx ON scorecard_transitions (entity_ref, day${including('aspect, from_state, to_state, causes')} WHERE aspect <> 'check';
    CREATE INDEX scorecard_transitions_end_idx ON scorecard_transitions (day) WHERE aspect = 'level' AND to_state IS NULL`;
  if (!isSqlite) {
    // At once and in the order of writers, so that replicas of the version before do not deadlock with the migration.
    await knex.raw('LOCK TABLE entities, scorecards, scorecard_transitions');
  }
  for (const statement of statements.split(/;\s*\n/)) {
    await knex.raw(statement);
  }
  if (!isSqlite) {
    // Conditions name hundreds of classes. With more statistics, plans take longer than queries.
    for (const table of copies) {
      await knex.raw(`ALTER TABLE ${table} ALTER class_id SET STATISTICS 1`);
    }
    // An index is read alone only where the table has been vacuumed: 1 ms instead of 20 for a sum.
    await knex.raw(
      'ALTER TABLE scorecards SET (autovacuum_vacuum_scale_factor = 0.02)',
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  if (!isOnSqlite(knex)) {
    await knex.raw(
      'ALTER TABLE scorecards RESET (autovacuum_vacuum_scale_factor)',
    );
  }
  await knex.raw('DROP INDEX scorecard_transitions_end_idx');
  await knex.raw('DROP INDEX scorecard_transitions_figures_idx');
  await knex.raw(
    "CREATE INDEX scorecard_transitions_figures_idx ON scorecard_transitions (entity_ref, day) WHERE aspect <> 'check'",
  );
  await knex.raw('DROP INDEX scorecard_transitions_entity_idx');
  await knex.raw(
    'CREATE INDEX scorecard_transitions_entity_idx ON scorecard_transitions (entity_ref, id)',
  );
  for (const table of copies) {
    await knex.raw(`DROP INDEX ${table}_class_idx`);
    await knex.raw(`ALTER TABLE ${table} DROP COLUMN class_id`);
  }
  for (const table of ['access_index', 'entity_access', 'access_classes']) {
    await knex.schema.dropTable(table);
  }
};
