/**
 * The rules that are active in all back ends, with the last good content of each rule pack.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('rule_packs', table => {
    table.comment('Sources of rule packs, and the content that is active');
    table.text('source').primary().comment('File, URL, config key or plugin');
    table.string('origin', 16).notNullable();
    table.integer('position').notNullable().comment('Order of the packs');
    table.text('content').comment('Last good text; null for a source without');
    table.string('digest', 64).comment('Of the content');
    table.string('name', 63).comment('As the content says');
    table.text('version').comment('As the content says');
    table.timestamp('active_since').comment('When the content became active');
    table.text('etag').comment('Of the content');
    table.timestamp('checked_at').notNullable();
    table.text('problem').comment('Why newer content is not active');
    table.timestamp('problem_since');
  });
  await knex.schema.createTable('active_rules', table => {
    table.comment('One row about all rule packs together');
    table.integer('id').primary();
    table.integer('revision').notNullable().comment('Grows with each change');
    table.string('digest', 64).comment('Of the packs and schemas of facts');
    table
      .integer('dissent')
      .notNullable()
      .comment('Reads in a row by back ends that would have other rules');
  });
  await knex('active_rules').insert({ id: 1, revision: 0, dissent: 0 });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('active_rules');
  await knex.schema.dropTable('rule_packs');
};
