import { CheckResult, CheckState } from '@paved-road/plugin-paved-road-common';
import { changeCauses } from '@paved-road/plugin-paved-road-common/rules';
import { StoredTime, toIsoTime } from '../../database/sql';
import { CheckPositions, stateAt } from './checkPositions';
import { CountColumns, toCounts } from './scorecardRows';
import {
  InputHashes,
  ScorecardChange,
  StoredResult,
  StoredScorecard,
} from './ScorecardStore';

/** A scorecard with its details. */
export interface ScorecardRow extends CountColumns {
  entity_ref: string;
  level: string;
  score: number;
  states: string;
  since: string;
  packs: string;
  results: string;
  evaluated_at: StoredTime;
}

/* The part of a result beyond `states` and `check_positions`; short, because there is one per check and entity. */
interface DetailedResult {
  at: number;
  evidence: [name: string, value: string][];
  reason?: string;
  fact?: string;
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

/** Milliseconds: since when the check at each position has been in its state; 0 where there is no result. */
export function toSince(text: string): number[] {
  return JSON.parse(text);
}

/** The ids of checks that are in a state, in the order of the scorecard. */
export function checksInState(
  { states, results }: Pick<ScorecardRow, 'states' | 'results'>,
  state: CheckState,
  positions: CheckPositions,
): string[] {
  return toDetailedResults(results)
    .filter(({ at }) => stateAt(states, at) === state)
    .map(({ at }) => positions.at(at).checkId);
}

export function toScorecard(
  row: ScorecardRow,
  positions: CheckPositions,
): StoredScorecard {
  return {
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
  row: Pick<ScorecardRow, 'states' | 'since' | 'results'>,
  positions: CheckPositions,
): StoredResult[] {
  const since = toSince(row.since);
  return toDetailedResults(row.results).map(
    ({ at, evidence, ...details }) =>
      ({
        ...positions.at(at),
        ...details,
        state: stateAt(row.states, at),
        evidence: evidence.map(([name, value]) => ({ name, value })),
        since: toIsoTime(since[at - 1]),
      }) as StoredResult,
  );
}

function toDetailedResults(text: string): DetailedResult[] {
  return JSON.parse(text);
}

function toDetailed(result: CheckResult, at: number): DetailedResult {
  const evidence = result.evidence.map(
    ({ name, value }) => [name, value] satisfies [string, string],
  );
  switch (result.state) {
    case 'unknown':
      return { at, evidence, reason: result.reason, fact: result.fact };
    case 'fail':
      return { at, evidence, templateValues: templateValuesOf(result) };
    case 'waived':
      return {
        at,
        evidence,
        waiver: result.waiver,
        templateValues: templateValuesOf(result),
      };
    default:
      return { at, evidence };
  }
}

function templateValuesOf({
  remediation,
}: Extract<CheckResult, { state: 'fail' | 'waived' }>) {
  return remediation.template?.values;
}
