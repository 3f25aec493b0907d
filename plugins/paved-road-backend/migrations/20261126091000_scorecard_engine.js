const previous = require('./20261125100000_scorecards');

/**
 * Scorecards for fleets of 100,000 entities. What was kept of them before is derived from the catalog,
 * and is evaluated again.
 *
 * A scorecard is counted in `scorecard_counts` for as long as it exists. So it is removed by the store,
 * which takes it out of the counts, and not by a foreign key when its entity goes.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await previous.down(knex);

  // Lists continue where a page ended, so their order must not depend on the language of the server.
  const sqlite = String(knex.client.config.client).includes('sqlite');
  const byteText = sqlite ? 'text' : 'text COLLATE "C"';
  const addCounts = (table, type) => {
    for (const state of [
      'pass',
      'fail',
      'waived',
      'not_applicable',
      'unknown',
    ]) {
      table[type](state).notNullable().comment('Checks in this state');
    }
  };

  await knex.schema.createTable('check_positions', table => {
    table.comment('Which character of `states` is whose; rows only come');
    table.increments('position');
    table.specificType('check_id', byteText).notNullable();
    table
      .specificType('track', byteText)
      .notNullable()
      .comment('A check that moves to another track gets another position');
    table.unique(['check_id', 'track'], {
      indexName: 'check_positions_check_uniq',
    });
  });

  await knex.schema.createTable('scorecards', table => {
    table.comment('What lists and figures need of each scorecard');
    table.specificType('entity_ref', byteText).primary();
    table.integer('revision').notNullable().comment('Counts the writes');
    table.integer('level_rank').notNullable().comment('1 is lowest, 0 is none');
    table.specificType('level', byteText).notNullable().comment('Id, or none');
    table.integer('score').notNullable().comment('Hundredths, 0..10000');
    addCounts(table, 'integer');
    table
      .specificType('states', byteText)
      .notNullable()
      .comment('p, f, w, n, u, or - without a result; see check_positions');
    table
      .specificType('owner', byteText)
      .notNullable()
      .comment('Entity reference; empty without one');
    table
      .specificType('system', byteText)
      .notNullable()
      .comment('Entity reference; empty without one');
    table
      .specificType('pattern', byteText)
      .notNullable()
      .comment('Declared or decided; empty without one');
    table
      .specificType('assessment_status', byteText)
      .notNullable()
      .comment('Of the one that counts; empty without one');
    table
      .specificType('sort_name', byteText)
      .notNullable()
      .comment('Start of the title, in lower case');
    table.text('title').notNullable();
    table
      .specificType('search_text', byteText)
      .notNullable()
      .comment('Title, name and owner in lower case');
    table.timestamp('evaluated_at').notNullable();
    // One for each order; ties are in the order of names. What has few ties needs none to descend.
    table.index(['sort_name', 'entity_ref'], 'scorecards_name_idx');
    table.index(['owner', 'sort_name', 'entity_ref'], 'scorecards_owner_idx');
    table.index(['system', 'sort_name', 'entity_ref'], 'scorecards_system_idx');
    for (const column of ['level_rank', 'score']) {
      const name = `scorecards_${column}`;
      table.index([column, 'sort_name', 'entity_ref'], `${name}_idx`);
    }
  });
  for (const column of ['level_rank', 'score']) {
    await knex.raw(
      'CREATE INDEX ?? ON scorecards (?? DESC, sort_name, entity_ref)',
      [`scorecards_${column}_desc_idx`, column],
    );
  }

  await knex.schema.createTable('scorecard_details', table => {
    table.comment('What is shown of one scorecard only');
    table.specificType('entity_ref', byteText).primary();
    table
      .text('inputs')
      .notNullable()
      .comment('JSON: digests in the order of the causes of a change');
    table
      .text('since')
      .notNullable()
      .comment('JSON: milliseconds by position; when it came into its state');
    table.text('packs').notNullable().comment('JSON: name and version');
    table
      .text('results')
      .notNullable()
      .comment('JSON: in order, what `states` does not say');
  });

  await knex.schema.createTable('scorecard_transitions', table => {
    table.comment('How levels and checks changed; outlives the entities');
    table.bigIncrements('id');
    table.specificType('entity_ref', byteText).notNullable();
    table.text('check_id').comment('Absent where the level changed');
    table.text('from_state').comment('Absent where there was none');
    table.text('to_state').comment('Absent where there is none any more');
    table.text('causes').notNullable().comment('JSON: what was different');
    table.timestamp('at').notNullable();
    table.index(['entity_ref', 'id'], 'scorecard_transitions_entity_idx');
    table.index(['at'], 'scorecard_transitions_at_idx');
  });

  await knex.schema.createTable('scorecard_counts', table => {
    table.comment('Sums over all scorecards, by what they have in common');
    table.specificType('dimension', byteText).notNullable();
    table
      .specificType('key', byteText)
      .notNullable()
      .comment('What they have in common; empty where they have none of it');
    table.integer('level_rank').notNullable();
    table.specificType('level', byteText).notNullable();
    table.integer('entities').notNullable();
    table.bigInteger('score').notNullable().comment('Hundredths');
    addCounts(table, 'bigInteger');
    table.primary(['dimension', 'key', 'level_rank', 'level']);
  });

  await knex.schema.createTable('teams', table => {
    table.comment('Groups of the catalog, as the last sync saw them');
    table.specificType('entity_ref', byteText).primary();
    table
      .specificType('parent_ref', byteText)
      .comment('Absent at the top; need not be known');
    table
      .string('sync_id', 64)
      .notNullable()
      .comment('The newest sync that saw it; ids sort by time');
    table.index(['parent_ref'], 'teams_parent_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'teams',
    'scorecard_counts',
    'scorecard_transitions',
    'scorecard_details',
    'scorecards',
    'check_positions',
  ]) {
    await knex.schema.dropTable(table);
  }
  await previous.up(knex);
};
