/**
 * Lists scorecards with the lowest level first, and at one level with the lowest score.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('scorecards', table => {
    table.index(
      ['level_rank', 'score', 'sort_name', 'entity_ref'],
      'scorecards_worst_idx',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('scorecards', table => {
    table.dropIndex([], 'scorecards_worst_idx');
  });
};
