import {
  AssessmentStatus,
  CheckState,
  Pattern,
  StateCounts,
} from '@paved-road/plugin-paved-road-common';
import { JsonColumnType } from '../database/jsonRows';
import { StoredTime, toIsoTime } from '../database/sql';
import {
  EvaluatedScorecard,
  StoredResult,
  StoredScorecard,
  StoredSummary,
} from './ScorecardStore';

/** The columns of the table `scorecards`. */
export const scorecardColumns = {
  entity_ref: 'text',
  sort_name: 'text',
  search_text: 'text',
  level: 'text',
  level_rank: 'integer',
  score: 'double precision',
  pass: 'integer',
  fail: 'integer',
  waived: 'integer',
  not_applicable: 'integer',
  unknown: 'integer',
  pattern: 'text',
  assessment_status: 'text',
  packs: 'text',
  evaluated_at: 'timestamptz',
} as const satisfies Record<string, JsonColumnType>;

/** The columns of the table `scorecard_results`. */
export const resultColumns = {
  entity_ref: 'text',
  check_id: 'text',
  position: 'integer',
  track: 'text',
  state: 'text',
  since: 'timestamptz',
  evidence: 'text',
  reason: 'text',
  waiver: 'text',
} as const satisfies Record<string, JsonColumnType>;

/** Columns with the number of checks in each state, of a scorecard or of a group of them. */
export interface CountColumns {
  pass: number | string;
  fail: number | string;
  waived: number | string;
  not_applicable: number | string;
  unknown: number | string;
}

/** The column that counts each state. */
export const countColumns: Record<CheckState, keyof CountColumns> = {
  pass: 'pass',
  fail: 'fail',
  waived: 'waived',
  'not-applicable': 'not_applicable',
  unknown: 'unknown',
};

type ResultRow = {
  check_id: string;
  track: string;
  since: StoredTime;
  evidence: string;
} & (
  | { state: 'pass' | 'fail' | 'not-applicable' }
  | { state: 'unknown'; reason: string }
  | { state: 'waived'; waiver: string }
);

/** A result with the scorecard that it is on. */
export type ScorecardRow = ResultRow &
  CountColumns & {
    entity_ref: string;
    level: string;
    score: number;
    packs: string;
    evaluated_at: StoredTime;
  };

/** A scorecard with what the index knows of its entity. */
export interface SummaryRow extends CountColumns {
  entity_ref: string;
  title: string;
  owner: string | null;
  system: string | null;
  pattern: Pattern | null;
  assessment_status: AssessmentStatus | null;
  level: string;
  score: number;
  evaluated_at: StoredTime;
}

/** Characters of a title that a list is sorted by; a cursor has to hold them. */
const SORTED_LENGTH = 100;

/** Text as it is compared; SQLite by itself knows upper and lower case of ASCII only. */
export function foldCase(text: string): string {
  return text.toLocaleLowerCase('en-US');
}

export function toScorecardRow(scorecard: EvaluatedScorecard) {
  const { entityRef, title, name, owner, counts } = scorecard;
  return {
    entity_ref: entityRef,
    sort_name: foldCase(title).slice(0, SORTED_LENGTH),
    search_text: foldCase([title, name, owner ?? ''].join('\n')),
    level: scorecard.level,
    level_rank: scorecard.levelRank,
    score: scorecard.score,
    pass: counts.pass,
    fail: counts.fail,
    waived: counts.waived,
    not_applicable: counts['not-applicable'],
    unknown: counts.unknown,
    pattern: scorecard.pattern ?? null,
    assessment_status: scorecard.assessmentStatus ?? null,
    packs: JSON.stringify(scorecard.packs),
    evaluated_at: new Date(scorecard.evaluatedAt),
  } satisfies Record<keyof typeof scorecardColumns, unknown>;
}

export function toResultRows(scorecard: EvaluatedScorecard) {
  return scorecard.results.map(
    (result, position) =>
      ({
        entity_ref: scorecard.entityRef,
        check_id: result.checkId,
        position,
        track: result.track,
        state: result.state,
        since: new Date(scorecard.evaluatedAt),
        evidence: JSON.stringify(result.evidence),
        reason: result.state === 'unknown' ? result.reason : null,
        waiver:
          result.state === 'waived' ? JSON.stringify(result.waiver) : null,
      }) satisfies Record<keyof typeof resultColumns, unknown>,
  );
}

/** PostgreSQL gives a sum as text, since it may be larger than a number can be. */
export function toCounts(row: CountColumns): StateCounts {
  return {
    pass: Number(row.pass),
    fail: Number(row.fail),
    waived: Number(row.waived),
    'not-applicable': Number(row.not_applicable),
    unknown: Number(row.unknown),
  };
}

function toResult(row: ResultRow): StoredResult {
  const base = {
    checkId: row.check_id,
    track: row.track,
    since: toIsoTime(row.since),
    evidence: JSON.parse(row.evidence),
  };
  switch (row.state) {
    case 'unknown':
      return { ...base, state: row.state, reason: row.reason };
    case 'waived':
      return { ...base, state: row.state, waiver: JSON.parse(row.waiver) };
    default:
      return { ...base, state: row.state };
  }
}

/** @param rows - all results of one scorecard */
export function toScorecard(rows: ScorecardRow[]): StoredScorecard | undefined {
  const [scorecard] = rows;
  return (
    scorecard && {
      entityRef: scorecard.entity_ref,
      level: scorecard.level,
      score: scorecard.score,
      counts: toCounts(scorecard),
      results: rows.map(toResult),
      packs: JSON.parse(scorecard.packs) as StoredScorecard['packs'],
      evaluatedAt: toIsoTime(scorecard.evaluated_at),
    }
  );
}

export function toSummary(row: SummaryRow, failing: string[]): StoredSummary {
  return {
    entityRef: row.entity_ref,
    title: row.title,
    owner: row.owner ?? undefined,
    system: row.system ?? undefined,
    pattern: row.pattern ?? undefined,
    assessmentStatus: row.assessment_status ?? undefined,
    level: row.level,
    score: row.score,
    counts: toCounts(row),
    failing,
    evaluatedAt: toIsoTime(row.evaluated_at),
  };
}
