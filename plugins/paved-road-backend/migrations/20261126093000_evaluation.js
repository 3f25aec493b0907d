/**
 * What is to be evaluated, by whom it is being evaluated, and the runs over the fleet. Entities get what
 * tells a pass over the catalog that nothing about them has changed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('due_evaluations', table => {
    table.comment('Entities that are to be evaluated');
    table.string('entity_ref', 512).primary();
    table
      .smallint('priority')
      .notNullable()
      .comment('0: something about it has changed, 1: only a run waits for it');
    table
      .timestamp('due_at')
      .notNullable()
      .comment(
        'When it is evaluated; while it is claimed, when the claim ends',
      );
    table.string('run_id', 36).comment('The run that waits for it');
    table.string('token', 36).comment('Of the claim; absent while it has none');
    table.index(['priority', 'due_at'], 'due_evaluations_due_idx');
    table.index(['run_id'], 'due_evaluations_run_idx');
  });

  await knex.schema.createTable('evaluation_runs', table => {
    table.comment('Runs over the fleet');
    table.string('id', 36).primary();
    table.string('trigger', 16).notNullable();
    table.string('state', 16).notNullable();
    table.string('requested_by', 255).comment('Entity reference');
    table.integer('total').notNullable().comment('Entities to look at');
    table.integer('done').notNullable().comment('Entities looked at');
    table.integer('changed').notNullable().comment('Entities evaluated');
    table.text('problem').comment('Why it failed');
    table.timestamp('created_at').notNullable();
    table.timestamp('finished_at');
    table.index(['created_at', 'id'], 'evaluation_runs_created_idx');
    // Every back end looks for those that are running, every few seconds.
    table.index(['state'], 'evaluation_runs_state_idx');
  });
  await knex.raw(
    "CREATE UNIQUE INDEX evaluation_runs_request_uniq ON evaluation_runs (trigger) WHERE state = 'running' AND trigger = 'request'",
  );

  await knex.schema.createTable('catalog_syncs', table => {
    table.comment('Counts the passes over the catalog');
    table.bigInteger('count').notNullable();
  });
  await knex('catalog_syncs').insert({ count: 0 });
  await knex.schema.alterTable('entities', table => {
    table.string('digest', 32).comment('Of what is copied from the catalog');
  });
  // The ids of syncs were times; they are counts now, which do not depend on clocks.
  await knex('entities').update({ sync_id: '' });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Knex copies a table of SQLite to drop a column, and the foreign keys to it would not survive.
  await knex.raw('ALTER TABLE entities DROP COLUMN digest');
  await knex.schema.dropTable('catalog_syncs');
  await knex.schema.dropTable('evaluation_runs');
  await knex.schema.dropTable('due_evaluations');
};
