const byteTextOf = knex =>
  String(knex.client.config.client).includes('sqlite')
    ? 'text'
    : 'text COLLATE "C"';

/** What a scorecard has beside what it had: by what lists are filtered, and since when its checks are in their states. */
const addedColumns = {
  lifecycle: 'As the catalog has it; empty without one',
  type: 'As the catalog has it; empty without one',
  stage: 'Of the product, by the assessment that counts; empty without one',
  lift: 'The check that alone is in the way of a higher level, or empty',
  lift_level: 'The level that would be reached with it, or empty',
  since_days:
    'Three characters for each position: the day on which the check came into its state, in base 36',
};

const sums = [
  'entities',
  'score',
  'pass',
  'fail',
  'waived',
  'not_applicable',
  'unknown',
];

/**
 * How the figures of the fleet developed: also changes of the assessment and of being waived are transitions,
 * and the removal of a scorecard is one, so that whatever is counted today can be counted for each day
 * before. The scorecards stay, and are evaluated again for what is new about them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const byteText = byteTextOf(knex);
  await knex.schema.alterTable('scorecards', table => {
    for (const [name, comment] of Object.entries(addedColumns)) {
      table
        .specificType(name, byteText)
        .notNullable()
        .defaultTo('')
        .comment(comment);
    }
  });
  await knex.raw(
    "CREATE INDEX scorecards_lift_idx ON scorecards (lift, sort_name, entity_ref) WHERE lift <> ''",
  );
  await evaluateAgain(knex);
  // By stage and pattern; no stage is known yet.
  await knex.raw(
    `INSERT INTO scorecard_counts (dimension, key, level_rank, level, ${sums})
    SELECT 'stage-pattern', ' ' || key, level_rank, level, ${sums}
    FROM scorecard_counts WHERE dimension = 'pattern'`,
  );
  await knex.raw(
    'CREATE TABLE old_transitions AS SELECT * FROM scorecard_transitions',
  );
  await knex.schema.dropTable('scorecard_transitions');
  await createTransitions(knex, byteText);
  await copyTransitions(knex);
  await knex.schema.dropTable('old_transitions');
  await createChanges(knex, byteText);
};

/* With another digest of the rules, as it is their evaluation that gives more than before. */
async function evaluateAgain(knex) {
  await knex.raw(
    byteTextOf(knex) === 'text'
      ? "UPDATE scorecard_details SET inputs = json_set(inputs, '$[5]', '')"
      : `UPDATE scorecard_details SET inputs = jsonb_set(inputs::jsonb, '{5}', '""')::text`,
  );
}

async function createTransitions(knex, byteText) {
  await knex.schema.createTable('scorecard_transitions', table => {
    table.comment('How scorecards changed; outlives the entities');
    table.bigIncrements('id');
    table.specificType('entity_ref', byteText).notNullable();
    table
      .specificType('aspect', byteText)
      .notNullable()
      .comment('What changed: level, check, assessment or waived');
    table.text('check_id').comment('Only where it is a check that changed');
    table
      .specificType('from_state', byteText)
      .comment('Absent where there was none');
    table
      .specificType('to_state', byteText)
      .comment('Absent where there is none any more');
    table.text('causes').notNullable().comment('JSON: what was different');
    table.timestamp('at').notNullable();
    table
      .specificType('day', byteText)
      .notNullable()
      .comment('ISO 8601, in UTC');
    table.index(['entity_ref', 'id'], 'scorecard_transitions_entity_idx');
    table.index(['at'], 'scorecard_transitions_at_idx');
  });
  // Figures do not need the changes of checks, of which there are most.
  await knex.raw(
    "CREATE INDEX scorecard_transitions_figures_idx ON scorecard_transitions (entity_ref, day) WHERE aspect <> 'check'",
  );
}

/*
 * The level of an entity that is gone ends with the last that is known of it, and that of one which came back
 * ends when it did. What was never written down of assessments and waivers is taken to have been as it is now.
 */
async function copyTransitions(knex) {
  const dayOf = at =>
    byteTextOf(knex) === 'text'
      ? `date(${at} / 1000, 'unixepoch')`
      : `to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD')`;
  const births = `
    SELECT entity_ref, MAX(id) AS id, MAX(at) AS at FROM old_transitions
    WHERE check_id IS NULL AND from_state IS NULL GROUP BY entity_ref`;
  await knex.raw(`
    INSERT INTO scorecard_transitions
      (entity_ref, aspect, check_id, from_state, to_state, causes, at, day)
    WITH levels AS (
      SELECT id, entity_ref, to_state, at,
        LEAD(id) OVER following AS next_id,
        LEAD(from_state) OVER following AS next_from,
        LEAD(at) OVER following AS next_at
      FROM old_transitions WHERE check_id IS NULL
      WINDOW following AS (PARTITION BY entity_ref ORDER BY id)
    ), births AS (${births}), copied AS (
      SELECT id AS place, 1 AS turn, entity_ref,
        CASE WHEN check_id IS NULL THEN 'level' ELSE 'check' END AS aspect,
        check_id, from_state, to_state, causes, at
      FROM old_transitions
      UNION ALL
      SELECT next_id, 0, entity_ref, 'level', NULL, to_state, NULL, '[]', next_at
      FROM levels WHERE next_id IS NOT NULL AND next_from IS NULL
      UNION ALL
      SELECT id, 2, entity_ref, 'level', NULL, to_state, NULL, '[]', at
      FROM levels WHERE next_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM scorecards s WHERE s.entity_ref = levels.entity_ref)
      UNION ALL
      SELECT b.id, 2, s.entity_ref, 'assessment', NULL, NULL, s.assessment_status, '[]', b.at
      FROM births b JOIN scorecards s ON s.entity_ref = b.entity_ref
      WHERE s.assessment_status <> ''
      UNION ALL
      SELECT b.id, 3, s.entity_ref, 'waived', NULL, NULL, 'yes', '[]', b.at
      FROM births b JOIN scorecards s ON s.entity_ref = b.entity_ref
      WHERE s.waived > 0
    )
    SELECT entity_ref, aspect, check_id, from_state, to_state, causes, at, ${dayOf('at')}
    FROM copied ORDER BY place, turn`);
}

async function createChanges(knex, byteText) {
  await knex.schema.createTable('scorecard_changes', table => {
    table.comment('How many transitions there were on each day, but of checks');
    table.specificType('day', byteText).notNullable().comment('ISO 8601, UTC');
    table.specificType('aspect', byteText).notNullable();
    table
      .specificType('from_state', byteText)
      .notNullable()
      .comment('Empty where there was none');
    table
      .specificType('to_state', byteText)
      .notNullable()
      .comment('Empty where there is none any more');
    table.specificType('causes', byteText).notNullable();
    table.integer('changes').notNullable();
    table.primary(['day', 'aspect', 'from_state', 'to_state', 'causes']);
  });
  await knex.raw(`
    INSERT INTO scorecard_changes
    SELECT day, aspect, COALESCE(from_state, ''), COALESCE(to_state, ''), causes, COUNT(*)
    FROM scorecard_transitions WHERE aspect <> 'check'
    GROUP BY day, aspect, COALESCE(from_state, ''), COALESCE(to_state, ''), causes`);
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('scorecard_changes');
  await knex('scorecard_transitions')
    .whereNotIn('aspect', ['level', 'check'])
    .orWhere(removal => removal.where('aspect', 'level').whereNull('to_state'))
    .delete();
  await knex.raw('DROP INDEX scorecard_transitions_figures_idx');
  for (const name of ['day', 'aspect']) {
    await knex.raw('ALTER TABLE scorecard_transitions DROP COLUMN ??', [name]);
  }
  await knex('scorecard_counts')
    .whereIn('dimension', ['stage-pattern', 'lift'])
    .delete();
  await knex.raw('DROP INDEX scorecards_lift_idx');
  for (const name of Object.keys(addedColumns)) {
    await knex.raw('ALTER TABLE scorecards DROP COLUMN ??', [name]);
  }
};
