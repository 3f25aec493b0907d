const isSqlite = knex => String(knex.client.config.client).includes('sqlite');

/**
 * Since when an entity has had its level, and whether its approved assessment is stale. The level began with the last
 * change of it that is kept; without one, before all that is kept. Whether an approved assessment is stale only an
 * evaluation can tell.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const isoTime = isSqlite(knex)
    ? at => `strftime('%Y-%m-%dT%H:%M:%fZ', ${at} / 1000.0, 'unixepoch')`
    : at =>
        `to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  await knex.schema.alterTable('scorecards', table => {
    table
      .specificType('level_since', isSqlite(knex) ? 'text' : 'text COLLATE "C"')
      .notNullable()
      .defaultTo('')
      .comment('ISO 8601, in UTC, to the millisecond');
    table
      .integer('stale')
      .comment(
        '1 where its approved assessment should be looked at again, else 0; absent where that is not known yet',
      );
  });
  const transitionsOf =
    'SELECT at FROM scorecard_transitions t WHERE t.entity_ref = scorecards.entity_ref';
  await knex.raw(`
    UPDATE scorecards SET
      level_since = ${isoTime(`COALESCE(
        (${transitionsOf} AND t.aspect <> 'check' AND t.aspect = 'level' ORDER BY t.id DESC LIMIT 1),
        (${transitionsOf} ORDER BY t.id LIMIT 1),
        evaluated_at
      )`)},
      stale = CASE assessment_status WHEN 'approved' THEN NULL ELSE 0 END`);
  // A level may have begun for all of them at once, with rules or with a history that was brought along.
  for (const [order, name] of [
    ['ASC', 'scorecards_level_since_idx'],
    ['DESC', 'scorecards_level_since_desc_idx'],
  ]) {
    await knex.raw(
      `CREATE INDEX ${name} ON scorecards (level_since ${order}, sort_name, entity_ref)`,
    );
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of ['scorecard_changes', 'scorecard_transitions']) {
    await knex(table).where('aspect', 'stale').delete();
  }
  await knex('scorecard_counts').where('dimension', 'stale').delete();
  for (const name of [
    'scorecards_level_since_idx',
    'scorecards_level_since_desc_idx',
  ]) {
    await knex.raw('DROP INDEX ??', [name]);
  }
  for (const name of ['level_since', 'stale']) {
    await knex.raw('ALTER TABLE scorecards DROP COLUMN ??', [name]);
  }
};
