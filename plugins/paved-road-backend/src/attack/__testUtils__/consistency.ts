import { Knex } from 'knex';
import { CheckPositions } from '../../scorecards/store/checkPositions';
import {
  ScorecardCounts,
  sumColumns,
} from '../../scorecards/store/scorecardCounts';
import { ScorecardRow } from '../../scorecards/store/scorecardRows';

/** What is half-written or does not add up in the database; empty when nothing is. */
export async function inconsistencies(knex: Knex): Promise<string[]> {
  const rows: Record<string, Knex.QueryBuilder | Knex.Raw> = {
    'assessments that were written without an event': eventsMissing(
      knex,
      'assessments',
      'assessment',
    ),
    'waivers that were written without an event': eventsMissing(
      knex,
      'waivers',
      'waiver',
    ),
    'scorecards without details': knex('scorecards')
      .leftJoin(
        'scorecard_details as d',
        'd.entity_ref',
        'scorecards.entity_ref',
      )
      .whereNull('d.entity_ref')
      .select('scorecards.entity_ref'),
    'details without a scorecard': knex('scorecard_details as d')
      .leftJoin('scorecards', 'd.entity_ref', 'scorecards.entity_ref')
      .whereNull('scorecards.entity_ref')
      .select('d.entity_ref'),
    'entities with two approved assessments': knex('assessments')
      .where({ status: 'approved' })
      .groupBy('entity_ref')
      .havingRaw('count(*) > 1')
      .select('entity_ref'),
    'decisions that nobody took': knex('assessments')
      .whereIn('status', ['approved', 'rejected', 'superseded'])
      .whereNull('reviewed_by')
      .select('id'),
    'checks with two requests': knex('waivers')
      .where({ status: 'requested' })
      .groupBy('entity_ref', 'check_id')
      .havingRaw('count(*) > 1')
      .select('entity_ref'),
    'waivers that nobody granted': knex('waivers')
      .where({ status: 'approved' })
      .whereNull('decided_by')
      .select('id'),
    'repeated idempotency keys': knex('assessments')
      .whereNotNull('idempotency_key')
      .groupBy('entity_ref', 'author', 'idempotency_key')
      .havingRaw('count(*) > 1')
      .select('entity_ref'),
    'people with two previews that run': knex('rule_previews')
      .where({ state: 'running' })
      .groupBy('requested_by')
      .havingRaw('count(*) > 1')
      .select('requested_by'),
    'services of no preview': knex('rule_preview_services as s')
      .leftJoin('rule_previews as p', 'p.id', 's.preview_id')
      .whereNull('p.id')
      .select('s.preview_id'),
    'runs that are over without an end': knex('evaluation_runs')
      .whereNot({ state: 'running' })
      .whereNull('finished_at')
      .select('id'),
    'runs that have done more than there is': knex('evaluation_runs')
      .whereRaw('done > total')
      .select('id'),
  };
  const problems: string[] = [];
  for (const [problem, query] of Object.entries(rows)) {
    const found = await query;
    if (found.length > 0) {
      problems.push(`${found.length} ${problem}: ${JSON.stringify(found[0])}`);
    }
  }
  return [
    ...problems,
    ...(await selfReviews(knex)),
    ...(await wrongCounts(knex)),
    ...(await wrongHistories(knex)),
    ...(await wrongChanges(knex)),
  ];
}

function eventsMissing(knex: Knex, table: string, name: string) {
  return knex(table)
    .leftJoin(`${name}_events as e`, `e.${name}_id`, `${table}.id`)
    .groupBy(`${table}.id`, `${table}.revision`)
    .havingRaw('count(e.id) = 0 or count(e.id) > ??', [`${table}.revision`])
    .select(`${table}.id`);
}

/** The sums that are kept, and those of a recount. */
async function wrongCounts(knex: Knex): Promise<string[]> {
  const recount = new ScorecardCounts(
    new CheckPositions(await knex('check_positions').select('*')),
  );
  for (const row of await knex<ScorecardRow>('scorecards').select('*')) {
    recount.add(row as ScorecardRow, 1);
  }
  const kept: Record<string, any>[] =
    await knex('scorecard_counts').select('*');
  const toLine = (dimension: string, row: Record<string, any>) =>
    [
      dimension,
      row.key,
      row.kind,
      row.level,
      row.level_rank,
      ...sumColumns.map(column => Number(row[column])),
    ].join(' ');
  const dimensions = [...new Set(kept.map(({ dimension }) => dimension))];
  const expected = dimensions.flatMap(dimension =>
    recount
      .of(dimension)
      .filter(({ entities }) => entities > 0)
      .map(row => toLine(dimension, row)),
  );
  const actual = kept.map(row => toLine(row.dimension, row));
  const differing = [
    ...expected
      .filter(line => !actual.includes(line))
      .map(line => `missing: ${line}`),
    ...actual
      .filter(line => !expected.includes(line))
      .map(line => `wrong: ${line}`),
  ];
  return differing
    .slice(0, 3)
    .map(line => `counts differ from a recount, ${line}`);
}

type Row = Record<string, any>;

/** Reviews by a person who had a part in the record. */
async function selfReviews(knex: Knex): Promise<string[]> {
  const problems: string[] = [];
  for (const kind of ['assessment', 'waiver']) {
    const events: Row[] = await knex(`${kind}_events`).orderBy('id');
    for (const [id, own] of Map.groupBy(events, row => row[`${kind}_id`])) {
      const involved = new Set<string>();
      for (const { actor, action } of own) {
        if (
          ['approved', 'rejected', 'returned'].includes(action) &&
          involved.has(actor)
        ) {
          problems.push(`${kind} ${id}: ${action} by ${actor}, who wrote it`);
        }
        if (['created', 'updated', 'submitted', 'requested'].includes(action)) {
          involved.add(actor);
        }
      }
    }
  }
  return problems;
}

/** Each change of a scorecard begins where the one before it ended, and the last one has led to what is stored. */
async function wrongHistories(knex: Knex): Promise<string[]> {
  const problems: string[] = [];
  const transitions: Row[] = await knex('scorecard_transitions').orderBy('id');
  const scorecards: Row[] = await knex('scorecards');
  const positions = new CheckPositions(await knex('check_positions'));
  const current = new Map<string, string | null>();
  for (const row of scorecards) {
    const ref = row.entity_ref;
    current.set(`${ref} level`, row.level);
    current.set(`${ref} assessment`, row.assessment_status || null);
    current.set(`${ref} waived`, row.waived > 0 ? 'yes' : null);
    current.set(`${ref} stale`, row.stale === 1 ? 'yes' : null);
    for (const [checkId, { state }] of positions.toResults(row.states)) {
      current.set(`${ref} check ${checkId}`, state);
    }
  }
  const last = new Map<string, string | null>();
  for (const row of transitions) {
    const ref = row.entity_ref;
    const key = [ref, row.aspect, row.check_id].filter(Boolean).join(' ');
    const before = last.get(key) ?? null;
    // The first states of checks are not recorded.
    const isFirst = row.aspect === 'check' && !last.has(key);
    if (row.from_state === row.to_state) {
      problems.push(`${key}: a change from ${row.from_state} to the same`);
    }
    if (!isFirst && row.from_state !== before) {
      problems.push(`${key}: from ${row.from_state}, but it was ${before}`);
    }
    last.set(key, row.to_state);
    if (row.aspect === 'level' && row.to_state === null) {
      // Its checks start again without a record.
      [...last.keys()]
        .filter(other => other.startsWith(`${ref} check `))
        .forEach(other => last.delete(other));
    }
  }
  for (const [key, state] of last) {
    if (state !== (current.get(key) ?? null)) {
      problems.push(`${key}: ${current.get(key)}, but it became ${state}`);
    }
  }
  for (const { entity_ref: ref } of scorecards) {
    if (!last.has(`${ref} level`)) {
      problems.push(`${ref}: a level without a change`);
    }
  }
  return problems;
}

/** The counts of changes that are kept, and those of a recount. */
async function wrongChanges(knex: Knex): Promise<string[]> {
  const transitions: Row[] = await knex('scorecard_transitions').whereNot({
    aspect: 'check',
  });
  const differences = new Map<string, number>();
  const add = (row: Row, kind: string, changes: number) => {
    const { day, aspect, from_state: from, to_state: to, causes } = row;
    const key = [day, aspect, kind, from ?? '', to ?? '', causes].join(' ');
    differences.set(key, (differences.get(key) ?? 0) + changes);
  };
  transitions.forEach(row => add(row, row.entity_ref.split(':')[0], 1));
  const kept: Row[] = await knex('scorecard_changes');
  kept.forEach(row => add(row, row.kind, -row.changes));
  return [...differences]
    .filter(([, difference]) => difference !== 0)
    .map(([key, difference]) => `changes differ by ${difference}: ${key}`);
}
