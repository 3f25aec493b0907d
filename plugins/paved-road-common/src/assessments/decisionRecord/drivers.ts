import { Driver } from '../../advisor/advice';
import { stagePaths } from '../../advisor/stage';
import { Block, list } from './markdown';
import { rankedOf, RecordSource } from './subject';
import { criterionTitle, patternTitle, quoted, rounded } from './texts';

const DRIVERS_SHOWN = 4;
/** Fewer points of fit than this decide nothing. */
const TELLING_POINTS = 0.5;

/** What decides between the winner and the runner-up, as far as page one tells it. */
export function tellingDrivers({
  subject: { advice },
}: RecordSource): Driver[] {
  const telling = advice.drivers.filter(
    ({ points }) => Math.abs(points) >= TELLING_POINTS,
  );
  return telling.length > 0
    ? telling.slice(0, DRIVERS_SHOWN)
    : advice.drivers.filter(({ points }) => rounded(points) !== 0).slice(0, 1);
}

/** Why it comes out as it does: what rules an option out, then what speaks for which. */
export function driversOf(source: RecordSource): Block[] {
  const { subject, model } = source;
  const { recommendation, ranking } = subject.advice;
  const { core, runnerUp } = recommendation;
  const ruledOut = ranking
    .filter(({ vetoes }) => vetoes.length > 0)
    .map(
      ({ pattern, vetoes: [{ text }] }) =>
        `Rules out ${quoted(pattern)}: ${text}`,
    );
  const missed = ranking
    .filter(({ missesRequirement }) => missesRequirement)
    .map(
      ({ pattern }) =>
        `${quoted(pattern)} misses the latency that is required and that another option meets`,
    );
  const reasons = tellingDrivers(source).flatMap(({ criterion, points }) => {
    const favoured = points > 0 ? core : runnerUp;
    const reason =
      favoured &&
      rankedOf(subject, favoured)?.contributions.find(
        contribution => contribution.criterion === criterion,
      )?.reason;
    return favoured && reason !== undefined
      ? [
          `${criterionTitle(model, criterion)} favours ${patternTitle(favoured)}: ${reason}`,
        ]
      : [];
  });
  const lines = [...ruledOut, ...missed, ...reasons].slice(0, DRIVERS_SHOWN);
  return [
    list(lines.length > 0 ? lines : ['No criterion tells the options apart']),
  ];
}

/** Answers behind the criteria that have no demand of their own, or that are measured. */
const behind: Record<string, readonly string[]> = {
  'stage-fit': stagePaths,
  'devops-maturity': ['team.devopsMaturity', 'team.distributedExperience'],
  'cost-at-volume': ['workload.requestsPerMonth', 'workload.inferenceMs'],
  'tail-latency': ['workload.latency', 'workload.inferenceMs'],
  'cold-start': ['workload.latency', 'workload.modelSizeGb'],
};

/** The answers that matter most, first those that state a requirement or rule something out. */
export function decisiveAnswers(source: RecordSource): string[] {
  const { subject, model } = source;
  const { advice } = subject;
  const paths = [
    ...advice.ranking.flatMap(({ vetoes }) => vetoes.map(({ field }) => field)),
    'workload.requestsPerMonth',
    'workload.latency',
    ...tellingDrivers(source).flatMap(({ criterion }) => [
      ...(model.criteria
        .find(({ id }) => id === criterion)
        ?.demand.terms.map(({ path }) => path) ?? []),
      ...(behind[criterion] ?? []),
    ]),
    'team.teamSize',
    'team.parallelTeams',
    'product.driver',
  ];
  return [...new Set(paths)];
}
