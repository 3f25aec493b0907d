/**
 * Waivers and what happened to them. A waiver outlives its entity, so there is no foreign key to `entities`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('waivers', table => {
    table.comment('Exceptions from checks, for one entity and for a time');
    table.string('id', 36).primary();
    table.string('entity_ref', 512).notNullable();
    table.string('check_id', 255).notNullable();
    table.string('status', 16).notNullable();
    table.integer('revision').notNullable().comment('Counts the writes');
    table.text('reason').notNullable();
    table.timestamp('expires_at').notNullable();
    table.string('requested_by', 255).notNullable();
    table.timestamp('requested_at').notNullable();
    table
      .string('idempotency_key', 200)
      .comment('Makes a repeated request by the same person harmless');
    table.string('renews', 36).comment('The waiver that it continues');
    table.string('decided_by', 255);
    table.timestamp('decided_at');
    table.text('decision_comment');
    table.string('revoked_by', 255);
    table.timestamp('revoked_at');
    table.text('revocation_comment');
    table.unique(['requested_by', 'entity_ref', 'idempotency_key'], {
      indexName: 'waivers_idempotency_uniq',
    });
    table.index(
      ['entity_ref', 'requested_at', 'id'],
      'waivers_entity_requested_idx',
    );
    table.index(['status', 'requested_at', 'id'], 'waivers_status_idx');
    table.index(['requested_at', 'id'], 'waivers_requested_idx');
    table.index(['renews'], 'waivers_renews_idx');
  });
  // Two people at the same moment must not leave a check with two waivers.
  await knex.raw(
    "CREATE UNIQUE INDEX waivers_open_uniq ON waivers (entity_ref, check_id) WHERE status = 'requested'",
  );
  await knex.raw(
    "CREATE UNIQUE INDEX waivers_in_force_uniq ON waivers (entity_ref, check_id) WHERE status = 'approved'",
  );
  await knex.raw(
    "CREATE INDEX waivers_expiry_idx ON waivers (expires_at, id) WHERE status IN ('requested', 'approved')",
  );

  await knex.schema.createTable('waiver_events', table => {
    table.comment('History of the waivers, one row per write');
    table.bigIncrements('id');
    table
      .string('waiver_id', 36)
      .notNullable()
      .references('id')
      .inTable('waivers')
      .onDelete('CASCADE');
    table.timestamp('at').notNullable();
    table.string('actor', 255).notNullable();
    table.string('action', 16).notNullable();
    table.text('comment');
    table.index(['waiver_id', 'id'], 'waiver_events_waiver_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('waiver_events');
  await knex.schema.dropTable('waivers');
};
