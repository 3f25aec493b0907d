/**
 * A campaign is begun once, however often the request for it is sent.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('campaigns', table => {
    table
      .string('idempotency_key', 200)
      .comment('Makes a repeated request by the same person harmless');
    table.unique(['created_by', 'idempotency_key'], {
      indexName: 'campaigns_idempotency_uniq',
    });
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('campaigns', table => {
    table.dropUnique(
      ['created_by', 'idempotency_key'],
      'campaigns_idempotency_uniq',
    );
  });
  await knex.raw('ALTER TABLE campaigns DROP COLUMN idempotency_key');
};
