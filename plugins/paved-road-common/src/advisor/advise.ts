import { Advice, Driver, RankedPattern } from './advice';
import { compose, Composition } from './composition';
import { criteriaById, modelVersion, patternDescriptions } from './model';
import { Pattern } from './patterns';
import { Profile } from './profile';
import { AssumptionSet } from './quantities/AssumptionSet';
import { defaultPlatform } from './quantities/platforms';
import { getAnswer, questions } from './questions';
import { Ranking, rankWorkload } from './rankWorkload';
import { AdviceRequest } from './request';
import { findRisks } from './risks/findRisks';
import { RiskSubject } from './risks/types';
import { stageOf } from './stage';

/**
 * Ranks the patterns for a workload and explains the result. Pure and deterministic: the same
 * request gives the same result, in Node and in the browser. It takes a few milliseconds at most.
 *
 * @throws InputError when an assumption is not one of the model, or its value makes no sense
 * @public
 */
export function advise(request: AdviceRequest): Advice {
  const { profile, weights = {}, decision } = request;
  const platform = request.platform ?? defaultPlatform;
  const assume = new AssumptionSet(request.assumptions);
  const options = { platform, weights, assume };

  const stage = stageOf(profile);
  const ranking = rankWorkload(profile, stage, options);
  const { winner, runnerUp, quantities } = ranking;
  const composition = compose(winner.pattern, profile, stage, options);
  const margin = runnerUp ? winner.fit - runnerUp.fit : 0;
  const breakEven = quantities.breakEvenRequestsPerMonth;

  return {
    modelVersion,
    platform,
    ...completenessOf(profile),
    ranking: ranking.patterns,
    recommendation: {
      ...composition,
      ...(runnerUp && { runnerUp: runnerUp.pattern }),
      margin,
      tooClose: runnerUp !== undefined && margin < assume.get('tooClose'),
      stage: stage.stage,
      text: sentenceFor(composition),
    },
    drivers: driversOf(ranking),
    risks: findRisks(subjectsOf(ranking, composition, decision?.pattern), {
      profile,
      stage: stage.stage,
      quantities,
      assume,
    }),
    cost: {
      perPattern: quantities.cost,
      ...(breakEven !== undefined && { breakEvenRequestsPerMonth: breakEven }),
    },
    latency: { perPattern: quantities.latency },
    assumptions: assume.used(),
  };
}

function completenessOf(
  profile: Profile,
): Pick<Advice, 'completeness' | 'unanswered'> {
  const unanswered = questions
    .filter(({ path }) => getAnswer(profile, path) === undefined)
    .map(({ path }) => path);
  return {
    completeness: 1 - unanswered.length / questions.length,
    unanswered,
  };
}

function sentenceFor({ pattern, core, background }: Composition): string {
  const titleOf = (id: Pattern) => patternDescriptions[id].title;
  return background
    ? `${titleOf(pattern)}: the core path as ${titleOf(core).toLowerCase()}, background work as ${titleOf(background).toLowerCase()}.`
    : `${titleOf(pattern)}: ${patternDescriptions[pattern].description}`;
}

/** The contributions of the criteria to the gap between winner and runner-up; they sum to it. */
function driversOf({ winner, runnerUp }: Ranking): Driver[] {
  if (!runnerUp) {
    return [];
  }
  return winner.contributions
    .map((contribution, index) => {
      const other = runnerUp.contributions[index];
      return {
        criterion: contribution.criterion,
        points: contribution.points - other.points,
        text: driverText(winner, runnerUp, index),
      };
    })
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}

function driverText(
  winner: RankedPattern,
  runnerUp: RankedPattern,
  index: number,
): string {
  const { criterion, points, reason } = winner.contributions[index];
  const other = runnerUp.contributions[index];
  const title = criteriaById.get(criterion)?.title ?? criterion;
  const [better, worse] =
    points >= other.points
      ? [
          { pattern: winner.pattern, reason },
          { pattern: runnerUp.pattern, reason: other.reason },
        ]
      : [
          { pattern: runnerUp.pattern, reason: other.reason },
          { pattern: winner.pattern, reason },
        ];
  const nameOf = (id: Pattern) => patternDescriptions[id].title;
  return `${title}: ${nameOf(better.pattern)} – ${better.reason} ${nameOf(worse.pattern)} – ${worse.reason}`;
}

/** What risks are looked for in: the recommendation, and a decision that differs from it. */
function subjectsOf(
  { patterns, winner }: Ranking,
  { pattern, core, background }: Composition,
  chosen: Pattern | undefined,
): RiskSubject[] {
  const recommended: RiskSubject = {
    kind: 'recommended',
    pattern,
    core,
    separateBackground: background !== undefined,
  };
  if (chosen === undefined || chosen === pattern) {
    return [recommended];
  }
  // Who chooses a hybrid against the advice puts functions beside a core that is always on.
  const alwaysOn =
    patterns.find(ranked => ranked.pattern !== 'serverless') ?? winner;
  return [
    recommended,
    {
      kind: 'chosen',
      pattern: chosen,
      core: chosen === 'hybrid' ? alwaysOn.pattern : chosen,
      separateBackground: chosen === 'hybrid',
    },
  ];
}
