/**
 * What assessments rest on in the catalog, then and now. Both are the canonical JSON text of
 * `catalogSnapshot.ts` and are compared as text, so a change of that text needs a migration.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('assessments', table => {
    table
      .text('snapshot')
      .comment('JSON: as of the assessment; absent in older rows');
  });
  await knex.schema.alterTable('entities', table => {
    table
      .text('snapshot')
      .comment('JSON: as of the last sync; absent until the first one');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Knex copies a table of SQLite to drop a column, and the foreign keys to it would not survive.
  await knex.raw('ALTER TABLE entities DROP COLUMN snapshot');
  await knex.raw('ALTER TABLE assessments DROP COLUMN snapshot');
};
