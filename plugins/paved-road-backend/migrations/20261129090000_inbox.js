/**
 * Finds what waits for a person: submitted assessments, and drafts of an author.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    "CREATE INDEX assessments_submitted_idx ON assessments (submitted_at, id) WHERE status = 'submitted'",
  );
  await knex.raw(
    "CREATE INDEX assessments_draft_idx ON assessments (author, updated_at, id) WHERE status = 'draft'",
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX assessments_draft_idx');
  await knex.raw('DROP INDEX assessments_submitted_idx');
};
