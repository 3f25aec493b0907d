import { demandRange } from './demand';
import { capabilityRange } from '../profile/teamCapability';
import {
  getWeight,
  CriterionScore,
  mostPoints,
  eligibleWinner,
  Ranking,
  Score,
} from './rank';
import { placementDescriptions } from '../options/placements/descriptions';
import { findFlips } from './flips';
import { chanceByLeads, leastLead } from './leads';
import { isOpen, withAnswer } from '../profile/questions';
import { Profile } from '../profile/profile';
import { Placement, placements } from '../profile/placements';
import { Axis, Draws, groupByAnswer } from './Axis';
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

/** The open answers that can rule placements out. */
export const listDecisiveOpen = (profile: Profile): QuestionPath[] =>
  decisive.filter(path => isOpen(profile, path));

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

/** Open answers by influence: how far the mean chance of the placement differs between the answers of the draws. */
function rankOpenAnswerPaths(
  { open, chances }: Draws<Placement>,
  placement: Placement,
): string[] {
  return open
    .map(drawn => {
      const means = groupByAnswer(drawn).map(
        draws =>
          draws.reduce((sum, draw) => sum + chances[draw][placement], 0) /
          draws.length,
      );
      return {
        path: drawn.path,
        weight: Math.max(...means) - Math.min(...means),
      };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ path }) => path);
}

/** While it is open, both kinds of models are considered. */
const ownModelPath: QuestionPath = 'llm.ownModel';

/** Answers that rule nothing out: they only move the fit, or an open one means no. */
const neverRulingOut: readonly QuestionPath[] = [
  ownModelPath,
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
  ranking: Ranking<Placement>,
  options: PlacementOptions,
): number {
  const policyPaths = options.model.filters.flatMap(({ placement, when }) =>
    placement ? when.map(({ path }) => path) : [],
  );
  if ([...policyPaths, ...rulingOut].some(path => isOpen(profile, path))) {
    return 0;
  }
  // A tuned model runs on other machines, with other costs, speeds and limits.
  const rankings = isOpen(profile, ownModelPath)
    ? ['none', 'tuned'].map(answer =>
        rankPlacements(withAnswer(profile, ownModelPath, answer), options),
      )
    : [ranking];
  const { option } = ranking.winner;
  return Math.min(
    ...rankings.map(({ options: scores }) =>
      leastChance(profile, option, scores, options),
    ),
  );
}

function leastChance(
  profile: Profile,
  option: Placement,
  scores: readonly Score<Placement>[],
  { model, weights, assume }: PlacementOptions,
): number {
  const inFront = scores.filter(({ tier }) => tier === 'in-front');
  const own = inFront.find(score => score.option === option);
  if (!own) {
    return 0;
  }
  const leads = inFront
    .filter(score => score !== own)
    .map(rival =>
      model.placementCriteria.reduce(
        (sum, criterion, index) =>
          sum +
          leastWeightedLead(
            profile,
            own.scores[index],
            rival.scores[index],
            getWeight(criterion, weights),
          ),
        0,
      ),
    );
  return chanceByLeads(leads, assume.get('placementChanceScale'));
}

/** Whether an open answer about the team changes what counts as immaterial, or the cost of its people. */
function isTeamCostOpen(profile: Profile): boolean {
  const [least, most] = capabilityRange(profile);
  return profile.team?.teamSize === undefined || least < most;
}

/** The least that one placement leads another by in a criterion, in weighted points. */
function leastWeightedLead(
  profile: Profile,
  one: CriterionScore<Placement>,
  other: CriterionScore<Placement>,
  fullWeight: number,
): number {
  const { criterion, weight, isExpected } = one;
  if (criterion.id === 'model-cost' && isTeamCostOpen(profile)) {
    return -fullWeight * mostPoints;
  }
  const isRequirement = criterion.kind === 'requirement';
  const [mine, against] = [one, other].map(({ demand, supply }) =>
    isRequirement ? demand : supply,
  );
  const range = isRequirement
    ? capabilityRange(profile)
    : demandRange(profile, criterion.demand, true);
  if (mine === undefined || against === undefined || range === undefined) {
    return 0;
  }
  const lead = leastLead([mine, against], range, criterion.kind);
  return Math.min(lead * weight, lead * (isExpected ? fullWeight : weight));
}
