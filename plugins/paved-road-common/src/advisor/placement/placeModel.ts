import { RankedPlacement } from '../advice';
import { demandRange } from '../fit/demand';
import { shareOf } from '../fit/scorePatterns';
import { capabilityRange } from '../fit/teamCapability';
import { Profile } from '../profile';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { formatSeconds } from '../quantities/format';
import {
  getAnswer,
  Question,
  QuestionPath,
  withAnswer,
  withAnswers,
} from '../questions';
import { quantilesOf } from '../sensitivity/confidence';
import { answerFlipsOf } from '../sensitivity/flips';
import { numberFlipsOf } from '../sensitivity/numberFlips';
import { Outcomes } from '../sensitivity/outcomes';
import { answerAt } from '../sensitivity/priors';
import { Verdict } from '../sensitivity/schemas';
import { gatewayOf } from './gateway';
import { placementRoadmapOf } from './placementRoadmap';
import { economicsOf, latencyEstimateOf } from './economics';
import { perPlacement, Placement, placementDescriptions } from './placements';
import { placementMeasurer } from './quantities/measurePlacement';
import {
  explainPlacement,
  PlacementOptions,
  PlacementRanking,
  PlacementScore,
  rankPlacements,
  requiredPercentiles,
} from './rankPlacements';
import { LanguageModelAdvice } from './schemas';
import { tokensPerMonth } from './TokenLoad';

/** The placement of a language model, with its explanation. */
export interface PlacedModel {
  ranking: PlacementRanking;
  explained: RankedPlacement[];
  /** Completes the title of a pattern, such as "calling a hosted API". */
  beside: string;
  advice: LanguageModelAdvice;
}

const titleOf = (id: Placement) => placementDescriptions[id].title;

/**
 * Ranks where the language model of a profile runs, and explains the result.
 *
 * @param aside - the same assumptions, for trial computations that leave no trace
 */
export function placeModel(
  profile: Profile,
  { model, weights }: Pick<PlacementOptions, 'model' | 'weights'>,
  assume: AssumptionSet,
  aside: AssumptionSet,
): PlacedModel {
  const optionsWith = (assumed: AssumptionSet): PlacementOptions => ({
    model,
    weights,
    assume: assumed,
    measure: placementMeasurer(model.languageModels, assumed),
  });
  const options = optionsWith(assume);
  const trial = optionsWith(aside);
  const ranking = rankPlacements(profile, options);
  const { winner, runnerUp, load } = ranking;
  const { placement } = winner;
  const chances = confidenceOf(profile, ranking, trial);
  const verdict = verdictOf(profile, placement, chances, options);
  const cost = economicsOf(ranking, options.measure);
  return {
    ranking,
    explained: ranking.placements.map(score =>
      explainPlacement(score, ranking),
    ),
    beside: besideOf(ranking),
    advice: {
      placement,
      ...(runnerUp && { runnerUp: runnerUp.placement }),
      margin: runnerUp ? winner.fit - runnerUp.fit : 0,
      verdict,
      expected: chances.expected,
      worstCase: chances.worstCase,
      openAnswers: chances.openAnswers,
      text: `${textOf(ranking, verdict)}${missText(ranking)}`,
      drivers: driversOf(ranking),
      flips: flipsOf(profile, ranking, trial),
      priceDate: model.languageModels.priceDate,
      ...(load.status === 'known' && {
        tokensPerMonth: tokensPerMonth(load.mid),
      }),
      cost,
      latency: {
        perPlacement: perPlacement(id => latencyEstimateOf(id, ranking)),
      },
      roadmap:
        winner.standing === 'out'
          ? []
          : placementRoadmapOf(placement, {
              profile,
              ranking,
              cost,
              assume,
            }),
      gateway: gatewayOf(profile, placement, model.languageModels),
    },
  };
}

const countWords = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
];

/** With its GPUs, if known: "and a model server on two H100". */
function besideOf({ winner, measures }: PlacementRanking): string {
  const { beside } = placementDescriptions[winner.placement];
  const measure = measures?.[winner.placement];
  if (winner.placement !== 'own-gpu' || measure?.status !== 'measured') {
    return beside;
  }
  const { gpu, gpusPerReplica = 1, replicas = 1 } = measure.setup;
  const count = gpusPerReplica * replicas;
  return gpu ? `${beside} on ${countWords[count] ?? count} ${gpu}` : beside;
}

function textOf(
  { winner, runnerUp }: PlacementRanking,
  verdict: Verdict,
): string {
  const title = titleOf(winner.placement);
  if (winner.standing === 'out') {
    return `No placement of the language model is eligible. The closest by fit is ${title}.`;
  }
  switch (verdict) {
    case 'not-enough-answers':
      return 'Not enough answers to recommend where the language model runs. Answer more questions to get a recommendation.';
    case 'close':
      return runnerUp
        ? `Close: both ${title} and ${titleOf(runnerUp.placement)} are good choices for the language model, in this order.`
        : `${title}: ${placementDescriptions[winner.placement].description}`;
    default:
      return `${title}: ${placementDescriptions[winner.placement].description}`;
  }
}

/** The latency requirement that a recommendation misses. */
function missText({ winner, load, measures }: PlacementRanking): string {
  const measure = measures?.[winner.placement];
  if (load.status === 'unknown' || winner.standing === 'out' || !measure) {
    return '';
  }
  const { requirement } = load.mid;
  const found = requiredPercentiles(measure, load.mid);
  if (!requirement || !found || found.p95 <= requirement.seconds) {
    return '';
  }
  const what =
    requirement.of === 'first-token' ? 'first token' : 'whole response';
  return ` It misses the required ${what}: ${formatSeconds(found.p95)} at the p95 against ${formatSeconds(requirement.seconds)} required.`;
}

/** The contributions of the criteria to the gap between first and second; they sum to it. */
function driversOf(ranking: PlacementRanking): LanguageModelAdvice['drivers'] {
  const { winner, runnerUp } = ranking;
  if (!runnerUp) {
    return [];
  }
  const [ahead, behind] = [winner, runnerUp].map(score =>
    explainPlacement(score, ranking),
  );
  return ahead.contributions
    .map((contribution, index) => {
      const other = behind.contributions[index];
      const points = contribution.points - other.points;
      const sides = [
        `${titleOf(ahead.placement)} – ${contribution.reason}`,
        `${titleOf(behind.placement)} – ${other.reason}`,
      ];
      return {
        criterion: contribution.criterion,
        points,
        text: `${winner.scores[index].criterion.title}: ${(points >= 0 ? sides : sides.reverse()).join(' ')}`,
      };
    })
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}

/** Answers that a placement may depend on. */
const placementPaths: readonly QuestionPath[] = [
  'llm.use',
  'llm.inputTokens',
  'llm.outputTokens',
  'llm.quality',
  'llm.residency',
  'llm.callsPerTask',
  'llm.reusedPrefix',
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

/** The questions that placement depends on, including those in policies of the organisation. */
function decidingQuestions({ model }: PlacementOptions): readonly Question[] {
  const byPolicy = model.filters.flatMap(({ placement, when }) =>
    placement ? when.map(({ path }) => path) : [],
  );
  const paths = new Set([...placementPaths, ...byPolicy]);
  return model.questions.filter(({ path }) => paths.has(path));
}

function flipsOf(
  profile: Profile,
  { winner }: PlacementRanking,
  options: PlacementOptions,
): LanguageModelAdvice['flips'] {
  const flips: LanguageModelAdvice['flips'] = {
    answers: [],
    numbers: [],
    without: [],
  };
  for (const question of decidingQuestions(options)) {
    const outcomes: Outcomes<{ placement: Placement }> = {
      answer: getAnswer(profile, question.path),
      at: value => ({
        placement: rankPlacements(
          withAnswer(profile, question.path, value),
          options,
        ).winner.placement,
      }),
      isCurrent: ({ placement }) => placement === winner.placement,
      textOf: ({ placement }) => titleOf(placement),
    };
    // Skip flips to a placement that is ruled out as well.
    const canRun = ({
      path,
      value,
    }: {
      path: string;
      value: string | number;
    }) =>
      rankPlacements(withAnswer(profile, path as QuestionPath, value), options)
        .winner.standing !== 'out';
    const answers = answerFlipsOf(question, profile, outcomes).filter(canRun);
    const numbers = numberFlipsOf(question, outcomes).filter(
      ({ path, threshold }) => canRun({ path, value: threshold }),
    );
    flips.answers.push(...answers);
    flips.numbers.push(...numbers);
    if (answers.length === 0 && numbers.length === 0) {
      flips.without.push(question.path);
    }
  }
  return flips;
}

type Chances = Record<Placement, number>;

interface PlacementConfidence {
  expected: Chances;
  /** The average chance of the best placement if every question were answered. */
  ifAnswered: number;
  worstCase: number;
  openAnswers: string[];
}

function chancesOf(
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
function confidenceOf(
  profile: Profile,
  ranking: PlacementRanking,
  options: PlacementOptions,
): PlacementConfidence {
  const { placements: scores, winner } = ranking;
  const known = chancesOf(scores, options);
  const open = decidingQuestions(options).flatMap((question, stream) =>
    getAnswer(profile, question.path) === undefined
      ? [{ question, quantiles: quantilesOf(draws, firstStream + stream) }]
      : [],
  );
  if (open.length === 0) {
    return {
      expected: known,
      ifAnswered: Math.max(...Object.values(known)),
      worstCase: known[winner.placement],
      openAnswers: [],
    };
  }
  const drawn = Array.from({ length: draws }, (_, draw) =>
    chancesOf(
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
  const mean = (of: (chances: Chances) => number) =>
    drawn.reduce((sum, chances) => sum + of(chances), 0) / drawn.length;
  const expected = perPlacement(id => mean(chances => chances[id]));
  return {
    expected,
    ifAnswered: mean(chances => Math.max(...Object.values(chances))),
    // A mean is below the bound only by rounding.
    worstCase: Math.min(
      worstCaseOf(profile, ranking, options),
      expected[winner.placement],
    ),
    openAnswers: openAnswersOf(open, drawn, winner.placement),
  };
}

/** Open answers by influence: how strongly the chance of the placement depends on the answer over the draws. */
function openAnswersOf(
  open: readonly { question: Question; quantiles: Float64Array }[],
  drawn: readonly Chances[],
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

/** Answers that can rule a placement out through a limit, a measurement or a missed requirement. */
const rulingOut: readonly QuestionPath[] = placementPaths.filter(
  path => path.startsWith('llm.') || path.startsWith('workload.'),
);

/**
 * The lowest chance of the first placement: each criterion takes its least favourable answer, so opening an
 * answer never raises it. It is 0 while an open answer may rule a placement out.
 */
function worstCaseOf(
  profile: Profile,
  { placements: scores, winner }: PlacementRanking,
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
    isRequirement ? shareOf(mine, open, false) : shareOf(open, mine, true);
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

function verdictOf(
  profile: Profile,
  placement: Placement,
  { expected, ifAnswered }: PlacementConfidence,
  { assume }: PlacementOptions,
): Verdict {
  const chance = expected[placement];
  if (chance >= assume.get('clearChance')) {
    return 'clear';
  }
  const isOpen = decisive.some(path => getAnswer(profile, path) === undefined);
  return isOpen || ifAnswered - chance > assume.get('openGain')
    ? 'not-enough-answers'
    : 'close';
}
