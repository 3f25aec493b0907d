import { placementDescriptions } from '../options/placements/descriptions';
import { formatCount } from '../quantities/format';
import { findPolicyVetoes, offlineVeto } from './vetoes';
import { QuestionPath } from '../profile/question';
import { Veto } from './schemas';
import { expectedAnswer } from '../profile/priors';
import { questions, getAnswer } from '../profile/questions';
import { estimateDemand } from './demand';
import { teamCapability } from '../profile/teamCapability';
import { ComparedCriterion } from '../options/criterion';
import {
  PlacementContext,
  ratePlacement,
  placementReason,
} from '../options/placements/supply';
import { Profile } from '../profile/profile';
import {
  PlacementMeasure,
  PlacementLimit,
  requiredPercentiles,
} from '../quantities/languageModels/measures';
import {
  KnownTokenLoad,
  TokenLoad,
  estimateTokenLoad,
  usualCapability,
  withUsualLoad,
} from '../quantities/languageModels/TokenLoad';
import { perOption } from '../profile/perOption';
import { Placement, placements } from '../profile/placements';
import { Ranking, rank, SharedSide } from './rank';
import { PlacementMeasurer } from '../quantities/languageModels/measurePlacement';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { Weights } from '../profile/ids';
import { DecisionModel } from '../options/DecisionModel';

/** What stays the same for all placements that are compared. */
export interface PlacementOptions {
  model: DecisionModel;
  weights: Weights;
  assume: AssumptionSet;
  measure: PlacementMeasurer;
}

export interface PlacementRanking extends Ranking<Placement> {
  load: KnownTokenLoad;
  /** Absent while the load is not known. */
  measures?: Readonly<Record<Placement, PlacementMeasure>>;
}

/** Limits that do not depend on the tokens. */
const ofTheModel: readonly PlacementLimit['id'][] = ['no-such-model'];

function measureAll(
  load: TokenLoad,
  measure: PlacementMeasurer,
): Record<Placement, PlacementMeasure> {
  return perOption(placements, placement => measure(placement, load));
}

/**
 * Ranks the placements of a language model, like patterns: limits and policies first, then demand against
 * supply. A criterion with open answers uses the expected demand, at less weight.
 */
export function rankPlacements(
  profile: Profile,
  options: PlacementOptions,
): PlacementRanking {
  const { model, weights, assume, measure } = options;
  const load = estimateTokenLoad(profile, assume);
  const isKnown = load.status === 'known';
  const compared = comparedLoad(profile, load, assume);
  const measures = measureAll(compared, measure);
  const vetoes = findVetoesByPlacement(profile, measures, isKnown, options);
  const context: PlacementContext = {
    profile,
    assume,
    eligible: placements.filter(id => vetoes[id].length === 0),
    known: load,
    load: compared,
    measures,
  };
  const misses = findPlacementsMissingLatency(context);
  const ranking = rank<Placement>({
    options: placements,
    criteria: model.placementCriteria,
    weights,
    vetoes,
    missesRequirement: placement => misses.includes(placement),
    getShared: criterion => sharedSide(criterion, context),
    rate: (criterion, placement) =>
      ratePlacement(criterion, placement, context),
    explain: (criterion, placement) =>
      placementReason(criterion, placement, context),
  });
  return { ...ranking, load, ...(isKnown && { measures }) };
}

/** The demand of a profile or the capability of its team; an expected one, at less weight, while answers are open. */
function sharedSide(
  criterion: ComparedCriterion<Placement>,
  { profile, known: load, assume }: PlacementContext,
): SharedSide {
  const isRequirement = criterion.kind === 'requirement';
  const known = isRequirement
    ? teamCapability(profile)
    : estimateDemand(profile, criterion.demand);
  const isExpected =
    known === undefined ||
    (criterion.kind === 'measured' && load.status === 'unknown');
  return {
    value:
      known ??
      (isRequirement ? usualCapability : expectedDemand(criterion, profile)),
    ...(isExpected && { expectedShare: assume.get('openAnswerShare') }),
  };
}

/** Expected demand by criterion, and by the answer that priors depend on. */
const expectedDemands = new Map<string, number>();

function expectedDemand(
  { id, demand }: ComparedCriterion<Placement>,
  profile: Profile,
): number | undefined {
  const quality = profile.llm?.quality;
  const key = `${id} ${quality}`;
  const kept = expectedDemands.get(key);
  if (kept !== undefined) {
    return kept;
  }
  const demands = demand.terms.flatMap(term => {
    const question = questions.find(({ path }) => path === term.path);
    return question
      ? [
          expectedAnswer(question, { llm: { quality } }, value =>
            estimateDemand(profileWith(term.path, value), {
              ...demand,
              terms: [term],
            }),
          ),
        ]
      : [];
  });
  if (demands.length === 0) {
    return undefined;
  }
  const mean = demands.reduce((sum, value) => sum + value, 0) / demands.length;
  expectedDemands.set(key, mean);
  return mean;
}

function profileWith(path: string, value: string | number): Profile {
  const [group, field] = path.split('.');
  return { [group]: { [field]: value } };
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
  return perOption(placements, placement => {
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
  });
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
  return llm?.offline && placement !== 'cpu'
    ? [offlineVeto(placementDescriptions[placement].title)]
    : [];
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
    text: `${placementDescriptions[placement].title}: ${
      typeof value === 'number'
        ? `${what} ${shown(value)}, limit ${shown(limit)}`
        : `the ${what} must be ${shown(value)} but is ${shown(limit)}`
    }.${lifted}`,
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
