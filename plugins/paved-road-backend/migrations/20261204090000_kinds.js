const symbols = {
  pass: 'p',
  fail: 'f',
  waived: 'w',
  not_applicable: 'n',
  unknown: 'u',
};

const states = Object.keys(symbols);
const sumColumns = ['entities', 'score', ...states];

const isSqlite = knex => String(knex.client.config.client).includes('sqlite');

const kindOf = knex =>
  isSqlite(knex)
    ? "SUBSTR(entity_ref, 1, INSTR(entity_ref, ':') - 1)"
    : "SPLIT_PART(entity_ref, ':', 1)";

const assessable =
  "(entity_ref LIKE 'component:%' OR entity_ref LIKE 'system:%')";

/**
 * Counts scorecards and their changes by the kind of the entities as well, those that there are with them. While back
 * ends are replaced one after the other, those of an earlier version go on reading; what they would save is refused, and
 * evaluated by the others.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const byteText = isSqlite(knex) ? 'text' : 'text COLLATE "C"';

  await knex.schema.dropTable('scorecard_counts');
  await createCounts(knex, byteText, ['dimension', 'key', 'kind']);
  await countScorecards(knex);

  await knex.schema.dropTable('scorecard_changes');
  await createChanges(knex, byteText, ['day', 'aspect', 'kind']);
  await knex.raw(
    `INSERT INTO scorecard_changes (day, aspect, kind, from_state, to_state, causes, changes)
    SELECT day, aspect, kind, from_state, to_state, causes, COUNT(*)
    FROM (
      SELECT day, aspect, ${kindOf(knex)} AS kind, COALESCE(from_state, '') AS from_state,
        COALESCE(to_state, '') AS to_state, causes
      FROM scorecard_transitions WHERE aspect <> 'check'
    ) AS transitions
    GROUP BY day, aspect, kind, from_state, to_state, causes`,
  );
};

async function countScorecards(knex) {
  const insert = (dimension, rows) =>
    knex.raw(
      `INSERT INTO scorecard_counts (dimension, key, kind, level_rank, level, ${sumColumns})
      SELECT '${dimension}', key, kind, level_rank, level,
        COUNT(*), SUM(score), ${states.map(state => `SUM(${state})`)}
      FROM (${rows}) AS counted
      GROUP BY key, kind, level_rank, level`,
    );

  const wholes = [
    ['level', 'level'],
    ['owner', 'owner'],
    ['system', 'system'],
    ['pattern', 'pattern'],
    ['assessment', 'assessment_status', assessable],
    ['stage-pattern', "stage || ' ' || pattern", assessable],
    ['lift', "lift || ' ' || lift_level", "lift <> ''"],
    ['waived', "''", 'waived > 0'],
    ['stale', "''", 'stale = 1'],
  ];
  for (const [dimension, key, condition = 'true'] of wholes) {
    await insert(
      dimension,
      `SELECT ${key} AS key, ${kindOf(knex)} AS kind, level_rank, level, score, ${states}
      FROM scorecards WHERE ${condition}`,
    );
  }

  const results = states.map(
    state =>
      `SUM(CASE SUBSTR(s.states, p.position, 1) WHEN '${symbols[state]}' THEN 1 ELSE 0 END) AS ${state}`,
  );
  const parts = [
    ['check', 'p.check_id'],
    ['track', 'p.track'],
    ['owner-track', "s.owner || ' ' || p.track"],
  ];
  for (const [dimension, key] of parts) {
    await insert(
      dimension,
      `SELECT ${key} AS key, ${kindOf(knex)} AS kind, s.level_rank, s.level, s.score, ${results}
      FROM scorecards s JOIN check_positions p
      ON SUBSTR(s.states, p.position, 1) IN (${Object.values(symbols).map(symbol => `'${symbol}'`)})
      GROUP BY s.entity_ref, ${key}, s.level_rank, s.level, s.score`,
    );
  }
}

async function createCounts(knex, byteText, key) {
  await knex.schema.createTable('scorecard_counts', table => {
    table.comment('Sums over all scorecards, by what they have in common');
    for (const name of key) {
      table.specificType(name, byteText).notNullable();
    }
    table.integer('level_rank').notNullable();
    table.specificType('level', byteText).notNullable();
    table.integer('entities').notNullable();
    table.bigInteger('score').notNullable().comment('Hundredths');
    for (const state of states) {
      table.bigInteger(state).notNullable().comment('Checks in this state');
    }
    table.primary([...key, 'level_rank', 'level']);
  });
}

async function createChanges(knex, byteText, key) {
  await knex.schema.createTable('scorecard_changes', table => {
    table.comment('How many transitions there were on each day, but of checks');
    for (const name of [...key, 'from_state', 'to_state', 'causes']) {
      table.specificType(name, byteText).notNullable();
    }
    table.integer('changes').notNullable();
    table.primary([...key, 'from_state', 'to_state', 'causes']);
  });
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  const byteText = isSqlite(knex) ? 'text' : 'text COLLATE "C"';
  const withoutKinds = async (table, keyColumns, sums, create) => {
    await knex.raw(
      `CREATE TABLE without_kinds AS SELECT ${keyColumns}, ${sums.map(name => `SUM(${name}) AS ${name}`)}
      FROM ${table} GROUP BY ${keyColumns}`,
    );
    await knex.schema.dropTable(table);
    await create();
    await knex.raw(
      `INSERT INTO ${table} (${keyColumns}, ${sums}) SELECT ${keyColumns}, ${sums} FROM without_kinds`,
    );
    await knex.schema.dropTable('without_kinds');
  };
  await withoutKinds(
    'scorecard_changes',
    ['day', 'aspect', 'from_state', 'to_state', 'causes'],
    ['changes'],
    () => createChanges(knex, byteText, ['day', 'aspect']),
  );
  await withoutKinds(
    'scorecard_counts',
    ['dimension', 'key', 'level_rank', 'level'],
    sumColumns,
    () => createCounts(knex, byteText, ['dimension', 'key']),
  );
};
