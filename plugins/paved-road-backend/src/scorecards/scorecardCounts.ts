import { SummaryGrouping } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { JsonColumnType, JsonRow, selectJsonRows } from '../database/jsonRows';
import { CheckPositions, stateAt } from './checkPositions';
import { countColumns, CountedRow } from './scorecardRows';

/** By what scorecards are counted; teams are put together from owners. */
export type Dimension =
  Exclude<SummaryGrouping, 'team'> | 'assessment' | 'waived';

/** The columns of the table `scorecard_counts`. */
const columns = {
  dimension: 'text',
  key: 'text',
  level_rank: 'integer',
  level: 'text',
  entities: 'integer',
  score: 'integer',
  pass: 'integer',
  fail: 'integer',
  waived: 'integer',
  not_applicable: 'integer',
  unknown: 'integer',
} as const satisfies Record<string, JsonColumnType>;

const keyColumns = ['dimension', 'key', 'level_rank', 'level'] as const;
export const sumColumns = [
  'entities',
  'score',
  ...Object.values(countColumns),
] as const;

/** Sums over scorecards of the same level that have something in common. */
export type CountRow = Record<
  'level_rank' | (typeof sumColumns)[number],
  number
> &
  Record<'key' | 'level', string>;

/** Sums over scorecards, in all dimensions or in one. */
export class ScorecardCounts {
  readonly #rows = new Map<string, CountRow & { dimension: Dimension }>();
  readonly #positions: CheckPositions;

  constructor(positions: CheckPositions) {
    this.#positions = positions;
  }

  /** Counts a scorecard, or with -1 takes it out. */
  add(row: CountedRow, times: 1 | -1): void {
    const score = times * row.score;
    const whole = [
      this.#sum('level', row.level, row, times, score),
      this.#sum('owner', row.owner, row, times, score),
      this.#sum('system', row.system, row, times, score),
      this.#sum('pattern', row.pattern, row, times, score),
      this.#sum('assessment', row.assessment_status, row, times, score),
    ];
    if (row.waived > 0) {
      whole.push(this.#sum('waived', '', row, times, score));
    }
    this.addChecks(row, times, score, whole);
  }

  /**
   * Counts scorecards that are in the same states by check and track.
   *
   * @param score - of all of them
   * @param others - other sums that their states are part of
   */
  addChecks(
    {
      level,
      level_rank,
      states,
    }: Pick<CountedRow, 'level' | 'level_rank' | 'states'>,
    entities: number,
    score: number,
    others: CountRow[] = [],
  ): void {
    const tracks = new Map<string, CountRow>();
    for (let position = 1; position <= states.length; position++) {
      const state = stateAt(states, position);
      if (state) {
        const { checkId, track } = this.#positions.at(position);
        const group = { level, level_rank };
        const byCheck = this.#sum('check', checkId, group, entities, score);
        let byTrack = tracks.get(track);
        if (!byTrack) {
          byTrack = this.#sum('track', track, group, entities, score);
          tracks.set(track, byTrack);
        }
        const column = countColumns[state];
        byCheck[column] += entities;
        byTrack[column] += entities;
        for (const other of others) {
          other[column] += entities;
        }
      }
    }
  }

  /** What is counted in one dimension. */
  of(dimension: Dimension): CountRow[] {
    return [...this.#rows.values()].filter(row => row.dimension === dimension);
  }

  /** Adds all of it to the table, in one order for all writers, so that two of them cannot wait for each other. */
  async save(tx: Knex): Promise<void> {
    const changed = [...this.#rows.values()].filter(row =>
      sumColumns.some(column => row[column] !== 0),
    );
    if (changed.length === 0) {
      return;
    }
    await tx.raw(
      `INSERT INTO scorecard_counts (${Object.keys(columns)})
      SELECT * FROM (?) AS changed WHERE true ORDER BY ${keyColumns}
      ON CONFLICT (${keyColumns}) DO UPDATE SET ${sumColumns.map(
        column => `${column} = scorecard_counts.${column} + excluded.${column}`,
      )}`,
      [selectJsonRows(tx, columns, changed satisfies JsonRow[])],
    );
    const fewer = changed.filter(({ entities }) => entities < 0);
    if (fewer.length > 0) {
      const { dimension, key, level_rank, level } = columns;
      await tx('scorecard_counts')
        .where('entities', 0)
        .whereRaw(`(${keyColumns}) IN (?)`, [
          selectJsonRows(tx, { dimension, key, level_rank, level }, fewer),
        ])
        .delete();
    }
  }

  #sum(
    dimension: Dimension,
    key: string,
    { level, level_rank }: Pick<CountedRow, 'level' | 'level_rank'>,
    entities: number,
    score: number,
  ): CountRow {
    const id = `${dimension}\n${key}\n${level_rank}\n${level}`;
    let row = this.#rows.get(id);
    if (!row) {
      row = {
        dimension,
        key,
        level_rank,
        level,
        entities: 0,
        score: 0,
        pass: 0,
        fail: 0,
        waived: 0,
        not_applicable: 0,
        unknown: 0,
      };
      this.#rows.set(id, row);
    }
    row.entities += entities;
    row.score += score;
    return row;
  }
}
