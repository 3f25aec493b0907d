/**
 * Adds comments on assessments, and the reminders of waiting reviews.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const isSqlite = String(knex.client.config.client).includes('sqlite');
  const id = isSqlite
    ? 'integer PRIMARY KEY AUTOINCREMENT'
    : 'bigserial PRIMARY KEY';
  const time = isSqlite ? 'datetime' : 'timestamptz';
  await knex.raw(`CREATE TABLE assessment_comments (
    id ${id},
    assessment_id varchar(36) NOT NULL REFERENCES assessments (id) ON DELETE CASCADE,
    at ${time} NOT NULL, actor varchar(255) NOT NULL, comment text NOT NULL
  )`);
  await knex.raw(
    'CREATE INDEX assessment_comments_assessment_idx ON assessment_comments (assessment_id, id)',
  );
  await knex.raw(`CREATE TABLE review_reminders (
    id varchar(36) PRIMARY KEY, -- of the assessment or the waiver
    reminded_at ${time} NOT NULL
  )`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('review_reminders');
  await knex.schema.dropTable('assessment_comments');
};
