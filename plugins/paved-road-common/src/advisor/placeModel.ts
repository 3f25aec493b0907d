import { findNextAnswers } from './choice/answerGains';
import { Draws } from './choice/Axis';
import {
  classifyConfidence,
  estimateConfidence,
  OptionConfidence,
} from './choice/confidence';
import {
  computeMargin,
  rankDrivers,
  recommendationText,
} from './explain/explainChoice';
import { eligibleWinner, explainScore } from './choice/rank';
import {
  placementAxis,
  listDecisiveOpen,
  findPlacementFlips,
} from './choice/placementAxis';
import { RankedPlacement, Verdict } from './choice/schemas';
import { Profile } from './profile/profile';
import { AssumptionSet } from './quantities/AssumptionSet';
import { formatCount, formatSeconds } from './quantities/format';
import { adviseGateway } from './explain/gateway';
import { buildPlacementRoadmap } from './explain/roadmap/placementRoadmap';
import {
  estimatePlacementCosts,
  toLatencyEstimate,
} from './quantities/languageModels/economics';
import { perOption } from './profile/perOption';
import { Placement, placements } from './profile/placements';
import { placementDescriptions } from './options/placements/descriptions';
import { placementMeasurer } from './quantities/languageModels/measurePlacement';
import { requiredPercentiles } from './quantities/languageModels/measures';
import {
  PlacementRanking,
  rankPlacements,
  PlacementOptions,
} from './choice/rankPlacements';
import { LanguageModelAdvice } from './explain/placementSchemas';
import {
  describeAwaitedPart,
  tokensPerMonth,
} from './quantities/languageModels/TokenLoad';

/** The chosen placement of a language model, and how sure the choice is. */
export interface PlacedModel {
  ranking: PlacementRanking;
  /** Absent if none is eligible. */
  placement?: Placement;
  confidence: OptionConfidence<Placement>;
  draws: Draws<Placement>;
  verdict: Verdict;
  options: PlacementOptions;
  /** For trial computations, which must not mark assumptions as used. */
  trial: PlacementOptions;
}

export interface ExplainedPlacement {
  ranks: RankedPlacement[];
  /** Completes the title of a pattern, such as "calling a hosted API"; absent if no placement is eligible. */
  beside?: string;
  advice: LanguageModelAdvice;
}

const placementTitle = (id: Placement) => placementDescriptions[id].title;

/**
 * Ranks where the language model of a profile runs.
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
  const { confidence, draws } = estimateConfidence(
    profile,
    ranking,
    placementAxis(trial),
  );
  const placement = eligibleWinner(ranking);
  return {
    ranking,
    ...(placement && { placement }),
    confidence,
    draws,
    verdict: classifyConfidence(
      ranking.winner.option,
      confidence,
      assume,
      listDecisiveOpen(profile).length > 0,
    ),
    options,
    trial,
  };
}

/** Explains a chosen placement: costs, latency, flips and roadmap. */
export function explainPlacement(
  profile: Profile,
  {
    ranking,
    placement,
    confidence,
    draws,
    verdict,
    options,
    trial,
  }: PlacedModel,
): ExplainedPlacement {
  const { winner, runnerUp, load } = ranking;
  const { model, assume, measure } = options;
  const cost = estimatePlacementCosts(load, measure);
  const relax = placement ? undefined : findRequirementsToRelax(ranking);
  return {
    ranks: ranking.options.map(score => ({
      placement: score.option,
      ...explainScore(score, ranking.comparison),
    })),
    ...(placement && { beside: describeServer(placement, ranking) }),
    advice: {
      ...(placement && { placement }),
      ...(relax && { relax }),
      ...(runnerUp && { runnerUp: runnerUp.option }),
      margin: computeMargin(ranking),
      verdict,
      expected: confidence.expected,
      worstCase: confidence.worstCase[winner.option],
      openAnswers: confidence.openAnswers,
      nextAnswers:
        verdict === 'not-enough-answers'
          ? findNextAnswers(confidence, draws, assume, {
              required: listDecisiveOpen(profile),
            })
          : [],
      text: `${placementText(ranking, verdict)}${missText(ranking)}`,
      drivers: rankDrivers(ranking, placementTitle),
      flips: findPlacementFlips(profile, ranking, trial),
      priceDate: model.languageModels.priceDate,
      ...(load.status === 'known' && {
        tokensPerMonth: tokensPerMonth(load.mid),
      }),
      cost,
      latency: {
        perPlacement: perOption(placements, id =>
          toLatencyEstimate(id, load, ranking.measures),
        ),
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
 * The answers to relax where nothing is eligible: the answers that rule out the placement with the fewest limits, and among equals the
 * best fit.
 */
function findRequirementsToRelax({
  options,
}: PlacementRanking): NonNullable<LanguageModelAdvice['relax']> {
  const [closest] = [...options].sort(
    (a, b) => a.vetoes.length - b.vetoes.length || b.fit - a.fit,
  );
  return closest.vetoes.map(({ field, text }) => ({ field, text }));
}

/** With its GPUs, if known: "and a model server on two H100". */
function describeServer(
  placement: Placement,
  { measures }: PlacementRanking,
): string {
  const { beside } = placementDescriptions[placement];
  const measure = measures?.[placement];
  if (placement !== 'own-gpu' || measure?.status !== 'measured') {
    return beside;
  }
  const { gpu, gpusPerReplica = 1, replicas = 1 } = measure.setup;
  const count = gpusPerReplica * replicas;
  return gpu
    ? `${beside} on ${countWords[count] ?? formatCount(count)} ${gpu}`
    : beside;
}

function placementText(ranking: PlacementRanking, verdict: Verdict): string {
  const { winner, runnerUp } = ranking;
  const title = placementTitle(winner.option);
  return recommendationText(ranking, verdict, {
    titles: [title, runnerUp && placementTitle(runnerUp.option)],
    recommended: `${title}: ${placementDescriptions[winner.option].description}`,
    noneEligible:
      'No placement of the language model is eligible with these answers.',
    notEnoughAnswers:
      'Not enough answers to recommend where the language model runs. Answer more questions to get a recommendation.',
    goodChoices: 'are good choices for the language model',
  });
}

/** The latency requirement that a recommendation misses. */
function missText({ winner, load, measures }: PlacementRanking): string {
  const measure = measures?.[winner.option];
  if (load.status === 'unknown' || winner.tier === 'out' || !measure) {
    return '';
  }
  const { requirement } = load.mid;
  const found = requiredPercentiles(measure, load.mid);
  if (!requirement || !found || found.p95 <= requirement.seconds) {
    return '';
  }
  return ` It misses the required ${describeAwaitedPart(requirement)}: ${formatSeconds(found.p95)} at the p95 against ${formatSeconds(requirement.seconds)} required.`;
}
