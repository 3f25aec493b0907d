import {
  AssessmentStatus,
  CheckState,
  Pattern,
  StateCounts,
} from '@paved-road/plugin-paved-road-common';
import { JsonColumnType } from '../../database/jsonRows';
import { StoredTime, toIsoTime } from '../../database/sql';
import { toSinceDays, toStates } from './checkPositions';
import { EvaluatedScorecard, StoredSummary } from './ScorecardStore';

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

/** The columns of the table `scorecards`. */
export const scorecardColumns = {
  entity_ref: 'text',
  revision: 'integer',
  complete_revision: 'integer',
  level_rank: 'integer',
  level: 'text',
  score: 'integer',
  pass: 'integer',
  fail: 'integer',
  waived: 'integer',
  not_applicable: 'integer',
  unknown: 'integer',
  states: 'text',
  owner: 'text',
  system: 'text',
  pattern: 'text',
  assessment_status: 'text',
  stale: 'integer',
  stage: 'text',
  lifecycle: 'text',
  type: 'text',
  lift: 'text',
  lift_level: 'text',
  since_days: 'text',
  level_since: 'text',
  sort_name: 'text',
  title: 'text',
  search_text: 'text',
  evaluated_at: 'timestamptz',
} as const satisfies Record<string, JsonColumnType>;

/** How often a scorecard was saved, and the last save with all columns. */
export interface RevisedRow {
  revision: number;
  complete_revision: number | null;
}

/** False if an earlier version, which does not know all columns, saved it last. */
export function isComplete(row: RevisedRow): boolean {
  return row.complete_revision === row.revision;
}

/** The kind of an entity, from its reference in the stored form. */
export function kindOf(entityRef: string): string {
  return entityRef.slice(0, entityRef.indexOf(':'));
}

/** Whether a scorecard is of an entity that can be assessed; see {@link isAssessable}. */
export const assessableOnly =
  "(entity_ref LIKE 'component:%' OR entity_ref LIKE 'system:%')";

/** The groupings and summands of a scorecard. */
export interface CountedRow {
  entity_ref: string;
  level: string;
  level_rank: number;
  /** Hundredths. */
  score: number;
  pass: number;
  fail: number;
  waived: number;
  not_applicable: number;
  unknown: number;
  states: string;
  owner: string;
  system: string;
  pattern: string;
  assessment_status: string;
  /** Null if the assessment was approved before this was recorded, or by an earlier version, and not checked since. */
  stale: number | null;
  stage: string;
  lift: string;
  lift_level: string;
}

/** A row of the table `scorecards`, as lists select it. */
export interface SummaryRow extends CountColumns {
  entity_ref: string;
  title: string;
  owner: string;
  system: string;
  pattern: Pattern | '';
  assessment_status: AssessmentStatus | '';
  stale: number | null;
  level: string;
  level_since: string;
  score: number;
  states: string;
  evaluated_at: StoredTime;
}

/** Characters of a title for sorting; a cursor must contain them. */
const SORTED_LENGTH = 100;

/** Text for comparison; SQLite itself knows upper and lower case only in ASCII. */
export function foldCase(text: string): string {
  return text.toLocaleLowerCase('en-US');
}

/** Scores are whole numbers in the database, so that sums stay exact. */
export function toHundredths(score: number): number {
  return Math.round(score * 100);
}

export function toScorecardRow(
  scorecard: EvaluatedScorecard,
  revision: number,
  {
    positions,
    since,
    levelSince,
  }: { positions: number[]; since: number[]; levelSince: string },
) {
  const { entityRef, title, name, owner = '', counts } = scorecard;
  return {
    entity_ref: entityRef,
    revision,
    complete_revision: revision,
    level_rank: scorecard.levelRank,
    level: scorecard.level,
    score: toHundredths(scorecard.score),
    pass: counts.pass,
    fail: counts.fail,
    waived: counts.waived,
    not_applicable: counts['not-applicable'],
    unknown: counts.unknown,
    states: toStates(scorecard.results, positions),
    owner,
    system: scorecard.system ?? '',
    pattern: scorecard.pattern ?? '',
    assessment_status: scorecard.assessmentStatus ?? '',
    stale: scorecard.stale ? 1 : 0,
    stage: scorecard.stage ?? '',
    lifecycle: scorecard.lifecycle ?? '',
    type: scorecard.type ?? '',
    lift: scorecard.lift?.checkId ?? '',
    lift_level: scorecard.lift?.level ?? '',
    since_days: toSinceDays(since),
    level_since: levelSince,
    sort_name: foldCase(title).slice(0, SORTED_LENGTH),
    title,
    search_text: foldCase([title, name, owner].join('\n')),
    evaluated_at: new Date(scorecard.evaluatedAt),
  } satisfies Record<keyof typeof scorecardColumns, unknown>;
}

/** PostgreSQL returns a sum as text, since it may exceed the range of a number. */
export function toCounts(row: CountColumns): StateCounts {
  return {
    pass: Number(row.pass),
    fail: Number(row.fail),
    waived: Number(row.waived),
    'not-applicable': Number(row.not_applicable),
    unknown: Number(row.unknown),
  };
}

export function toSummary(
  row: SummaryRow,
  details: Pick<StoredSummary, 'failing' | 'levelHistory'>,
): StoredSummary {
  return {
    entityRef: row.entity_ref,
    title: row.title,
    owner: row.owner || undefined,
    system: row.system || undefined,
    pattern: row.pattern || undefined,
    assessmentStatus: row.assessment_status || undefined,
    stale: row.stale === 1,
    level: row.level,
    // Empty if an earlier version evaluated it first.
    levelSince: row.level_since || toIsoTime(row.evaluated_at),
    score: row.score / 100,
    counts: toCounts(row),
    ...details,
    evaluatedAt: toIsoTime(row.evaluated_at),
  };
}
