import { RankedPlacement } from '../advice';
import { Profile } from '../profile';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { formatSeconds } from '../quantities/format';
import { getAnswer, withAnswer } from '../questions';
import { findAnswerFlips } from '../sensitivity/flips';
import { findNumberFlips } from '../sensitivity/numberFlips';
import { Outcomes } from '../sensitivity/outcomes';
import { Verdict } from '../sensitivity/schemas';
import { adviseGateway } from './gateway';
import { buildPlacementRoadmap } from './placementRoadmap';
import { estimatePlacementCosts, toLatencyEstimate } from './economics';
import { perPlacement, Placement, placementDescriptions } from './placements';
import { placementMeasurer } from './quantities/measurePlacement';
import { explainPlacement } from './explainPlacement';
import {
  estimateConfidence,
  decidingQuestions,
  classifyConfidence,
} from './placementConfidence';
import { PlacementOptions, requiredPercentiles } from './placementScores';
import { PlacementRanking, rankPlacements } from './rankPlacements';
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

const placementTitle = (id: Placement) => placementDescriptions[id].title;

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
  const placement = winner?.placement;
  const chances = estimateConfidence(profile, ranking, trial);
  const verdict = classifyConfidence(profile, placement, chances, options);
  const cost = estimatePlacementCosts(ranking, options.measure);
  return {
    ranking,
    explained: ranking.placements.map(score =>
      explainPlacement(score, ranking),
    ),
    beside: describeServer(ranking),
    advice: {
      ...(placement
        ? { placement }
        : { relax: findRequirementsToRelax(ranking) }),
      ...(runnerUp && { runnerUp: runnerUp.placement }),
      margin: winner && runnerUp ? winner.fit - runnerUp.fit : 0,
      verdict,
      expected: chances.expected,
      worstCase: chances.worstCase,
      openAnswers: chances.openAnswers,
      text: `${recommendationText(ranking, verdict)}${missText(ranking)}`,
      drivers: rankDrivers(ranking),
      flips: findPlacementFlips(profile, ranking, trial),
      priceDate: model.languageModels.priceDate,
      ...(load.status === 'known' && {
        tokensPerMonth: tokensPerMonth(load.mid),
      }),
      cost,
      latency: {
        perPlacement: perPlacement(id => toLatencyEstimate(id, ranking)),
      },
      roadmap: placement
        ? buildPlacementRoadmap(placement, { profile, ranking, cost, assume })
        : [],
      gateway: adviseGateway(profile, placement, model.languageModels),
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

/**
 * The answers to relax where nothing is eligible: those of the placement with the fewest limits, and among equals the
 * best fit.
 */
function findRequirementsToRelax({
  placements: scores,
}: PlacementRanking): NonNullable<LanguageModelAdvice['relax']> {
  const [closest] = [...scores].sort(
    (a, b) => a.vetoes.length - b.vetoes.length || b.fit - a.fit,
  );
  return closest.vetoes.map(({ field, text }) => ({ field, text }));
}

/** With its GPUs, if known: "and a model server on two H100". */
function describeServer({ winner, measures }: PlacementRanking): string {
  if (!winner) {
    return 'around a model that runs nowhere yet';
  }
  const { beside } = placementDescriptions[winner.placement];
  const measure = measures?.[winner.placement];
  if (winner.placement !== 'own-gpu' || measure?.status !== 'measured') {
    return beside;
  }
  const { gpu, gpusPerReplica = 1, replicas = 1 } = measure.setup;
  const count = gpusPerReplica * replicas;
  return gpu ? `${beside} on ${countWords[count] ?? count} ${gpu}` : beside;
}

function recommendationText(
  ranking: PlacementRanking,
  verdict: Verdict,
): string {
  const { winner, runnerUp } = ranking;
  if (!winner) {
    const limits = findRequirementsToRelax(ranking).map(({ text }) => text);
    return `No placement of the language model is eligible with these answers. Relax one requirement: ${limits.join(' ')}`;
  }
  const title = placementTitle(winner.placement);
  switch (verdict) {
    case 'not-enough-answers':
      return 'Not enough answers to recommend where the language model runs. Answer more questions to get a recommendation.';
    case 'close':
      return runnerUp
        ? `Close: both ${title} and ${placementTitle(runnerUp.placement)} are good choices for the language model, in this order.`
        : `${title}: ${placementDescriptions[winner.placement].description}`;
    default:
      return `${title}: ${placementDescriptions[winner.placement].description}`;
  }
}

/** The latency requirement that a recommendation misses. */
function missText({ winner, load, measures }: PlacementRanking): string {
  const measure = winner && measures?.[winner.placement];
  if (load.status === 'unknown' || !measure) {
    return '';
  }
  const { requirement } = load.mid;
  const found = requiredPercentiles(measure, load.mid);
  if (!requirement || !found || found.p95 <= requirement.seconds) {
    return '';
  }
  const what =
    requirement.of === 'first-token'
      ? 'first token'
      : requirement.tokens === undefined
        ? 'whole response'
        : 'short answer';
  return ` It misses the required ${what}: ${formatSeconds(found.p95)} at the p95 against ${formatSeconds(requirement.seconds)} required.`;
}

/** The contributions of the criteria to the gap between first and second; they sum to it. */
function rankDrivers(
  ranking: PlacementRanking,
): LanguageModelAdvice['drivers'] {
  const { winner, runnerUp } = ranking;
  if (!winner || !runnerUp) {
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
        `${placementTitle(ahead.placement)} – ${contribution.reason}`,
        `${placementTitle(behind.placement)} – ${other.reason}`,
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

/** Leaves out flips to answers that rule out every placement. */
const isPlaced = <T extends { placement?: Placement }>(
  flip: T,
): flip is T & { placement: Placement } => flip.placement !== undefined;

function findPlacementFlips(
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
    const outcomes: Outcomes<{ placement?: Placement }> = {
      answer: getAnswer(profile, question.path),
      at: value => ({
        placement: rankPlacements(
          withAnswer(profile, question.path, value),
          options,
        ).winner?.placement,
      }),
      isCurrent: ({ placement }) => placement === winner?.placement,
      toText: ({ placement }) =>
        placement ? placementTitle(placement) : 'Nothing eligible',
    };
    const answers = findAnswerFlips(question, profile, outcomes).filter(
      isPlaced,
    );
    const numbers = findNumberFlips(question, outcomes).filter(isPlaced);
    flips.answers.push(...answers);
    flips.numbers.push(...numbers);
    if (answers.length === 0 && numbers.length === 0) {
      flips.without.push(question.path);
    }
  }
  return flips;
}
