import assert from 'node:assert/strict';
import createKnex from 'knex';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterEach, before, beforeEach, test } from 'node:test';
import { withBundles } from './bundle.mjs';

const require = createRequire(import.meta.url);
const root = path.dirname(import.meta.dirname);
const attack = 'plugins/paved-road-backend/src/attack/__testUtils__';
const checks = ['acknowledged', 'consistency'];
let schedules;
let invariants;
let migrationConfig;
let knex;

before(() =>
  withBundles(
    root,
    [
      'prove/faults/schedule.ts',
      ...checks.map(name => `${attack}/${name}.ts`),
      'plugins/paved-road-backend/src/database/migrate.ts',
    ],
    out => {
      const load = file => require(path.join(out, file));
      schedules = load('prove/faults/schedule.cjs');
      invariants = Object.assign(
        {},
        ...checks.map(name => load(`${attack}/${name}.cjs`)),
      );
      ({ migrationConfig } = load(
        'plugins/paved-road-backend/src/database/migrate.cjs',
      ));
    },
  ),
);

/** An assessment that Ada wrote and Ben approved, its scorecard, and a campaign whose owners were reminded. */
beforeEach(async () => {
  knex = createKnex({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  await knex.migrate.latest(migrationConfig);
  await knex('assessments').insert({
    id: 'a1',
    entity_ref: ref,
    status: 'approved',
    revision: 3,
    author: ada,
    reviewed_by: ben,
    idempotency_key: 'key',
    ...Object.fromEntries(
      [
        'pattern',
        'recommended_pattern',
        'model_version',
        'stage',
        'high_risks',
        'input',
        'advice',
      ].map(column => [column, '']),
    ),
    created_at: now,
    updated_at: now,
  });
  for (const [actor, action] of [
    [ada, 'created'],
    [ada, 'submitted'],
    [ben, 'approved'],
  ]) {
    await knex('assessment_events').insert({
      assessment_id: 'a1',
      at: now,
      actor,
      action,
    });
  }
  await knex('facts').insert({
    entity_ref: ref,
    name: 'load',
    value: '2',
    entity_digest: '',
    due_at: now,
    status: 'known',
    failures: 0,
  });
  await addTransition(undefined, 'none');
});

afterEach(() => knex.destroy());

const now = new Date('2026-12-01');
const ref = 'component:default/search';
const [ada, ben] = ['user:default/ada', 'user:default/ben'];
const write = (actor, event, more) => ({
  kind: 'assessments',
  id: 'a1',
  actor,
  event,
  outcome: 'acknowledged',
  notifies: event !== 'created',
  ...more,
});
const writes = [
  write(ada, 'created'),
  write(ada, 'submitted'),
  write(ben, 'approved'),
];
const ledger = {
  writes,
  pushes: [
    { entityRef: ref, value: 1, outcome: 'acknowledged' },
    { entityRef: ref, value: 2, outcome: 'acknowledged' },
  ],
  keys: new Map([['key', 'a1']]),
};
const sent = [
  ['assessment-submission', '/paved-road/reviews?assessment=a1'],
  ['assessment-review', '/catalog/search/architecture?assessment=a1'],
].map(([topic, link]) => ({ recipients: {}, payload: { topic, link } }));

async function addTransition(from, to) {
  const row = {
    aspect: 'level',
    from_state: from ?? null,
    to_state: to ?? null,
  };
  await knex('scorecard_transitions').insert({
    ...row,
    entity_ref: ref,
    causes: '[]',
    at: now,
    day: '2026-12-01',
  });
  await knex('scorecard_changes').insert({
    ...row,
    from_state: from ?? '',
    to_state: to ?? '',
    kind: 'component',
    causes: '[]',
    day: '2026-12-01',
    changes: 1,
  });
}

test('a seed always gives the same faults and acts, with an outage in each', () => {
  const seen = new Set();
  for (let seed = 1; seed <= 200; seed += 1) {
    const schedule = schedules.createSchedule(seed);
    assert.deepEqual(schedules.createSchedule(seed), schedule);
    const kinds = schedule.faults.map(({ kind }) => kind);
    kinds.forEach(kind => seen.add(kind));
    assert(
      kinds.some(kind =>
        /^(kill|pause|clock|database restart|drop|cut)$/.test(kind),
      ),
    );
    assert.equal(kinds.filter(kind => kind === 'tomorrow').length, 1);
  }
  assert.equal(seen.size, 17);
});

test('acknowledged writes that are stored once have no violation', async () => {
  await addTransition('none', undefined);
  assert.deepEqual(await invariants.findLostWrites(knex, ledger), []);
  assert.deepEqual(
    await invariants.findLostFacts(knex, ledger, { inOrder: true }),
    [],
  );
  assert.deepEqual(await invariants.inconsistencies(knex), []);
  assert.deepEqual(
    await invariants.findWrongNotifications(knex, ledger, sent),
    [],
  );
  assert.deepEqual(await invariants.inconsistencies(knex), []);
  assert.equal(await invariants.countUnfinished(knex), 0);
});

for (const [title, expected, plant] of [
  [
    'a lost event',
    /approved by user:default\/ben: stored 0 times, acknowledged 1/,
    () => knex('assessment_events').where('action', 'approved').delete(),
  ],
  [
    'a write that nobody sent',
    /rejected by user:default\/ben: nobody did that/,
    () =>
      knex('assessment_events')
        .where('action', 'approved')
        .update('action', 'rejected'),
  ],
  [
    'a status that does not follow from the events',
    /a1: draft, but its last event was approved/,
    () => knex('assessments').update('status', 'draft'),
  ],
  [
    'another record for a repeated key',
    /assessments a2: key has given a1/,
    () => knex('assessments').update('id', 'a2'),
  ],
]) {
  test(`finds ${title}`, async () => {
    await knex.raw('PRAGMA foreign_keys = OFF');
    await plant();
    const problems = await invariants.findLostWrites(knex, ledger);
    assert.match(problems.join('\n'), expected);
  });
}

test('finds an unanswered write that is stored twice', async () => {
  const { writes: all } = ledger;
  const unknown = { ...all[1], outcome: 'unknown' };
  const events = () => knex('assessment_events');
  const [{ id, ...submitted }] = await events().where('action', 'submitted');
  const check = () =>
    invariants.findLostWrites(knex, {
      ...ledger,
      writes: [all[0], unknown, all[2]],
    });
  assert.deepEqual(await check(), []);
  await events().insert({ ...submitted, id: id - 10 });
  assert.match((await check()).join('\n'), /stored 2 times/);
});

test('finds a lost fact, and an older one where the clocks were right', async () => {
  const check = inOrder => invariants.findLostFacts(knex, ledger, { inOrder });
  await knex('facts').update('value', '1');
  assert.equal((await check(true)).length, 1);
  assert.equal((await check(false)).length, 0);
  await knex('facts').delete();
  assert.equal((await check(false)).length, 1);
});

test('finds a review by the author', async () => {
  await knex('assessment_events')
    .where('action', 'approved')
    .update('actor', ada);
  assert.match(
    (await invariants.inconsistencies(knex)).join(),
    /a1: approved by user:default\/ada, who wrote it/,
  );
});

test('finds missing and repeated notifications', async () => {
  const check = of => invariants.findWrongNotifications(knex, ledger, of);
  assert.match((await check([sent[0]])).join(), /review a1: 0 not.* 1 to 1/);
  assert.match(
    (await check([...sent, sent[0]])).join(),
    /submission a1: 2 not.* 1 to 1/,
  );
  const reminder = {
    recipients: {},
    payload: { topic: 'review-reminder', link: '?waiver=w' },
  };
  assert.match(
    (await check([...sent, reminder, reminder])).join(),
    /review-reminder w: 2/,
  );
});

test('finds gaps in the history of a scorecard, and wrong sums', async () => {
  const find = async () => (await invariants.inconsistencies(knex)).join('\n');
  assert.match(await find(), /undefined, but it became none/);
  await addTransition('bronze', undefined);
  assert.match(await find(), /from bronze, but it was none/);
  await knex('scorecard_changes').where('from_state', '').update('changes', 2);
  assert.match(await find(), /changes differ by -1/);
  await knex('scorecard_counts').insert(
    Object.fromEntries([
      ...['dimension', 'key', 'kind', 'level'].map(column => [column, 'all']),
      ...[
        'level_rank',
        'entities',
        'score',
        'pass',
        'fail',
        'waived',
        'not_applicable',
        'unknown',
      ].map(column => [column, 1]),
    ]),
  );
  assert.match(await find(), /counts differ from a recount/);
});

test('finds claims that are left', async () => {
  await knex('due_evaluations').insert({
    entity_ref: ref,
    priority: 0,
    due_at: now,
    token: 'of the dead',
  });
  assert.equal(await invariants.countUnfinished(knex), 1);
});
