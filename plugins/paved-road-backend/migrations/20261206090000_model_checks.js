/*
 * How the current decision model answers assessments of other models. The store writes both columns together; they are
 * null until the first comparison.
 */
const columns = [
  ['checked_model', 'varchar(64)'], // version of the model in the last comparison
  ['check_result', 'varchar(16)'], // unchanged, changed or failed
];

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const [name, type] of columns) {
    await knex.raw(`ALTER TABLE assessments ADD COLUMN ${name} ${type}`);
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const [name] of columns) {
    await knex.raw(`ALTER TABLE assessments DROP COLUMN ${name}`);
  }
};
