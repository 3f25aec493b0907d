/* What continues a waiver: a request that waits, or one that was approved, whatever became of it then. */
const continues =
  "status = 'requested' OR (status <> 'rejected' AND decided_at IS NOT NULL)";

/**
 * From now on a chain of renewals has no branches. Where two requests continue one waiver already, the earliest does,
 * and the others begin chains of their own.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    `UPDATE waivers SET renews = NULL WHERE id IN (
      SELECT id FROM (
        SELECT id, ROW_NUMBER() OVER (PARTITION BY renews ORDER BY requested_at, id) AS place
        FROM waivers WHERE renews IS NOT NULL AND (${continues})
      ) AS renewals
      WHERE place > 1
    )`,
  );
  await knex.raw(
    `CREATE UNIQUE INDEX waivers_renews_uniq ON waivers (renews) WHERE ${continues}`,
  );
};

/**
 * What was detached stays so.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX waivers_renews_uniq');
};
