/**
 * Lists tell where a language model runs, and find decisions that override it. Assessments of before have none.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('assessments', table => {
    table
      .string('placement', 32)
      .comment(
        'Where the language model runs, as decided or else recommended; null where none is used',
      );
    table
      .string('recommended_placement', 32)
      .comment('From the advice; null where no language model is used');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Not by the builder, which makes the table anew in SQLite and would take its events along.
  await knex.raw('ALTER TABLE assessments DROP COLUMN recommended_placement');
  await knex.raw('ALTER TABLE assessments DROP COLUMN placement');
};
