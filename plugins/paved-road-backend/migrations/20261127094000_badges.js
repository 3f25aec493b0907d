/**
 * The secret that badges are signed with.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('badge_secret', table => {
    table.comment('What badges are signed with; at most one row');
    table.smallint('id').primary();
    table.string('secret', 64).notNullable().comment('Base64url');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('badge_secret');
};
