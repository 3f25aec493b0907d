/**
 * To which entity the records of a name belong, and which earlier entities had it. What is kept so far belongs to the
 * entity that is seen first.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('entity_identities', table => {
    table.comment('Whose the records under a reference are; outlives entities');
    table.string('entity_ref', 512).primary();
    table.string('uid', 255).notNullable().comment('As the catalog gave it');
  });
  await knex.schema.createTable('orphaned_entities', table => {
    table.comment('Earlier entities whose records nobody has adopted');
    table.string('entity_ref', 512).notNullable();
    table.string('uid', 255).notNullable();
    table
      .timestamp('orphaned_at')
      .notNullable()
      .comment('When another entity with its name was seen');
    table.primary(['entity_ref', 'uid']);
  });
};

/**
 * Records of earlier entities stay apart.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('orphaned_entities');
  await knex.schema.dropTable('entity_identities');
};
