/**
 * Numbers scorecards, so that those that somebody may see can be told by one byte each. They get their number when
 * somebody first needs it; a number is never used again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('scorecard_numbers', table => {
    table.comment('One row, locked by those who number scorecards');
    table.integer('last').notNullable();
  });
  await knex('scorecard_numbers').insert({ last: 0 });
  await knex.schema.alterTable('scorecards', table => {
    table.integer('number').comment('Absent until somebody needs it');
    table.unique(['number'], { indexName: 'scorecards_number_uniq' });
  });
  await knex.raw(
    'CREATE INDEX scorecards_unnumbered_idx ON scorecards (entity_ref) WHERE number IS NULL',
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX scorecards_unnumbered_idx');
  await knex.schema.alterTable('scorecards', table => {
    table.dropUnique(['number'], 'scorecards_number_uniq');
  });
  await knex.schema.alterTable('scorecards', table => {
    table.dropColumn('number');
  });
  await knex.schema.dropTable('scorecard_numbers');
};
