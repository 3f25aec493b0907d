/**
 * What collectors found out about entities, and when they look again. An entity may have facts before
 * it is in the index of entities.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('facts', table => {
    table.comment('Facts of entities, one row for each collector');
    table.string('entity_ref', 512).notNullable();
    table.string('name', 63).notNullable().comment('Id of the collector');
    table
      .string('entity_digest', 32)
      .notNullable()
      .comment('Of the entity as it is now');
    table
      .timestamp('due_at')
      .notNullable()
      .comment(
        'When it is collected; while it is claimed, when the claim ends',
      );
    table.string('token', 36).comment('Of the claim; absent while it has none');
    table.string('status', 16).notNullable();
    table.text('value').comment('JSON: the last known value');
    table.string('value_digest', 32);
    table.text('source').comment('Where the value was read');
    table.text('etag').comment('As the collector returned it');
    table
      .string('value_entity_digest', 32)
      .comment('Of the entity as it was when the value was read');
    table
      .timestamp('collected_at')
      .comment('When the value was last known to be so');
    table.text('reason').comment('Why it is unknown');
    table.timestamp('tried_at');
    table.integer('failures').notNullable().comment('In a row');
    table.primary(['entity_ref', 'name']);
    table.index(['due_at'], 'facts_due_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('facts');
};
