import { CheckResult } from '@paved-road/plugin-paved-road-common';
import { table } from '../scorecards/tables';
import { Judgement } from './judgements';

export interface ComparedVerdict {
  judgement: Judgement;
  result: CheckResult;
}

/** Checks whose truth needs a catalog. */
const outOfReach = ['owner-is-group', 'part-of-system'];

/** Pairs the judgements with the results of a repository or folder. */
export function compareVerdicts(
  judgements: Judgement[],
  results: CheckResult[],
): ComparedVerdict[] {
  const byCheck = new Map(results.map(result => [result.checkId, result]));
  return judgements.flatMap(judgement => {
    const result = byCheck.get(judgement.check);
    return result && !outOfReach.includes(judgement.check)
      ? [{ judgement, result }]
      : [];
  });
}

const isRight = ({ judgement, result }: ComparedVerdict) =>
  judgement.truth === result.state;

const isDecided = ({ judgement }: ComparedVerdict) =>
  judgement.truth === 'pass' || judgement.truth === 'fail';

const isWrongly = (state: string) => (item: ComparedVerdict) =>
  item.result.state === state && !isRight(item);

const percent = (part: number, of: number) =>
  `${part} of ${of} (${((100 * part) / Math.max(1, of)).toFixed(1)} %)`;

/** The share of right verdicts and of each kind of error. */
export interface VerdictSummary {
  judged: number;
  right: number;
  falsePasses: number;
  decided: number;
  unknown: number;
  notApplicable: number;
}

export function summarise(all: ComparedVerdict[]): VerdictSummary {
  const decided = all.filter(isDecided);
  return {
    judged: all.length,
    right: all.filter(isRight).length,
    falsePasses: all.filter(isWrongly('pass')).length,
    decided: decided.length,
    unknown: decided.filter(isWrongly('unknown')).length,
    notApplicable: decided.filter(isWrongly('not-applicable')).length,
  };
}

export function listMissed(summary: VerdictSummary): string[] {
  const { judged, right, falsePasses, decided, unknown, notApplicable } =
    summary;
  return [
    ...(right < 0.97 * judged ? ['right: at least 97 %'] : []),
    ...(falsePasses > 0.01 * judged ? ['false passes: at most 1 %'] : []),
    ...(unknown > 0.1 * decided
      ? ['unknown where the truth is pass or fail: at most 10 %']
      : []),
    ...(notApplicable > 0.01 * decided
      ? ['not applicable where the truth is pass or fail: at most 1 %']
      : []),
  ];
}

function describeSummary(title: string, summary: VerdictSummary): string[] {
  const { judged, right, falsePasses, decided, unknown, notApplicable } =
    summary;
  return [
    `${title}: ${percent(right, judged)} right, ${percent(falsePasses, judged)} false passes;`,
    `  where the truth is pass or fail: ${percent(unknown, decided)} unknown, ${percent(notApplicable, decided)} not applicable`,
  ];
}

function describeBefore(items: ComparedVerdict[]): string {
  const before = items
    .map(({ judgement }) => judgement.rightBefore)
    .filter(right => right !== undefined);
  return before.length > 0
    ? `${before.filter(Boolean).length} of ${before.length}`
    : '';
}

function writeTable(all: ComparedVerdict[]): string {
  type Row = [check: string, items: ComparedVerdict[]];
  const byCheck = Map.groupBy(all, ({ judgement }) => judgement.check);
  const count =
    (is: (item: ComparedVerdict) => boolean) =>
    ([, items]: Row) =>
      items.filter(is).length;
  const shown = (state: string) =>
    count(({ result }) => result.state === state);
  return table(
    [...byCheck].sort(([a], [b]) => (a < b ? -1 : 1)),
    [
      ['Check', ([check]) => `\`${check}\``],
      ['Judged', ([, items]) => items.length],
      ['Right before', ([, items]) => describeBefore(items)],
      ['Right', count(isRight)],
      ['False pass', count(isWrongly('pass'))],
      ['False fail', count(isWrongly('fail'))],
      ['Wrongly unknown', count(isWrongly('unknown'))],
      ['Wrongly not applicable', count(isWrongly('not-applicable'))],
      ['Passes', shown('pass')],
      ['Fails', shown('fail')],
    ],
  );
}

function describeWrong({ judgement, result }: ComparedVerdict): string {
  const { repository, folder, check, truth, disputed, why } = judgement;
  const name = folder ? `${repository}/${folder}` : repository;
  const reason = 'reason' in result ? ` (${result.reason})` : '';
  const note = disputed && `; debatable: ${disputed}`;
  return `${name} ${check}: ${result.state}${reason} instead of ${truth}, because ${why}${note}`;
}

/** The report as text: the table per check, the totals, and each wrong verdict if wanted. */
export function writeReport(
  all: ComparedVerdict[],
  withWrong: boolean,
): string {
  const clear = all.filter(({ judgement }) => !judgement.disputed);
  return [
    writeTable(all),
    '',
    ...describeSummary('All judgements', summarise(all)),
    ...describeSummary('Without debatable ones', summarise(clear)),
    ...(withWrong
      ? ['', ...all.filter(item => !isRight(item)).map(describeWrong)]
      : []),
  ].join('\n');
}
