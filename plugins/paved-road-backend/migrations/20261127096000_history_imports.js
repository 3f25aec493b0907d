/**
 * Levels from before the first evaluation. They get ids below zero, which count downwards, because the ids of
 * transitions are in the order in which these took place.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('history_imports', table => {
    table.comment('Sources of earlier levels that were imported; once each');
    table.string('source_id', 255).primary();
    table.timestamp('imported_at').notNullable();
  });
  await knex.schema.createTable('earlier_transition_ids', table => {
    table.comment('The lowest id that a transition has; one row');
    table.bigInteger('lowest').notNullable();
  });
  await knex.raw(
    'INSERT INTO earlier_transition_ids SELECT COALESCE(MIN(id), 0) FROM scorecard_transitions WHERE id < 0',
  );
};

/**
 * What was imported stays, as part of the history.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('earlier_transition_ids');
  await knex.schema.dropTable('history_imports');
};
