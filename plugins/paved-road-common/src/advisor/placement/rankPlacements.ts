import { RankedPlacement, Veto } from '../advice';
import { DecisionModel } from '../DecisionModel';
import { demandOf } from '../fit/demand';
import { fitOf, shareOf, Standing, standingOf } from '../fit/scorePatterns';
import { immaterialCost, shortBy, toleratedColdShare } from '../fit/supply';
import { teamCapability } from '../fit/teamCapability';
import { Weights } from '../ids';
import { Profile } from '../profile';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { formatCount, formatMoney, formatSeconds } from '../quantities/format';
import { getAnswer, QuestionPath, questions } from '../questions';
import { rampAround, rampOf } from '../ramp';
import { expectedAnswer } from '../sensitivity/priors';
import { filtersOf } from '../vetoes';
import { PlacementCriterion } from './criteria';
import { Percentiles, PlacementLimit, PlacementMeasure } from './measures';
import {
  perPlacement,
  Placement,
  placementDescriptions,
  placements,
} from './placements';
import { PlacementMeasurer } from './quantities/measurePlacement';
import {
  KnownTokenLoad,
  TokenLoad,
  tokenLoadOf,
  withUsualLoad,
} from './TokenLoad';

/** What stays the same for all placements that are compared. */
export interface PlacementOptions {
  model: DecisionModel;
  weights: Weights;
  assume: AssumptionSet;
  measure: PlacementMeasurer;
}

/** How a placement meets a criterion. */
interface PlacementCriterionScore {
  criterion: PlacementCriterion;
  demand: number | undefined;
  supply: number | undefined;
  weight: number;
  /** Points that the criterion would give if it were the only one, 0..102. */
  share: number;
  /** Whether the demand is an expected value because the answers are open. */
  isExpected: boolean;
}

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
  /** By rank: highest fit first; those that miss a stated requirement last. */
  placements: PlacementScore[];
  winner: PlacementScore;
  runnerUp?: PlacementScore;
  load: KnownTokenLoad;
  /** Absent while the load is not known. */
  measures?: Readonly<Record<Placement, PlacementMeasure>>;
}

/** Ratio to the required latency at which the supply reaches its minimum. */
const worstLatencyRatio = 10;

/** Limits that do not depend on the tokens. */
const ofTheModel: readonly PlacementLimit['id'][] = ['no-such-model'];

/** Measures all placements for a load. */
export function measureAll(
  load: TokenLoad,
  measure: PlacementMeasurer,
): Record<Placement, PlacementMeasure> {
  return perPlacement(placement => measure(placement, load));
}

/** The percentiles that the requirement applies to: first token or whole response. */
export function requiredPercentiles(
  measure: PlacementMeasure | undefined,
  load: TokenLoad,
): Percentiles | undefined {
  if (measure?.status !== 'measured' || !load.requirement) {
    return undefined;
  }
  const { firstToken, response } = measure.latency;
  return load.requirement.of === 'first-token' ? firstToken : response;
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
  const load = tokenLoadOf(profile, assume);
  const isKnown = load.status === 'known';
  const compared = comparedLoad(profile, load, assume);
  const measures = measureAll(compared, measure);
  const vetoes = vetoesOf(profile, measures, isKnown, options);
  const context: Context = {
    profile,
    options,
    eligible: placements.filter(id => vetoes[id].length === 0),
    load: compared,
    isUsual: !isKnown,
    measures,
  };
  const misses = missesOf(context);
  const byCriterion = options.model.placementCriteria.map(criterion =>
    scoreCriterion(criterion, context),
  );
  const scored = placements
    .map((placement, index): PlacementScore => {
      const scores = byCriterion.map(found => found[index]);
      const missesRequirement = misses.includes(placement);
      return {
        placement,
        standing: standingOf(vetoes[placement].length > 0, missesRequirement),
        missesRequirement,
        vetoes: vetoes[placement],
        fit: fitOf(scores),
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
    winner: best ?? scored[0],
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
      : tokenLoadOf(withUsualLoad(profile), assume);
  if (known.status === 'unknown') {
    throw new Error('What is usual leaves a load open');
  }
  return profile.workload?.latency === undefined
    ? { ...known.mid, requirement: usualRequirement }
    : known.mid;
}

interface Context {
  profile: Profile;
  options: PlacementOptions;
  eligible: readonly Placement[];
  load: TokenLoad;
  /** Whether the load is a typical one because it is unknown. */
  isUsual: boolean;
  measures: Readonly<Record<Placement, PlacementMeasure>>;
}

function vetoesOf(
  profile: Profile,
  measures: Context['measures'],
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
      ...perimeterOf(profile, placement),
      ...limits.map(limit => vetoOf(placement, limit)),
      ...filtersOf(profile, placement, model),
    ];
  };
  return perPlacement(of);
}

function perimeterOf({ llm }: Profile, placement: Placement): Veto[] {
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

function vetoOf(
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
function missesOf({ profile, eligible, load, measures }: Context): Placement[] {
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

/** The capability of a team without answers: the middle of the scale. */
const usualCapability = 3;

/** Expected demand by criterion. */
const expectedDemands = new Map<string, number>();

function expectedDemand({
  id,
  demand,
}: PlacementCriterion): number | undefined {
  const kept = expectedDemands.get(id);
  if (kept !== undefined) {
    return kept;
  }
  const demands = demand.terms.flatMap(term => {
    const question = questions.find(({ path }) => path === term.path);
    return question
      ? [
          expectedAnswer(question, { llm: {} }, value =>
            demandOf(profileWith(term.path, value), {
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
  expectedDemands.set(id, mean);
  return mean;
}

function profileWith(path: string, value: string | number): Profile {
  const [group, field] = path.split('.');
  return { [group]: { [field]: value } };
}

function scoreCriterion(
  criterion: PlacementCriterion,
  context: Context,
): PlacementCriterionScore[] {
  const { profile, options, eligible } = context;
  const { weights, assume } = options;
  const isRequirement = criterion.kind === 'requirement';
  const known = isRequirement
    ? teamCapability(profile)
    : demandOf(profile, criterion.demand);
  const shared =
    known ?? (isRequirement ? usualCapability : expectedDemand(criterion));
  const supplies = placements.map(placement =>
    supplyOf(criterion, placement, context),
  );
  const isComparable =
    shared !== undefined &&
    placements.every(
      (placement, index) =>
        supplies[index] !== undefined || !eligible.includes(placement),
    );
  const isExpected =
    known === undefined || (criterion.kind === 'measured' && context.isUsual);
  const weight =
    (weights[criterion.id] ?? criterion.demand.weight) *
    (isExpected ? assume.get('openAnswerShare') : 1);
  return supplies.map(value => {
    const [demand, supply] = isRequirement ? [value, shared] : [shared, value];
    const isKnown =
      isComparable && demand !== undefined && supply !== undefined;
    return {
      criterion,
      demand,
      supply,
      weight: isKnown ? weight : 0,
      share: isKnown ? shareOf(demand, supply, !isRequirement) : 0,
      isExpected,
    };
  });
}

function supplyOf(
  criterion: PlacementCriterion,
  placement: Placement,
  context: Context,
): number | undefined {
  switch (criterion.id) {
    case 'model-cost':
      return costSupply(placement, context);
    case 'model-latency':
      return latencySupply(placement, context);
    case 'model-idle-capacity':
      return idleSupply(criterion, placement, context);
    default:
      return criterion.ratings?.[placement].value;
  }
}

/** The lowest monthly cost of the eligible placements; undefined if none is known. */
function leastCost({ eligible, measures }: Context): number | undefined {
  let least: number | undefined;
  for (const placement of eligible.length > 0 ? eligible : placements) {
    const measure = measures[placement];
    if (
      measure.status === 'measured' &&
      (least === undefined || measure.monthly < least)
    ) {
      least = measure.monthly;
    }
  }
  return least;
}

/** Costs are compared as for patterns: as a ratio, after adding an amount that is immaterial compared to the team. */
function costSupply(placement: Placement, context: Context) {
  const measure = context.measures[placement];
  if (measure.status !== 'measured') {
    return supplyOfImpossible(context);
  }
  const immaterial = immaterialCost(context.profile, context.options.assume);
  const least = leastCost(context) ?? measure.monthly;
  return 5 - 4 * shortBy((measure.monthly + immaterial) / (least + immaterial));
}

/** A placement that cannot serve a typical load is not ruled out, but gets the lowest supply. */
function supplyOfImpossible({ isUsual }: Context) {
  return isUsual ? 1 : undefined;
}

function latencySupply(placement: Placement, context: Context) {
  const { load, measures } = context;
  const measure = measures[placement];
  if (measure.status !== 'measured') {
    return supplyOfImpossible(context);
  }
  const found = requiredPercentiles(measure, load);
  if (!found || !load.requirement) {
    return 5;
  }
  const { of, seconds } = load.requirement;
  const { tokensPerSecond, coldStartProbability, coldStartSeconds } =
    measure.latency;
  const coldShare =
    coldStartProbability * (of === 'response' ? load.callsPerTask : 1);
  const warm =
    found.p99 - (coldShare > toleratedColdShare ? coldStartSeconds : 0);
  // Users who read along must not wait for words.
  const slowReading =
    of === 'first-token'
      ? context.options.assume.get('readingSpeed') / tokensPerSecond.p99
      : 0;
  const at = (p99: number) => {
    const over = Math.log(Math.max(1, p99 / seconds, slowReading));
    return Math.max(1, 5 - (4 * over) / Math.log(worstLatencyRatio));
  };
  // As for patterns, cold starts count as far as one call in a hundred hits one.
  const share = rampAround(coldShare, toleratedColdShare);
  return (1 - share) * at(warm) + share * at(warm + coldStartSeconds);
}

/** Utilisation above which hardware counts as practically never idle, and below which as always idle. */
const busyUse = 0.5;
const idleUse = 0.03;

/** Rated by the cost while nobody calls, weighted by how idle the hardware is. */
function idleSupply(
  { ratings }: PlacementCriterion,
  placement: Placement,
  { isUsual, measures }: Context,
) {
  const rated = ratings?.[placement].value;
  const measure = measures[placement];
  const use =
    measure.status === 'measured' && !isUsual ? measure.used : undefined;
  return rated === undefined || use === undefined
    ? rated
    : rated + (5 - rated) * rampOf(use, idleUse, busyUse);
}

/** A score put into words, criterion by criterion. */
export function explainPlacement(
  {
    placement,
    fit,
    standing,
    missesRequirement,
    vetoes,
    scores,
  }: PlacementScore,
  ranking: PlacementRanking,
): RankedPlacement {
  const total = scores.reduce((sum, { weight }) => sum + weight, 0);
  return {
    placement,
    fit,
    eligible: standing !== 'out',
    missesRequirement,
    vetoes,
    contributions: scores.map(score => {
      const { criterion, demand, supply, weight, share } = score;
      return {
        criterion: criterion.id,
        ...(demand !== undefined && { demand }),
        ...(supply !== undefined && { supply }),
        weight,
        shortfall:
          weight > 0 && demand !== undefined && supply !== undefined
            ? Math.max(0, demand - supply) / 4
            : 0,
        points: total > 0 ? (weight * share) / total : 0,
        reason: reasonOf(score, placement, ranking),
      };
    }),
  };
}

function reasonOf(
  { criterion, isExpected, weight }: PlacementCriterionScore,
  placement: Placement,
  ranking: PlacementRanking,
): string {
  const reason = criterion.ratings
    ? criterion.ratings[placement].reason
    : measuredReason(criterion, placement, ranking);
  return isExpected && weight > 0
    ? `${reason} Not answered: a typical value is used, with less weight.`
    : reason;
}

function measuredReason(
  { id }: PlacementCriterion,
  placement: Placement,
  { load, measures }: PlacementRanking,
): string {
  if (load.status === 'unknown') {
    return `Answer ${load.missing.join(', ')} to see numbers.`;
  }
  const measure = measures?.[placement];
  if (measure?.status !== 'measured') {
    return 'Not possible; see the limits.';
  }
  if (id === 'model-cost') {
    return `${formatMoney(measure.monthly)}/month.`;
  }
  const { firstToken, tokensPerSecond } = measure.latency;
  const speed = `First token after ${formatSeconds(firstToken.p50)}, p95 ${formatSeconds(firstToken.p95)}, then ${formatCount(tokensPerSecond.p50)} tokens a second`;
  const { requirement } = load.mid;
  if (!requirement) {
    return `${speed}.`;
  }
  return `${speed}, against ${requirement.of === 'first-token' ? 'a first token' : 'a response'} within ${formatSeconds(requirement.seconds)}.`;
}
