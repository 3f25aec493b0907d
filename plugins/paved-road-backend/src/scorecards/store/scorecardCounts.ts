import { SummaryGrouping } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { isAssessable } from '../../catalog/entityRecord';
import { JsonColumnType, selectJsonRows } from '../../database/jsonRows';
import { CheckPositions, stateAt } from './checkPositions';
import {
  CountColumns,
  countColumns,
  ScorecardRow,
  parseKind,
} from './scorecardRows';

/**
 * The dimensions of counts, for each kind of entity; teams are sums of owners. `assessment` and `stage-pattern` count
 * only entities that can be assessed. The keys of `lift` (check and reached level), `stage-pattern` and `owner-track`
 * are pairs; see {@link toPairKey}.
 */
export type Dimension =
  | Exclude<SummaryGrouping, 'team'>
  | 'assessment'
  | 'waived'
  | 'stale'
  | 'lift'
  | 'stage-pattern'
  | 'owner-track';

/** Two ids as one key; neither contains a space. */
export function toPairKey(first: string, second: string): string {
  return `${first} ${second}`;
}

export function fromPairKey(key: string): [first: string, second: string] {
  const [first, second] = key.split(' ');
  return [first, second];
}

/** The columns of the table `scorecard_counts`. */
const columns = {
  dimension: 'text',
  key: 'text',
  kind: 'text',
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

const keyColumns = ['dimension', 'key', 'kind', 'level_rank', 'level'] as const;
export const sumColumns = [
  'entities',
  'score',
  ...Object.values(countColumns),
] as const;

/** Sums over scorecards of the same level in one group. */
export type CountRow = Record<
  'level_rank' | (typeof sumColumns)[number],
  number
> &
  Record<'key' | 'level', string>;

/** Sums over scorecards of one kind and level. */
interface LevelCounts {
  kind: string;
  level: string;
  level_rank: number;
  rows: Map<Dimension, Map<string, CountRow>>;
  /** The groups that count a result at a position; cached, because there are many results. */
  byPosition: { check: Group; track: Group }[];
}

interface Group {
  row: CountRow;
  /** Number of the last addition that counted in this group. */
  addition: number;
}

type LevelledRow = Pick<ScorecardRow, 'level' | 'level_rank'> &
  Partial<Pick<ScorecardRow, 'entity_ref'>>;

/** Sums over scorecards, in all dimensions or in one. */
export class ScorecardCounts {
  readonly #levels = new Map<string, LevelCounts>();
  #additions = 0;

  constructor(private readonly positions: CheckPositions) {}

  /** Counts a scorecard, or removes it with -1. */
  add(row: ScorecardRow, times: 1 | -1): void {
    const counts = this.#levelOf(row);
    const groups = [
      getOrAddRow(counts, 'level', row.level),
      getOrAddRow(counts, 'owner', row.owner),
      getOrAddRow(counts, 'system', row.system),
      getOrAddRow(counts, 'pattern', row.pattern),
    ];
    if (isAssessable(row.entity_ref)) {
      groups.push(
        getOrAddRow(counts, 'assessment', row.assessment_status),
        getOrAddRow(counts, 'stage-pattern', toPairKey(row.stage, row.pattern)),
      );
    }
    if (row.lift !== '') {
      groups.push(
        getOrAddRow(counts, 'lift', toPairKey(row.lift, row.lift_level)),
      );
    }
    if (row.waived > 0) {
      groups.push(getOrAddRow(counts, 'waived', ''));
    }
    if (row.stale === 1) {
      groups.push(getOrAddRow(counts, 'stale', ''));
    }
    for (const group of groups) {
      group.entities += times;
      group.score += times * row.score;
      for (const column of Object.values(countColumns)) {
        group[column] += times * row[column];
      }
    }
    this.addChecks(row, times, times * row.score);
    this.#addTracks(row, times);
  }

  /**
   * Counts scorecards with the same states by check and track.
   *
   * @param row - with an entity if its kind matters
   * @param score - of all of them
   */
  addChecks(
    row: LevelledRow & Pick<ScorecardRow, 'states'>,
    entities: number,
    score: number,
  ): void {
    const counts = this.#levelOf(row);
    const addition = ++this.#additions;
    const add = (group: Group, column: keyof CountColumns) => {
      group.row[column] += entities;
      if (group.addition !== addition) {
        group.addition = addition;
        group.row.entities += entities;
        group.row.score += score;
      }
    };
    for (let position = 1; position <= row.states.length; position++) {
      const state = stateAt(row.states, position);
      if (state) {
        const { check, track } = this.#groupsAt(counts, position);
        add(check, countColumns[state]);
        add(track, countColumns[state]);
      }
    }
  }

  of(dimension: Dimension): (CountRow & { kind: string })[] {
    return [...this.#levels.values()].flatMap(({ kind, rows }) =>
      Array.from(rows.get(dimension)?.values() ?? [], row => ({
        kind,
        ...row,
      })),
    );
  }

  /** Adds everything to the table, in the same order for all writers, so that they cannot deadlock. */
  async save(tx: Knex): Promise<void> {
    const changed = [...this.#levels.values()]
      .flatMap(({ kind, rows }) =>
        [...rows].flatMap(([dimension, sums]) =>
          Array.from(sums.values(), row => ({ dimension, kind, ...row })),
        ),
      )
      .filter(row => sumColumns.some(column => row[column] !== 0));
    if (changed.length === 0) {
      return;
    }
    const updates = sumColumns.map(
      column => `${column} = scorecard_counts.${column} + excluded.${column}`,
    );
    await tx.raw(
      `INSERT INTO scorecard_counts (${Object.keys(columns)})
      SELECT * FROM (?) AS changed WHERE true ORDER BY ${keyColumns}
      ON CONFLICT (${keyColumns}) DO UPDATE SET ${updates}`,
      [selectJsonRows(tx, columns, changed)],
    );
    const fewer = changed.filter(({ entities }) => entities < 0);
    if (fewer.length > 0) {
      const { dimension, key, kind, level_rank, level } = columns;
      await tx('scorecard_counts')
        .where('entities', 0)
        .whereRaw(`(${keyColumns}) IN (?)`, [
          selectJsonRows(
            tx,
            { dimension, key, kind, level_rank, level },
            fewer,
          ),
        ])
        .delete();
    }
  }

  /* By owner and track. */
  #addTracks(row: ScorecardRow, times: 1 | -1): void {
    const counts = this.#levelOf(row);
    const groups = new Set<CountRow>();
    for (let position = 1; position <= row.states.length; position++) {
      const state = stateAt(row.states, position);
      if (state) {
        const { track } = this.positions.at(position);
        const group = getOrAddRow(
          counts,
          'owner-track',
          toPairKey(row.owner, track),
        );
        group[countColumns[state]] += times;
        groups.add(group);
      }
    }
    for (const group of groups) {
      group.entities += times;
      group.score += times * row.score;
    }
  }

  #levelOf({ entity_ref, level, level_rank }: LevelledRow): LevelCounts {
    const kind = entity_ref === undefined ? '' : parseKind(entity_ref);
    const id = `${kind} ${level_rank} ${level}`;
    let counts = this.#levels.get(id);
    if (!counts) {
      counts = { kind, level, level_rank, rows: new Map(), byPosition: [] };
      this.#levels.set(id, counts);
    }
    return counts;
  }

  #groupsAt(counts: LevelCounts, position: number) {
    let groups = counts.byPosition[position];
    if (!groups) {
      const { checkId, track } = this.positions.at(position);
      const trackRow = getOrAddRow(counts, 'track', track);
      groups = {
        check: { row: getOrAddRow(counts, 'check', checkId), addition: 0 },
        // Shared by all checks of the track.
        track: counts.byPosition.find(known => known?.track.row === trackRow)
          ?.track ?? { row: trackRow, addition: 0 },
      };
      counts.byPosition[position] = groups;
    }
    return groups;
  }
}

function getOrAddRow(
  { level, level_rank, rows }: LevelCounts,
  dimension: Dimension,
  key: string,
): CountRow {
  let ofDimension = rows.get(dimension);
  if (!ofDimension) {
    ofDimension = new Map();
    rows.set(dimension, ofDimension);
  }
  let row = ofDimension.get(key);
  if (!row) {
    row = {
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
    ofDimension.set(key, row);
  }
  return row;
}
