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
  return [...problems, ...(await wrongCounts(knex))];
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
