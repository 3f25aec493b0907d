import { demandRange } from './demand';
import { capabilityRange } from '../profile/teamCapability';
import {
  getWeight,
  CriterionScore,
  mostPoints,
  scoreSupply,
  eligibleWinner,
  Ranking,
} from './rank';
import { answerAt } from '../profile/priors';

import { placementDescriptions } from '../options/placements/descriptions';
import { findFlips } from './flips';
import { getAnswer } from '../profile/questions';
import { Profile } from '../profile/profile';
import { Placement, placements } from '../profile/placements';
import { Axis, Draws } from './Axis';
import {
  PlacementOptions,
  rankPlacements,
  PlacementRanking,
} from './rankPlacements';
import { QuestionPath, Question } from '../profile/question';

/** Answers that a placement may depend on. */
const placementPaths: readonly QuestionPath[] = [
  'llm.use',
  'llm.inputTokens',
  'llm.outputTokens',
  'llm.quality',
  'llm.residency',
  'llm.callsPerTask',
  'llm.reusedPrefix',
  'llm.ownModel',
  'llm.switching',
  'llm.offline',
  'workload.requestsPerMonth',
  'workload.traffic',
  'workload.latency',
  'team.devopsMaturity',
  'team.distributedExperience',
  'team.teamSize',
  'product.driver',
  'product.budgetFocus',
  'product.roadmap',
  'growth.models',
];

/** Nearly all applications have a network, so an open answer means no and is not drawn. */
const networkPath: QuestionPath = 'llm.offline';

/** The questions that placement depends on, including questions in the organisation's policies. */
function decidingQuestions({ model }: PlacementOptions): readonly Question[] {
  const byPolicy = model.filters.flatMap(({ placement, when }) =>
    placement ? when.map(({ path }) => path) : [],
  );
  const paths = new Set([...placementPaths, ...byPolicy]);
  return model.questions.filter(({ path }) => paths.has(path));
}

/** The choice of the placement of a language model. */
export function placementAxis(options: PlacementOptions): Axis<Placement> {
  return {
    options: placements,
    questions: decidingQuestions(options).filter(
      ({ path }) => path !== networkPath,
    ),
    chanceScale: 'placementChanceScale',
    draws: 16,
    // Separate from the streams for patterns.
    firstStream: 1000,
    assume: options.assume,
    rank: profile => rankPlacements(profile, options),
    estimateWorstCase(profile, ranking, draws) {
      const { option } = ranking.winner;
      return draws.open.length === 0
        ? { chances: draws.chances[0], openAnswers: [] }
        : {
            chances: {
              [option]: estimateWorstChance(profile, ranking, options),
            },
            openAnswers: rankOpenAnswerPaths(draws, option),
          };
    },
  };
}

/** Answers that can rule placements out; other answers cannot replace them. */
const decisive: readonly QuestionPath[] = ['llm.residency', 'llm.quality'];

/** Whether an answer is open that can rule placements out. */
export const isDecisiveOpen = (profile: Profile) =>
  decisive.some(path => getAnswer(profile, path) === undefined);

/** The changes of answers and numbers that would change a placement. */
export function findPlacementFlips(
  profile: Profile,
  current: PlacementRanking,
  options: PlacementOptions,
) {
  return findFlips<PlacementRanking, { placement: Placement }>(
    profile,
    decidingQuestions(options),
    {
      choose: other => rankPlacements(other, options),
      isCurrent: other => eligibleWinner(other) === eligibleWinner(current),
      isEligible: other => eligibleWinner(other) !== undefined,
      toOutcome: ({ winner }) => ({ placement: winner.option }),
      toText: ({ placement }) => placementDescriptions[placement].title,
    },
  );
}

/** Open answers by influence: how strongly the chance of the placement depends on the answer over the draws. */
function rankOpenAnswerPaths(
  { open, chances: drawn }: Draws<Placement>,
  placement: Placement,
): string[] {
  const chances = drawn.map(chance => chance[placement]);
  const mean =
    chances.reduce((sum, chance) => sum + chance, 0) / chances.length;
  return open
    .map(({ question, quantiles }) => ({
      path: question.path,
      // A choice has no order, so its values are compared with each other.
      weight: spreadBy(
        chances.map((chance, draw) => ({
          chance: chance - mean,
          answer: answerAt(question, quantiles[draw], { llm: {} }),
        })),
      ),
    }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ path }) => path);
}

/** How far the mean chance differs between answers; numbers are compared by their lower and upper half. */
function spreadBy(
  found: readonly { chance: number; answer: string | number }[],
): number {
  const numbers = found.flatMap(({ answer }) =>
    typeof answer === 'number' ? [answer] : [],
  );
  const middle = [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
  const sums = new Map<string | boolean, { sum: number; count: number }>();
  for (const { chance, answer } of found) {
    const key = typeof answer === 'number' ? answer >= middle : answer;
    const { sum, count } = sums.get(key) ?? { sum: 0, count: 0 };
    sums.set(key, { sum: sum + chance, count: count + 1 });
  }
  const means = [...sums.values()].map(({ sum, count }) => sum / count);
  return Math.max(...means) - Math.min(...means);
}

/** Answers that only move the fit, and the one that is no while nobody says yes. */
const neverRulingOut: readonly QuestionPath[] = [
  'llm.ownModel',
  'llm.switching',
  networkPath,
];

/** Answers that can rule a placement out through a limit, a measurement or a missed requirement. */
const rulingOut: readonly QuestionPath[] = placementPaths.filter(
  path =>
    (path.startsWith('llm.') || path.startsWith('workload.')) &&
    !neverRulingOut.includes(path),
);

/**
 * The lowest chance of the first placement: each criterion takes its least favourable answer, so opening an
 * answer never raises it. It is 0 while an open answer may rule a placement out.
 */
function estimateWorstChance(
  profile: Profile,
  { options: scores, winner }: Ranking<Placement>,
  { model, weights, assume }: PlacementOptions,
): number {
  const isOpen = (path: QuestionPath) => getAnswer(profile, path) === undefined;
  const isPolicyOpen = model.filters.some(
    ({ placement, when }) => placement && when.some(({ path }) => isOpen(path)),
  );
  if (
    winner.standing !== 'in-front' ||
    isPolicyOpen ||
    rulingOut.some(isOpen)
  ) {
    return 0;
  }
  const scale = assume.get('placementChanceScale');
  const odds = scores
    .filter(score => score !== winner && score.standing === 'in-front')
    .map(rival => {
      const lead = model.placementCriteria.reduce(
        (sum, criterion, index) =>
          sum +
          leastLead(
            profile,
            winner.scores[index],
            rival.scores[index],
            getWeight(criterion, weights),
          ),
        0,
      );
      return Math.exp(-scale * lead);
    });
  return 1 / (1 + odds.reduce((sum, odd) => sum + odd, 0));
}

/** The least that one placement leads another by in a criterion, in weighted points. */
function leastLead(
  profile: Profile,
  one: CriterionScore<Placement>,
  other: CriterionScore<Placement>,
  fullWeight: number,
): number {
  const { criterion, weight, isExpected } = one;
  const isRequirement = criterion.kind === 'requirement';
  // The immaterial amount depends on the size of the team.
  if (criterion.id === 'model-cost' && profile.team?.teamSize === undefined) {
    return -fullWeight * mostPoints;
  }
  const [fixed, against] = isRequirement
    ? [one.demand, other.demand]
    : [one.supply, other.supply];
  const range = isRequirement
    ? capabilityRange(profile)
    : demandRange(profile, criterion.demand, true);
  if (fixed === undefined || against === undefined || range === undefined) {
    return 0;
  }
  const shareAt = (mine: number, open: number) =>
    isRequirement
      ? scoreSupply(mine, open, false)
      : scoreSupply(open, mine, true);
  // Between its ends, a share bends only where the demand meets a supply.
  const ends = [
    ...range,
    ...[fixed, against].filter(at => at > range[0] && at < range[1]),
  ];
  return Math.min(
    ...ends.flatMap(open => {
      const lead = shareAt(fixed, open) - shareAt(against, open);
      return isExpected ? [lead * weight, lead * fullWeight] : [lead * weight];
    }),
  );
}
