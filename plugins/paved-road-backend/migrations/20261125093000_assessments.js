/**
 * Assessments and what happened to them. An assessment outlives its entity, so there is no foreign
 * key to `entities`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('assessments', table => {
    table.comment('Assessments of catalog entities');
    table.string('id', 36).primary();
    table.string('entity_ref', 512).notNullable();
    table.string('status', 16).notNullable();
    table.integer('revision').notNullable().comment('Counts the writes');
    table.string('author', 255).notNullable();
    table
      .string('idempotency_key', 200)
      .comment('Makes a repeated creation by the same author harmless');
    table.string('pattern', 32).notNullable().comment('Decided or recommended');
    table.string('recommended_pattern', 32).notNullable();
    table.string('model_version', 64).notNullable();
    table.string('stage', 16).notNullable().comment('From the advice');
    table
      .text('high_risks')
      .notNullable()
      .comment('JSON: ids of the risks of high severity in the advice');
    table
      .text('input')
      .notNullable()
      .comment('JSON: profile, weights, assumptions, platform');
    table.text('advice').notNullable().comment('JSON: the stored result');
    table.text('decision').comment('JSON: absent while nothing is decided');
    table.string('submitted_by', 255);
    table.timestamp('submitted_at');
    table.string('reviewed_by', 255);
    table.timestamp('reviewed_at');
    table.text('review_comment');
    table.timestamp('created_at').notNullable();
    table.timestamp('updated_at').notNullable();
    table.unique(['author', 'entity_ref', 'idempotency_key'], {
      indexName: 'assessments_idempotency_uniq',
    });
    table.index(
      ['entity_ref', 'created_at', 'id'],
      'assessments_entity_created_idx',
    );
    table.index(['created_at', 'id'], 'assessments_created_idx');
  });
  // Two reviewers at the same moment must not leave an entity with two approved assessments.
  await knex.raw(
    "CREATE UNIQUE INDEX assessments_approved_uniq ON assessments (entity_ref) WHERE status = 'approved'",
  );

  await knex.schema.createTable('assessment_events', table => {
    table.comment('History of the assessments, one row per write');
    table.bigIncrements('id');
    table
      .string('assessment_id', 36)
      .notNullable()
      .references('id')
      .inTable('assessments')
      .onDelete('CASCADE');
    table.timestamp('at').notNullable();
    table.string('actor', 255).notNullable();
    table.string('action', 16).notNullable();
    table.text('comment');
    table.index(['assessment_id', 'id'], 'assessment_events_assessment_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('assessment_events');
  await knex.schema.dropTable('assessments');
};
