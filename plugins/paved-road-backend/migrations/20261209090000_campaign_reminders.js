/**
 * Adds when the owners of a campaign were last reminded.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('campaigns', table => {
    table.timestamp('reminded_at');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Knex cannot read the comments in the definition of this table.
  await knex.raw('ALTER TABLE campaigns DROP COLUMN reminded_at');
};
