import { demandRange } from '../fit/demand';
import { scoreSupply } from '../fit/scorePatterns';
import { capabilityRange } from '../fit/teamCapability';
import { Profile } from '../profile';
import { getAnswer, Question, QuestionPath, withAnswers } from '../questions';
import { drawQuantiles, Draws } from '../sensitivity/confidence';
import { answerAt } from '../sensitivity/priors';
import { Verdict } from '../sensitivity/schemas';
import { perPlacement, Placement } from './placements';
import { PlacementOptions } from './placementScores';
import {
  PlacementRanking,
  PlacementScore,
  rankPlacements,
} from './rankPlacements';

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

/** Nearly all applications have a network, so that an open answer is no. */
const networkPath: QuestionPath = 'llm.offline';

/** The questions that placement depends on, including questions in the organisation's policies. */
export function decidingQuestions({
  model,
}: PlacementOptions): readonly Question[] {
  const byPolicy = model.filters.flatMap(({ placement, when }) =>
    placement ? when.map(({ path }) => path) : [],
  );
  const paths = new Set([...placementPaths, ...byPolicy]);
  return model.questions.filter(({ path }) => paths.has(path));
}

type Chances = Record<Placement, number>;

export interface PlacementConfidence {
  expected: Chances;
  /** The average chance of the best placement if every question were answered. */
  ifAnswered: number;
  worstCase: number;
  openAnswers: string[];
}

function estimateChances(
  scores: readonly PlacementScore[],
  { assume }: PlacementOptions,
): Chances {
  const scale = assume.get('placementChanceScale');
  const open = scores.filter(({ standing }) => standing === 'in-front');
  const utilities = open.map(
    ({ scores: all }) =>
      scale * all.reduce((sum, { weight, share }) => sum + weight * share, 0),
  );
  const most = Math.max(...utilities);
  const odds = utilities.map(utility => Math.exp(utility - most));
  const sum = odds.reduce((total, odd) => total + odd, 0);
  const chances = perPlacement(() => 0);
  open.forEach(({ placement }, index) => {
    chances[placement] = odds[index] / sum;
  });
  return chances;
}

/** Number of draws of open answers. */
const draws = 16;

/** Separate from the streams for patterns. */
const firstStream = 1000;

/**
 * The confidence of a placement, as for patterns: the mean over open answers drawn from stated priors, and a
 * lower bound over all open answers.
 */
export function estimateConfidence(
  profile: Profile,
  ranking: PlacementRanking,
  options: PlacementOptions,
): PlacementConfidence {
  const { winner } = ranking;
  if (!winner) {
    return {
      expected: perPlacement(() => 0),
      ifAnswered: 0,
      worstCase: 0,
      openAnswers: [],
    };
  }
  const { open, chances: drawn } = drawAnswers(profile, ranking, options);
  if (open.length === 0) {
    const [known] = drawn;
    return {
      expected: known,
      ifAnswered: Math.max(...Object.values(known)),
      worstCase: known[winner.placement],
      openAnswers: [],
    };
  }
  const mean = (of: (chances: Chances) => number) =>
    drawn.reduce((sum, chances) => sum + of(chances), 0) / drawn.length;
  const expected = perPlacement(id => mean(chances => chances[id]));
  return {
    expected,
    ifAnswered: mean(chances => Math.max(...Object.values(chances))),
    // A mean is below the bound only by rounding.
    worstCase: Math.min(
      estimateWorstChance(profile, ranking, options),
      expected[winner.placement],
    ),
    openAnswers: rankOpenAnswerPaths(
      { open, chances: drawn },
      winner.placement,
    ),
  };
}

export function drawAnswers(
  profile: Profile,
  { placements: scores }: PlacementRanking,
  options: PlacementOptions,
): Draws<Placement> {
  const open = decidingQuestions(options).flatMap((question, stream) =>
    getAnswer(profile, question.path) === undefined &&
    question.path !== networkPath
      ? [{ question, quantiles: drawQuantiles(draws, firstStream + stream) }]
      : [],
  );
  if (open.length === 0) {
    return { open, chances: [estimateChances(scores, options)] };
  }
  const chances = Array.from({ length: draws }, (_, draw) =>
    estimateChances(
      rankPlacements(
        withAnswers(
          profile,
          open.map(({ question, quantiles }) => [
            question.path,
            answerAt(question, quantiles[draw], profile),
          ]),
        ),
        options,
      ).placements,
      options,
    ),
  );
  return { open, chances };
}

/** Open answers by influence: how strongly the chance of the placement depends on the answer over the draws. */
function rankOpenAnswerPaths(
  { open, chances: drawn }: Draws<Placement>,
  placement: Placement,
): string[] {
  const chances = drawn.map(chance => chance[placement]);
  const mean = chances.reduce((sum, chance) => sum + chance, 0) / draws;
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
  { placements: scores, winner }: PlacementRanking,
  { model, weights, assume }: PlacementOptions,
): number {
  const isOpen = (path: QuestionPath) => getAnswer(profile, path) === undefined;
  const isPolicyOpen = model.filters.some(
    ({ placement, when }) => placement && when.some(({ path }) => isOpen(path)),
  );
  if (
    winner?.standing !== 'in-front' ||
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
            weights[criterion.id] ?? criterion.demand.weight,
          ),
        0,
      );
      return Math.exp(-scale * lead);
    });
  return 1 / (1 + odds.reduce((sum, odd) => sum + odd, 0));
}

/** The most points that a criterion can give. */
const mostPoints = 102;

/** The least that one placement leads another by in a criterion, in weighted points. */
function leastLead(
  profile: Profile,
  one: PlacementScore['scores'][number],
  other: PlacementScore['scores'][number],
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

/** Answers that can rule placements out; other answers cannot replace them. */
const decisive: readonly QuestionPath[] = ['llm.residency', 'llm.quality'];

export function classifyConfidence(
  profile: Profile,
  placement: Placement | undefined,
  { expected, ifAnswered }: PlacementConfidence,
  { assume }: PlacementOptions,
): Verdict {
  const chance = placement ? expected[placement] : 0;
  if (chance >= assume.get('clearChance')) {
    return 'clear';
  }
  const isOpen = decisive.some(path => getAnswer(profile, path) === undefined);
  return isOpen || ifAnswered - chance > assume.get('openGain')
    ? 'not-enough-answers'
    : 'close';
}
