/**
 * Copy of the catalog facts that lists filter, sort and group by.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('entities', table => {
    table.comment('Catalog entities, as the last sync saw them');
    table.string('entity_ref', 512).primary();
    table.string('kind', 255).notNullable();
    table.string('namespace', 255).notNullable();
    table.string('name', 255).notNullable();
    table.text('title').notNullable().comment('Title, or name without one');
    table.text('type');
    table.text('lifecycle');
    table.string('owner', 512).comment('Entity reference of the owner');
    table.string('system', 512).comment('Entity reference of the system');
    table
      .string('sync_id', 64)
      .notNullable()
      .comment('The newest sync that saw it; ids sort by time');
    table.index(['owner'], 'entities_owner_idx');
    table.index(['system'], 'entities_system_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('entities');
};
