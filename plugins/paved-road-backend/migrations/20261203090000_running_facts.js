/**
 * Facts that are pushed, facts that outlive a failing source, the numbers of facts over time, and decisions held against
 * what is measured.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const sqlite = String(knex.client.config.client).includes('sqlite');
  const byteText = sqlite ? 'text' : 'text COLLATE "C"';

  await knex.schema.alterTable('facts', table => {
    table
      .timestamp('observed_at')
      .comment('When the value was true; as collected_at where absent');
    table
      .timestamp('expires_at')
      .comment('When a pushed value becomes unknown; absent for never');
    table
      .timestamp('failing_since')
      .comment('First failure in a row; absent while the source answers');
    table
      .string('pushed_by', 512)
      .comment('Who pushed it; absent if it is collected');
    table
      .string('value_place_digest', 32)
      .comment('Of where the entity was elsewhere when the value was read');
  });
  await knex.raw(
    "CREATE INDEX facts_expires_idx ON facts (expires_at) WHERE expires_at IS NOT NULL AND status = 'known'",
  );
  await knex.raw(
    'CREATE INDEX facts_failing_idx ON facts (failing_since) WHERE failing_since IS NOT NULL',
  );

  await knex.schema.createTable('fact_points', table => {
    table.comment('Numbers of facts over time, one row for a month of each');
    table.specificType('entity_ref', byteText).notNullable();
    table.string('name', 63).notNullable();
    table
      .specificType('field', byteText)
      .notNullable()
      .comment('Path in the value; empty where the value is the number');
    table.string('month', 7).notNullable().comment('As 2026-11');
    table
      .text('points')
      .notNullable()
      .comment('JSON: the last number of each day, by the day of the month');
    table.primary(['entity_ref', 'name', 'field', 'month']);
    table.index(['month'], 'fact_points_month_idx');
  });

  await knex.schema.createTable('measured_decisions', table => {
    table.comment('Approved assessments held against what is measured');
    table.string('assessment_id', 36).primary();
    table
      .string('hash', 32)
      .notNullable()
      .comment('Of what it was computed from');
    table.string('status', 16).notNullable();
    table.string('platform', 32).notNullable();
    table.string('pattern', 16).notNullable().comment('Decided');
    table
      .string('measured_pattern', 16)
      .comment('With measured values; absent where no answer is measured');
    table.timestamp('since').comment('Since when the answer is another one');
    table
      .timestamp('stale_at')
      .comment('When it had been another one for long enough to be looked at');
    table.timestamp('told_at').comment('When people were notified of it');
    table.double('predicted_cost').comment('USD a month');
    table.double('measured_cost');
    table.double('predicted_latency').comment('Seconds, p95');
    table.double('measured_latency');
    table
      .double('off_by')
      .comment('The worse prediction: the larger number by the smaller one');
    table.timestamp('computed_at').notNullable();
    table.index(['status'], 'measured_decisions_status_idx');
    table.index(['stale_at'], 'measured_decisions_stale_idx');
    table.index(['off_by', 'assessment_id'], 'measured_decisions_off_idx');
    table
      .foreign('assessment_id', 'measured_decisions_assessment_fk')
      .references('id')
      .inTable('assessments')
      .onDelete('CASCADE');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('measured_decisions');
  await knex.schema.dropTable('fact_points');
  await knex.schema.alterTable('facts', table => {
    table.dropIndex(['failing_since'], 'facts_failing_idx');
    table.dropIndex(['expires_at'], 'facts_expires_idx');
    table.dropColumns(
      'observed_at',
      'expires_at',
      'failing_since',
      'pushed_by',
      'value_place_digest',
    );
  });
};
