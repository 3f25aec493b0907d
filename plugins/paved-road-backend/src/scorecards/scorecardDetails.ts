import {
  changeCauses,
  CheckResult,
} from '@paved-road/plugin-paved-road-common';
import { JsonColumnType } from '../database/jsonRows';
import { StoredTime, toIsoTime } from '../database/sql';
import { CountColumns, toCounts } from './scorecardRows';
import {
  InputDigests,
  ScorecardChange,
  StoredResult,
  StoredScorecard,
} from './ScorecardStore';

/** The columns of the table `scorecard_details`. */
export const detailColumns = {
  entity_ref: 'text',
  inputs: 'text',
  since: 'text',
  packs: 'text',
  results: 'text',
} as const satisfies Record<string, JsonColumnType>;

/** Milliseconds by check: since when it has been in its state. */
export type SinceByCheck = Record<string, number>;

type UndatedResult = StoredResult extends infer T
  ? T extends StoredResult
    ? Omit<T, 'since'>
    : never
  : never;

/** A scorecard with its details. */
export interface ScorecardRow extends CountColumns {
  entity_ref: string;
  level: string;
  score: number;
  since: string;
  packs: string;
  results: string;
  evaluated_at: StoredTime;
}

export function toDetailRow(
  { scorecard, inputs }: ScorecardChange,
  since: SinceByCheck,
) {
  return {
    entity_ref: scorecard.entityRef,
    inputs: JSON.stringify(changeCauses.map(cause => inputs[cause])),
    since: JSON.stringify(since),
    packs: JSON.stringify(scorecard.packs),
    results: JSON.stringify(scorecard.results.map(toUndated)),
  } satisfies Record<keyof typeof detailColumns, unknown>;
}

export function toInputs(text: string): InputDigests {
  const digests: string[] = JSON.parse(text);
  return Object.fromEntries(
    changeCauses.map((cause, index) => [cause, digests[index] ?? '']),
  ) as InputDigests;
}

export function toSince(text: string): SinceByCheck {
  return JSON.parse(text);
}

/** In their order on the scorecard. */
export function toUndatedResults(text: string): UndatedResult[] {
  return JSON.parse(text);
}

export function toScorecard(row: ScorecardRow): StoredScorecard {
  const since = toSince(row.since);
  return {
    entityRef: row.entity_ref,
    level: row.level,
    score: row.score / 100,
    counts: toCounts(row),
    results: toUndatedResults(row.results).map(result => ({
      ...result,
      since: toIsoTime(since[result.checkId]),
    })),
    packs: JSON.parse(row.packs) as StoredScorecard['packs'],
    evaluatedAt: toIsoTime(row.evaluated_at),
  };
}

function toUndated(result: CheckResult): UndatedResult {
  const { checkId, track, evidence } = result;
  const base = { checkId, track, evidence };
  switch (result.state) {
    case 'unknown':
      return { ...base, state: result.state, reason: result.reason };
    case 'fail':
      return { ...base, state: result.state, ...templateValuesOf(result) };
    case 'waived':
      return {
        ...base,
        state: result.state,
        waiver: result.waiver,
        ...templateValuesOf(result),
      };
    default:
      return { ...base, state: result.state };
  }
}

function templateValuesOf({
  remediation,
}: Extract<CheckResult, { state: 'fail' | 'waived' }>) {
  const values = remediation.template?.values;
  return values && { templateValues: values };
}
