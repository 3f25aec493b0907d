/**
 * What would change if a rule pack were active: previews, and how each service compares in them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('rule_previews', table => {
    table.comment('Computations of what a rule pack would change');
    table.string('id', 36).primary();
    table.string('state', 16).notNullable();
    table.string('requested_by', 255).notNullable().comment('Who started it');
    table
      .text('rules')
      .notNullable()
      .comment('JSON: packs, warnings, levels and checks that are compared');
    table.text('figures').notNullable().comment('JSON: sums over all services');
    table.integer('total').notNullable().comment('Entities to look at');
    table.integer('done').notNullable().comment('Entities looked at');
    table.text('problem').comment('Why it failed');
    table.timestamp('created_at').notNullable();
    table.timestamp('advanced_at').notNullable().comment('Last sign of life');
    table.timestamp('finished_at');
    table.index(['requested_by'], 'rule_previews_requested_by_idx');
  });

  await knex.schema.createTable('rule_preview_services', table => {
    table.comment('Services with a scorecard, now or with the pack');
    table
      .string('preview_id', 36)
      .notNullable()
      .references('id')
      .inTable('rule_previews')
      .onDelete('CASCADE');
    table.string('entity_ref', 512).notNullable();
    table.string('sort_name', 100).notNullable();
    table.text('title').notNullable();
    table.text('owner').notNullable().comment('Entity reference; or empty');
    table.string('kind', 16).notNullable().comment('Of the change; or empty');
    table.text('from_level').notNullable().comment('Empty without a scorecard');
    table.text('to_level').notNullable().comment('Empty without a scorecard');
    table
      .text('differences')
      .notNullable()
      .comment('JSON: position of a check, its states and its effect');
    table.primary(['preview_id', 'entity_ref']);
    table.index(
      ['preview_id', 'sort_name', 'entity_ref'],
      'rule_preview_services_order_idx',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('rule_preview_services');
  await knex.schema.dropTable('rule_previews');
};
