const isSqlite = knex => String(knex.client.config.client).includes('sqlite');

/**
 * Some migrations were edited after databases had run them. This gives those databases what they miss; where nothing is
 * missing it changes nothing.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await addAdviceFacts(knex);
  await replaceIndex(knex, {
    name: 'facts_due_idx',
    isOld: definition => /\bname\b/.test(definition),
    create: () =>
      knex.schema.alterTable('facts', table => {
        table.index(['due_at'], 'facts_due_idx');
      }),
  });
  await replaceIndex(knex, {
    name: 'evaluation_runs_state_idx',
    isOld: () => false,
    create: () =>
      knex.schema.alterTable('evaluation_runs', table => {
        table.index(['state'], 'evaluation_runs_state_idx');
      }),
  });
  await replaceIndex(knex, {
    name: 'scorecard_transitions_figures_idx',
    isOld: definition => /, aspect,/.test(definition),
    create: () =>
      knex.raw(
        "CREATE INDEX scorecard_transitions_figures_idx ON scorecard_transitions (entity_ref, day) WHERE aspect <> 'check'",
      ),
  });
  // SQLite neither checks lengths nor keeps comments.
  if (!isSqlite(knex)) {
    await widenNames(knex);
    await renewComments(knex);
  }
};

/* They are taken from the advice, as the back end does when it writes an assessment. */
async function addAdviceFacts(knex) {
  if (await knex.schema.hasColumn('assessments', 'stage')) {
    return;
  }
  await knex.schema.alterTable('assessments', table => {
    // A required column needs a default where there are rows.
    table
      .string('stage', 16)
      .notNullable()
      .defaultTo('')
      .comment('From the advice');
    table
      .text('high_risks')
      .notNullable()
      .defaultTo('[]')
      .comment('JSON: ids of the risks of high severity in the advice');
  });
  for (const { id, advice } of await knex('assessments').select(
    'id',
    'advice',
  )) {
    const { recommendation, risks } = JSON.parse(advice);
    const high = risks.filter(({ severity }) => severity === 'high');
    await knex('assessments')
      .where({ id })
      .update({
        stage: recommendation.stage,
        high_risks: JSON.stringify([...new Set(high.map(risk => risk.id))]),
      });
  }
  // SQLite would have to copy the table, and rows that refer to it would go with the old one.
  if (!isSqlite(knex)) {
    for (const name of ['stage', 'high_risks']) {
      await knex.raw('ALTER TABLE assessments ALTER COLUMN ?? DROP DEFAULT', [
        name,
      ]);
    }
  }
}

/* A large index is not built again for nothing. */
async function replaceIndex(knex, { name, isOld, create }) {
  const definition = isSqlite(knex)
    ? await knex('sqlite_master').where({ type: 'index', name }).first('sql')
    : await knex('pg_indexes')
        .where({ indexname: name, schemaname: knex.raw('current_schema()') })
        .first('indexdef as sql');
  if (definition && !isOld(definition.sql)) {
    return;
  }
  await knex.raw('DROP INDEX IF EXISTS ??', [name]);
  await create();
}

async function widenNames(knex) {
  const lengths = {
    entities: {
      entity_ref: 512,
      kind: 255,
      namespace: 255,
      name: 255,
      owner: 512,
      system: 512,
    },
    assessments: { entity_ref: 512 },
  };
  for (const [table, columns] of Object.entries(lengths)) {
    const known = await knex(table).columnInfo();
    for (const [name, length] of Object.entries(columns)) {
      if (Number(known[name].maxLength) < length) {
        await knex.raw(
          `ALTER TABLE ?? ALTER COLUMN ?? TYPE varchar(${length})`,
          [table, name],
        );
      }
    }
  }
}

async function renewComments(knex) {
  await knex.raw(
    "COMMENT ON COLUMN scorecard_details.results IS 'JSON: in order, what `states` does not say'",
  );
  await knex.raw(
    "COMMENT ON COLUMN rule_preview_services.differences IS 'JSON: position of a check, its states and its effect'",
  );
}

/** What was repaired stays so. */
exports.down = async function down() {};
