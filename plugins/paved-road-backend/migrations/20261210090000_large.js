/**
 * Makes the index of transitions smaller: with equal keys, PostgreSQL stores an entity's reference once and not for each
 * transition, which halves the size of the history. The few transitions of an entity are sorted when they are read.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('DROP INDEX scorecard_transitions_entity_idx');
  await knex.raw(
    'CREATE INDEX scorecard_transitions_entity_idx ON scorecard_transitions (entity_ref)',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX scorecard_transitions_entity_idx');
  await knex.raw(
    'CREATE INDEX scorecard_transitions_entity_idx ON scorecard_transitions (entity_ref, id)',
  );
};
