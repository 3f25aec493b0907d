/**
 * Keeps what the config changes in a rule pack beside its text, so that all back ends evaluate by the same rules while a
 * deployment with another config goes on.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('rule_packs', table => {
    table
      .text('changes')
      .comment('JSON: what the config changes in the content; null if nothing');
  });
};

/**
 * Packs are as their authors wrote them until the next start.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('rule_packs', table => {
    table.dropColumn('changes');
  });
};
