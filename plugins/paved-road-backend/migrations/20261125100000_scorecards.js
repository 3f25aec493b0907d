/**
 * The scorecard of each entity as it was last evaluated. It goes with its entity.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('scorecards', table => {
    table.comment('Scorecards, one per entity to which a rule pack applies');
    table
      .string('entity_ref', 512)
      .primary()
      .references('entity_ref')
      .inTable('entities')
      .onDelete('CASCADE');
    table.text('sort_name').notNullable().comment('Title in lower case');
    table
      .text('search_text')
      .notNullable()
      .comment('Title, name and owner in lower case');
    table.string('level', 63).notNullable().comment('Level id, or none');
    table.integer('level_rank').notNullable().comment('1 is lowest, 0 is none');
    table.double('score').notNullable().comment('0..100');
    table.integer('pass').notNullable().comment('Checks in this state');
    table.integer('fail').notNullable();
    table.integer('waived').notNullable();
    table.integer('not_applicable').notNullable();
    table.integer('unknown').notNullable();
    table.string('pattern', 32).comment('Declared or decided');
    table.string('assessment_status', 16);
    table.text('packs').notNullable().comment('JSON: name and version');
    table.timestamp('evaluated_at').notNullable();
    table.index(['level_rank'], 'scorecards_level_idx');
  });

  await knex.schema.createTable('scorecard_results', table => {
    table.comment('The result of each check for each entity');
    table
      .string('entity_ref', 512)
      .notNullable()
      .references('entity_ref')
      .inTable('scorecards')
      .onDelete('CASCADE');
    table.string('check_id', 63).notNullable();
    table.integer('position').notNullable().comment('Place on the scorecard');
    table.string('track', 63).notNullable();
    table.string('state', 16).notNullable();
    table
      .timestamp('since')
      .notNullable()
      .comment('When the check came into this state');
    table.text('evidence').notNullable().comment('JSON: names and values');
    table.text('reason').comment('Why the state is unknown');
    table.text('waiver').comment('JSON: the waiver in force');
    table.primary(['entity_ref', 'check_id']);
    table.index(['check_id', 'state'], 'scorecard_results_check_state_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('scorecard_results');
  await knex.schema.dropTable('scorecards');
};
