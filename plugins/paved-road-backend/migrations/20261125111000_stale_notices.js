/**
 * Of which stale assessments their owners were told, so that they are told once.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('stale_notices', table => {
    table.comment('Stale assessments of which their owners were told');
    table
      .string('assessment_id', 36)
      .primary()
      .references('id')
      .inTable('assessments')
      .onDelete('CASCADE');
    table.timestamp('told_at').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('stale_notices');
};
