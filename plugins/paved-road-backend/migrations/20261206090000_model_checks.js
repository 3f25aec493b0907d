/**
 * Adds the comparison of assessments with another model than their own. The progress is in a separate table, because
 * rows of assessments are large: a pass writes only the rows whose answer changes, and lists read no other table.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // Version of the model that gives another answer; null if none does.
  await knex.raw('ALTER TABLE assessments ADD COLUMN changed_by varchar(64)');
  await knex.raw(`CREATE TABLE model_checks (
    assessment_id varchar(36) PRIMARY KEY REFERENCES assessments (id) ON DELETE CASCADE,
    revision integer NOT NULL, -- of the assessment
    model varchar(64) NOT NULL -- version of the model in the last comparison
  )`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('model_checks');
  await knex.raw('ALTER TABLE assessments DROP COLUMN changed_by');
};
