const symbols = {
  pass: 'p',
  fail: 'f',
  waived: 'w',
  not_applicable: 'n',
  unknown: 'u',
};

const states = Object.keys(symbols);

/**
 * What the checks of each track come to by owner, for the scorecards that there are. From now on the store keeps
 * these sums with the others.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const results = states.map(
    state =>
      `SUM(CASE SUBSTR(s.states, p.position, 1) WHEN '${symbols[state]}' THEN 1 ELSE 0 END) AS ${state}`,
  );
  await knex.raw(
    `INSERT INTO scorecard_counts
      (dimension, key, level_rank, level, entities, score, ${states})
    SELECT 'owner-track', owner || ' ' || track, level_rank, level,
      COUNT(*), SUM(score), ${states.map(state => `SUM(${state})`)}
    FROM (
      SELECT s.entity_ref, s.owner, p.track, s.level_rank, s.level, s.score, ${results}
      FROM scorecards s JOIN check_positions p
      ON SUBSTR(s.states, p.position, 1) IN (${Object.values(symbols).map(symbol => `'${symbol}'`)})
      GROUP BY s.entity_ref, s.owner, p.track, s.level_rank, s.level, s.score
    ) AS sums
    GROUP BY owner, track, level_rank, level`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex('scorecard_counts').where('dimension', 'owner-track').delete();
};
