/**
 * Adds the standing of decisions. The measured pass fills it in for existing assessments; a later migration can set it
 * to null to have it computed again. It replaces the time at which a measured decision became stale.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // JSON
  await knex.raw('ALTER TABLE assessments ADD COLUMN standing text');
  await knex.raw('ALTER TABLE assessments ADD COLUMN standing_id varchar(32)');
  await knex.raw(
    'CREATE INDEX assessments_standing_idx ON assessments (standing_id, created_at, id)',
  );
  await knex.raw('DROP INDEX measured_decisions_stale_idx');
  await knex.raw('ALTER TABLE measured_decisions DROP COLUMN stale_at');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('measured_decisions', table => {
    table.timestamp('stale_at');
  });
  await knex.raw(
    'CREATE INDEX measured_decisions_stale_idx ON measured_decisions (stale_at)',
  );
  await knex.raw('DROP INDEX assessments_standing_idx');
  await knex.raw('ALTER TABLE assessments DROP COLUMN standing_id');
  await knex.raw('ALTER TABLE assessments DROP COLUMN standing');
};
