import { Veto } from '../advice';
import { averageFit, Standing, toStanding } from '../fit/scorePatterns';
import { Profile } from '../profile';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { formatCount } from '../quantities/format';
import { getAnswer, QuestionPath } from '../questions';
import { findPolicyVetoes } from '../vetoes';
import { PlacementLimit, PlacementMeasure } from './measures';
import {
  perPlacement,
  Placement,
  placementDescriptions,
  placements,
} from './placements';
import {
  PlacementContext,
  PlacementCriterionScore,
  PlacementOptions,
  requiredPercentiles,
  scoreCriterion,
} from './placementScores';
import { PlacementMeasurer } from './quantities/measurePlacement';
import {
  KnownTokenLoad,
  TokenLoad,
  estimateTokenLoad,
  withUsualLoad,
} from './TokenLoad';

/** How a placement meets all criteria. */
export interface PlacementScore {
  placement: Placement;
  standing: Standing;
  missesRequirement: boolean;
  vetoes: Veto[];
  fit: number;
  scores: PlacementCriterionScore[];
}

/** Ranked placements, with the data they were compared by. */
export interface PlacementRanking {
  /** By rank: highest fit first; misses of a stated requirement last. */
  placements: PlacementScore[];
  /** Absent if the answers rule out all of them. */
  winner?: PlacementScore;
  runnerUp?: PlacementScore;
  load: KnownTokenLoad;
  /** Absent while the load is not known. */
  measures?: Readonly<Record<Placement, PlacementMeasure>>;
}

/** Limits that do not depend on the tokens. */
const ofTheModel: readonly PlacementLimit['id'][] = ['no-such-model'];

/** Measures all placements for a load. */
export function measureAll(
  load: TokenLoad,
  measure: PlacementMeasurer,
): Record<Placement, PlacementMeasure> {
  return perPlacement(placement => measure(placement, load));
}

/**
 * Ranks the placements of a language model, like patterns: limits and policies first, then demand against
 * supply. A criterion with open answers uses the expected demand, at less weight. A criterion that is not
 * measured for all eligible placements has no weight.
 */
export function rankPlacements(
  profile: Profile,
  options: PlacementOptions,
): PlacementRanking {
  const { assume, measure } = options;
  const load = estimateTokenLoad(profile, assume);
  const isKnown = load.status === 'known';
  const compared = comparedLoad(profile, load, assume);
  const measures = measureAll(compared, measure);
  const vetoes = findVetoesByPlacement(profile, measures, isKnown, options);
  const context: PlacementContext = {
    profile,
    options,
    eligible: placements.filter(id => vetoes[id].length === 0),
    load: compared,
    isUsual: !isKnown,
    measures,
  };
  const misses = findPlacementsMissingLatency(context);
  const byCriterion = options.model.placementCriteria.map(criterion =>
    scoreCriterion(criterion, context),
  );
  const scored = placements
    .map((placement, index): PlacementScore => {
      const scores = byCriterion.map(found => found[index]);
      const missesRequirement = misses.includes(placement);
      return {
        placement,
        standing: toStanding(vetoes[placement].length > 0, missesRequirement),
        missesRequirement,
        vetoes: vetoes[placement],
        fit: averageFit(scores),
        scores,
      };
    })
    .sort(
      (a, b) =>
        Number(a.missesRequirement) - Number(b.missesRequirement) ||
        b.fit - a.fit,
    );
  const [best, runnerUp] = scored.filter(({ standing }) => standing !== 'out');
  return {
    placements: scored,
    ...(best && { winner: best }),
    ...(runnerUp && { runnerUp }),
    load,
    ...(isKnown && { measures }),
  };
}

/** The typical requirement while the answer is open: a user reads along. */
const usualRequirement = { of: 'first-token', seconds: 2 } as const;

/** The load for comparing placements: the expected one, or a typical one while it is unknown. */
function comparedLoad(
  profile: Profile,
  load: KnownTokenLoad,
  assume: AssumptionSet,
): TokenLoad {
  const known =
    load.status === 'known'
      ? load
      : estimateTokenLoad(withUsualLoad(profile), assume);
  if (known.status === 'unknown') {
    throw new Error('What is usual leaves a load open');
  }
  return profile.workload?.latency === undefined
    ? { ...known.mid, requirement: usualRequirement }
    : known.mid;
}

function findVetoesByPlacement(
  profile: Profile,
  measures: PlacementContext['measures'],
  isKnown: boolean,
  { model }: PlacementOptions,
): Record<Placement, Veto[]> {
  const of = (placement: Placement): Veto[] => {
    const measured = measures[placement];
    // Limits that do not depend on numbers apply before the tokens are known, unless the class of model is
    // open.
    const limits =
      measured.status === 'impossible'
        ? measured.limits.filter(
            ({ id, field }) =>
              getAnswer(profile, field as QuestionPath) !== undefined &&
              (isKnown || ofTheModel.includes(id)),
          )
        : [];
    return [
      ...listPerimeterVetoes(profile, placement),
      ...listOfflineVetoes(profile, placement),
      ...limits.map(limit => toVeto(placement, limit)),
      ...findPolicyVetoes(profile, placement, model),
    ];
  };
  return perPlacement(of);
}

function listPerimeterVetoes({ llm }: Profile, placement: Placement): Veto[] {
  if (placement !== 'hosted-api' || llm?.residency !== 'own-perimeter') {
    return [];
  }
  return [
    {
      kind: 'veto',
      id: 'own-perimeter',
      field: 'llm.residency',
      value: 'own-perimeter',
      limit: 'region',
      source: 'A hosted API receives every prompt',
      liftedBy: [
        'data that may leave',
        'removing confidential data from prompts',
      ],
      text: 'Hosted API: prompts must not leave our perimeter. Lifted by data that may leave, or removing confidential data from prompts.',
    },
  ];
}

function listOfflineVetoes({ llm }: Profile, placement: Placement): Veto[] {
  if (
    !llm?.offline ||
    (placement !== 'hosted-api' && placement !== 'serverless-gpu')
  ) {
    return [];
  }
  return [
    {
      kind: 'veto',
      id: 'offline',
      field: 'llm.offline',
      value: 'true',
      limit: 'false',
      source: 'Each call passes a network',
      liftedBy: ['a network connection'],
      text: `${placementDescriptions[placement].title}: it must work without a network. Lifted by a network connection.`,
    },
  ];
}

function toVeto(
  placement: Placement,
  { id, field, value, limit, unit, source, what, liftedBy }: PlacementLimit,
): Veto {
  const shown = (given: number | string) =>
    `${typeof given === 'number' ? formatCount(given) : given}${unit ? ` ${unit}` : ''}`;
  const lifted =
    liftedBy.length > 0 ? ` Lifted by ${liftedBy.join(', or ')}.` : '';
  return {
    kind: 'veto',
    id,
    field,
    value,
    limit,
    ...(unit && { unit }),
    source,
    liftedBy,
    text: `${placementDescriptions[placement].title}: ${what} ${shown(value)}, limit ${shown(limit)}.${lifted}`,
  };
}

/**
 * Ratio of the p95 to the requirement that counts as a clear miss even if the median meets it: the tail of a
 * model is known only roughly.
 */
const clearMiss = 1.5;

/** The placements that clearly miss a stated latency that another one meets. */
function findPlacementsMissingLatency({
  profile,
  eligible,
  load,
  measures,
}: PlacementContext): Placement[] {
  const { requirement } = load;
  if (!requirement || profile.workload?.latency === undefined) {
    return [];
  }
  const percentiles = (placement: Placement) =>
    requiredPercentiles(measures[placement], load);
  const someMeets = eligible.some(placement => {
    const found = percentiles(placement);
    return found !== undefined && found.p95 <= requirement.seconds;
  });
  return someMeets
    ? placements.filter(placement => {
        const found = percentiles(placement);
        return (
          found !== undefined &&
          (found.p50 > requirement.seconds ||
            found.p95 > requirement.seconds * clearMiss)
        );
      })
    : [];
}
