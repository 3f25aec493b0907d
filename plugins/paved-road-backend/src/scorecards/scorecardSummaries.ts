import { SummaryGrouping } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { ScorecardGroup, ScorecardTotals } from './ScorecardStore';
import { CountColumns, countColumns, toCounts } from './scorecardRows';

const none = 'none';

/** SQL of what scorecards are grouped by; `r` are their results, by check or track. */
const keys: Record<SummaryGrouping, string> = {
  level: 's.level',
  owner: 'e.owner',
  system: 'e.system',
  pattern: 's.pattern',
  check: 'r.check_id',
  track: 'r.track',
};

/** Scorecards of one group that are at the same level. */
interface GroupRow extends CountColumns {
  key: string | null;
  level: string;
  entities: number | string;
  on_the_road: number | string;
  score: number;
}

/** One statement for the figures over all scorecards. */
export async function selectTotals(
  knex: Knex,
  scorecards: Knex.QueryBuilder,
  targetRank: number,
): Promise<ScorecardTotals> {
  const countWhere = (condition: string, ...values: Knex.RawBinding[]) =>
    knex.raw(`COALESCE(SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END), 0)`, [
      ...values,
    ]);
  const [row]: Record<keyof ScorecardTotals, number | string>[] =
    await scorecards.select({
      entities: knex.raw('COUNT(*)'),
      assessed: countWhere("s.assessment_status <> 'draft'"),
      approved: countWhere("s.assessment_status = 'approved'"),
      submitted: countWhere("s.assessment_status = 'submitted'"),
      onTheRoad: countWhere('s.level_rank >= ?', targetRank),
      waived: countWhere('s.waived > 0'),
    });
  return {
    entities: Number(row.entities),
    assessed: Number(row.assessed),
    approved: Number(row.approved),
    submitted: Number(row.submitted),
    onTheRoad: Number(row.onTheRoad),
    waived: Number(row.waived),
  };
}

/** One statement for the groups, whatever they are grouped by. */
export async function selectGroups(
  knex: Knex,
  scorecards: Knex.QueryBuilder,
  groupBy: SummaryGrouping,
  targetRank: number,
): Promise<ScorecardGroup[]> {
  const counted = groupBy === 'check' || groupBy === 'track' ? 'r' : 's';
  if (counted === 'r') {
    scorecards.join(
      countResults(knex, groupBy),
      'r.entity_ref',
      's.entity_ref',
    );
  }
  const rows: GroupRow[] = await scorecards
    .select({
      key: knex.raw(keys[groupBy]),
      level: 's.level',
      entities: knex.raw('COUNT(*)'),
      on_the_road: knex.raw(
        'SUM(CASE WHEN s.level_rank >= ? THEN 1 ELSE 0 END)',
        [targetRank],
      ),
      score: knex.raw('SUM(s.score)'),
    })
    .select(
      Object.values(countColumns).map(column =>
        knex.raw('SUM(??) AS ??', [`${counted}.${column}`, column]),
      ),
    )
    .groupByRaw(`${keys[groupBy]}, s.level`);
  return mergeLevels(rows);
}

/** The results of each entity, counted by check or track. */
function countResults(knex: Knex, groupBy: SummaryGrouping): Knex.QueryBuilder {
  const column = groupBy === 'check' ? 'check_id' : 'track';
  return knex('scorecard_results')
    .select('entity_ref', column)
    .select(
      Object.entries(countColumns).map(([state, name]) =>
        knex.raw('SUM(CASE WHEN state = ? THEN 1 ELSE 0 END) AS ??', [
          state,
          name,
        ]),
      ),
    )
    .groupBy('entity_ref', column)
    .as('r');
}

function mergeLevels(rows: GroupRow[]): ScorecardGroup[] {
  const groups = new Map<string, ScorecardGroup>();
  for (const row of rows) {
    const key = row.key ?? none;
    const entities = Number(row.entities);
    const group = groups.get(key) ?? emptyGroup(key);
    const before = group.entities;
    group.entities += entities;
    group.onTheRoad += Number(row.on_the_road);
    group.score = (group.score * before + row.score) / group.entities;
    group.levels[row.level] = entities;
    for (const [state, count] of Object.entries(toCounts(row))) {
      group.states[state as keyof ScorecardGroup['states']] += count;
    }
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** A group without scorecards. */
export function emptyGroup(key: string): ScorecardGroup {
  return {
    key,
    entities: 0,
    onTheRoad: 0,
    score: 0,
    levels: {},
    states: { pass: 0, fail: 0, waived: 0, 'not-applicable': 0, unknown: 0 },
  };
}
