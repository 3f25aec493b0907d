/**
 * Which scorecards were written with all columns. While back ends are replaced one after the other, an earlier version
 * goes on writing, and leaves those as they are that it does not know. They are evaluated again, like those of which
 * it is not known whether their assessment is stale.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('scorecards', table => {
    table
      .integer('complete_revision')
      .comment(
        'The last revision that was written with all columns; not that of the row where an earlier version wrote since',
      );
  });
  await knex('scorecards')
    .whereNotNull('stale')
    .update({ complete_revision: knex.ref('revision') });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('ALTER TABLE scorecards DROP COLUMN complete_revision');
};
