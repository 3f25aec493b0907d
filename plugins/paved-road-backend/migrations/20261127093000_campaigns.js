/**
 * Campaigns, and until when owners were told what is new about their services.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('campaigns', table => {
    table.comment('Goals for a part of the fleet');
    table.string('id', 36).primary();
    table.integer('revision').notNullable().comment('Counts the writes');
    table.text('title').notNullable();
    table.text('description');
    table.string('target_level', 63).notNullable().comment('Id');
    table.string('due_on', 10).notNullable().comment('ISO 8601: the last day');
    table.text('scope').notNullable().comment('JSON: which services');
    table.string('created_by', 255).notNullable().comment('Entity reference');
    table.timestamp('created_at').notNullable();
    table.timestamp('ended_at').comment('Absent while it goes on');
    table.index(['due_on', 'id'], 'campaigns_due_idx');
  });

  await knex.schema.createTable('notice_digests', table => {
    table.comment('Until when owners know what is new');
    table
      .string('owner', 512)
      .primary()
      .comment('Entity reference; empty for those without a row');
    table
      .timestamp('seen_until')
      .notNullable()
      .comment('What happened later has not been told yet');
    table.timestamp('told_at').comment('When they got their last digest');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('notice_digests');
  await knex.schema.dropTable('campaigns');
};
