import { CheckResult } from '@paved-road/plugin-paved-road-common';

/** What a person says of a verdict, see `verdicts.json`. */
export interface Judgement {
  repo: string;
  check: string;
  /** The verdict that was judged. */
  verdict: string;
  right: boolean;
  /** Begins with the kind of the error if it is wrong. */
  why: string;
}

/** A verdict beside the judgement. */
export interface ComparedVerdict {
  repo: string;
  check: string;
  truth: string;
  verdict: string;
  judgement: Judgement;
  result: CheckResult;
}

const truths: [RegExp, string][] = [
  [/^false pass/, 'fail'],
  [/^false fail/, 'pass'],
  [/^wrongly applicable/, 'not-applicable'],
  [/^wrong instead of unknown/, 'unknown'],
  [/^monorepo folder/, 'pass'],
];

function findTruth({ verdict, right, why }: Judgement): string {
  return right
    ? verdict
    : (truths.find(([pattern]) => pattern.test(why))?.[1] ?? 'pass');
}

/** The verdicts on a repository that a person has judged. */
export function compareVerdicts(
  judgements: Judgement[],
  repo: string,
  results: CheckResult[],
): ComparedVerdict[] {
  const byCheck = new Map(results.map(result => [result.checkId, result]));
  return judgements.flatMap(judgement => {
    const result = byCheck.get(judgement.check);
    return judgement.repo === repo && result
      ? [
          {
            repo,
            check: judgement.check,
            truth: findTruth(judgement),
            verdict: result.state,
            judgement,
            result,
          },
        ]
      : [];
  });
}

/** Checks whose truth needs a catalog. */
const outOfReach = ['owner-is-group', 'part-of-system'];

const percent = (part: number, of: number) =>
  `${part} of ${of} (${((100 * part) / Math.max(1, of)).toFixed(1)} %)`;

/** The report as text: the table per check, the totals and, if wanted, each wrong verdict. */
export function writeReport(
  all: ComparedVerdict[],
  withWrong: boolean,
): string {
  const verdicts = all.filter(({ check }) => !outOfReach.includes(check));
  const isRight = ({ truth, verdict }: ComparedVerdict) => truth === verdict;
  const count = (
    list: ComparedVerdict[],
    verdict: string,
    truth = ['pass', 'fail', 'not-applicable'],
  ) =>
    list.filter(
      item =>
        item.verdict === verdict &&
        item.truth !== verdict &&
        truth.includes(item.truth),
    ).length;
  const rows = [...new Set(verdicts.map(({ check }) => check))]
    .sort()
    .map(check => {
      const of = verdicts.filter(item => item.check === check);
      const passes = of.filter(({ verdict }) => verdict === 'pass').length;
      const fails = of.filter(({ verdict }) => verdict === 'fail').length;
      return [
        check,
        of.length,
        of.filter(isRight).length,
        count(of, 'pass'),
        count(of, 'fail'),
        count(of, 'unknown'),
        count(of, 'not-applicable'),
        passes,
        fails,
      ].join('\t');
    });
  const decided = verdicts.filter(({ truth }) =>
    ['pass', 'fail'].includes(truth),
  );
  const shown = verdicts.filter(({ verdict }) => verdict !== 'unknown');
  return [
    'check\tjudged\tright\tfalse pass\tfalse fail\tunknown\tnot applicable\tpasses\tfails',
    ...rows,
    `right of all: ${percent(verdicts.filter(isRight).length, verdicts.length)}`,
    `right of those that are not unknown: ${percent(shown.filter(isRight).length, shown.length)}`,
    `false passes: ${percent(count(verdicts, 'pass'), verdicts.length)}`,
    `unknown where the truth is pass or fail: ${percent(count(decided, 'unknown'), decided.length)}`,
    `not applicable where the truth is pass or fail: ${percent(count(decided, 'not-applicable'), decided.length)}`,
    ...(withWrong
      ? verdicts
          .filter(item => !isRight(item))
          .map(
            ({ repo, check, truth, verdict, judgement, result }) =>
              `${repo} ${check}: ${verdict}, truth ${truth} | ${judgement.why} | ${'reason' in result ? result.reason : ''} ${JSON.stringify(result.evidence).slice(0, 300)}`,
          )
      : []),
  ].join('\n');
}
