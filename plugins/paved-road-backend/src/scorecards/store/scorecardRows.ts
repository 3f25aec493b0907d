import {
  AssessmentStatus,
  CheckResult,
  CheckState,
  Pattern,
  StateCounts,
} from '@paved-road/plugin-paved-road-common';
import { JsonColumnType } from '../../database/jsonRows';
import { StoredTime, toIsoTime } from '../../database/sql';
import {
  CheckPositions,
  stateAt,
  toSinceDays,
  toStates,
} from './checkPositions';
import { StoredSummary } from './fleetQueries';
import { LastLevelChange } from './lostLevels';
import {
  EvaluatedScorecard,
  InputHashes,
  ScorecardChange,
  StoredResult,
  StoredScorecard,
} from './StoredScorecard';
import { changeCauses } from '@paved-road/plugin-paved-road-common/rules';

/** The number of checks in each state, of a scorecard or a group. */
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

/** A row of the table `scorecards`. Texts are empty without a value, scores are in hundredths. */
export type ScorecardRow = {
  [Name in keyof typeof scorecardColumns]: {
    text: string;
    integer: number;
    timestamptz: StoredTime;
  }[(typeof scorecardColumns)[Name]];
};

/** A row of the table `scorecard_details`. */
export interface DetailRow {
  since: string;
  packs: string;
  results: string;
}

/** Reads the kind of a normalized entity reference. */
export function parseKind(entityRef: string): string {
  return entityRef.slice(0, entityRef.indexOf(':'));
}

/** Condition for entities that can be assessed; see {@link isAssessable}. */
export const assessableOnly =
  "(entity_ref LIKE 'component:%' OR entity_ref LIKE 'system:%')";

/** Characters of a title for sorting; a cursor must contain them. */
const SORTED_LENGTH = 100;

/** Text for comparison; SQLite changes the case of ASCII only. */
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
  row: ScorecardRow,
  details: Pick<StoredSummary, 'failing' | 'levelHistory' | 'lastChange'>,
): StoredSummary {
  return {
    entityRef: row.entity_ref,
    title: row.title,
    owner: row.owner || undefined,
    system: row.system || undefined,
    pattern: (row.pattern as Pattern) || undefined,
    assessmentStatus: (row.assessment_status as AssessmentStatus) || undefined,
    stale: row.stale === 1,
    level: row.level,
    levelSince: row.level_since,
    score: row.score / 100,
    counts: toCounts(row),
    ...details,
    evaluatedAt: toIsoTime(row.evaluated_at),
  };
}

/* The rest of a result, besides `states` and `check_positions`. Short, because there is one per check and entity. */
interface DetailedResult {
  at: number;
  evidence: [name: string, value: string, file?: string, line?: number][];
  reason?: string;
  fact?: string;
  file?: string;
  line?: number;
  details?: string;
  waiver?: Extract<CheckResult, { state: 'waived' }>['waiver'];
  templateValues?: Record<string, string>;
}

export function toDetailRow(
  { scorecard, inputs }: ScorecardChange,
  since: number[],
  positions: number[],
) {
  return {
    entity_ref: scorecard.entityRef,
    inputs: JSON.stringify(changeCauses.map(cause => inputs[cause])),
    since: JSON.stringify(since),
    packs: JSON.stringify(scorecard.packs),
    results: JSON.stringify(
      scorecard.results.map((result, index) =>
        toDetailed(result, positions[index]),
      ),
    ),
  };
}

export function toInputs(text: string): InputHashes {
  const hashes: string[] = JSON.parse(text);
  return Object.fromEntries(
    changeCauses.map((cause, index) => [cause, hashes[index] ?? '']),
  ) as InputHashes;
}

/** Since when the check at each position has been in its state, in milliseconds; 0 without a result. */
export function toSince(text: string): number[] {
  return JSON.parse(text);
}

/** The ids of checks in a state, in the order of the scorecard. */
export function findChecksInState(
  { states, results }: Pick<ScorecardRow & DetailRow, 'states' | 'results'>,
  state: CheckState,
  positions: CheckPositions,
): string[] {
  return toDetailedResults(results)
    .filter(({ at }) => stateAt(states, at) === state)
    .map(({ at }) => positions.at(at).checkId);
}

export function toScorecard(
  row: ScorecardRow & DetailRow,
  positions: CheckPositions,
  lastChange: LastLevelChange | undefined,
): StoredScorecard {
  return {
    ...(lastChange && { lastChange }),
    entityRef: row.entity_ref,
    level: row.level,
    score: row.score / 100,
    counts: toCounts(row),
    results: toResults(row, positions),
    packs: JSON.parse(row.packs) as StoredScorecard['packs'],
    evaluatedAt: toIsoTime(row.evaluated_at),
  };
}

/** The results in the order of the scorecard. */
export function toResults(
  row: Pick<ScorecardRow & DetailRow, 'states' | 'since' | 'results'>,
  positions: CheckPositions,
): StoredResult[] {
  const since = toSince(row.since);
  return toDetailedResults(row.results).map(
    ({ at, evidence, ...details }) =>
      ({
        ...positions.at(at),
        ...details,
        state: stateAt(row.states, at),
        evidence: evidence.map(([name, value, file, line]) => ({
          name,
          value,
          ...(file !== undefined && { file, line }),
        })),
        since: toIsoTime(since[at - 1]),
      }) as StoredResult,
  );
}

function toDetailedResults(text: string): DetailedResult[] {
  return JSON.parse(text);
}

function toDetailed(result: CheckResult, at: number): DetailedResult {
  const evidence = result.evidence.map(
    ({ name, value, file, line }): DetailedResult['evidence'][number] =>
      file === undefined ? [name, value] : [name, value, file, line],
  );
  switch (result.state) {
    case 'unknown':
      return {
        at,
        evidence,
        reason: result.reason,
        fact: result.fact,
        file: result.file,
        line: result.line,
        details: result.details,
      };
    case 'fail':
    case 'waived':
      return {
        at,
        evidence,
        waiver: result.state === 'waived' ? result.waiver : undefined,
        templateValues: result.remediation.template?.values,
      };
    default:
      return { at, evidence };
  }
}
