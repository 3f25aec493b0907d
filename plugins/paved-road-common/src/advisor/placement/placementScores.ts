import { DecisionModel } from '../DecisionModel';
import { estimateDemand } from '../fit/demand';
import { scoreSupply } from '../fit/scorePatterns';
import { immaterialCost, shortBy, toleratedColdShare } from '../fit/supply';
import { teamCapability } from '../fit/teamCapability';
import { Weights } from '../ids';
import { Profile } from '../profile';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { questions } from '../questions';
import { logRampAround, logRampBetween } from '../ramp';
import { expectedAnswer } from '../sensitivity/priors';
import { PlacementCriterion } from './criteria';
import { Percentiles, PlacementMeasure } from './measures';
import { Placement, placements } from './placements';
import { PlacementMeasurer } from './quantities/measurePlacement';
import { TokenLoad, usualCapability } from './TokenLoad';

/** What stays the same for all placements that are compared. */
export interface PlacementOptions {
  model: DecisionModel;
  weights: Weights;
  assume: AssumptionSet;
  measure: PlacementMeasurer;
}

/** How a placement meets a criterion. */
export interface PlacementCriterionScore {
  criterion: PlacementCriterion;
  demand: number | undefined;
  supply: number | undefined;
  weight: number;
  /** Points that the criterion would give if it were the only one, 0..102. */
  share: number;
  /** Whether the demand is an expected value because the answers are open. */
  isExpected: boolean;
}

/** The data that placements are compared by. */
export interface PlacementContext {
  profile: Profile;
  options: PlacementOptions;
  eligible: readonly Placement[];
  load: TokenLoad;
  /** Whether the load is a typical one because it is unknown. */
  isUsual: boolean;
  measures: Readonly<Record<Placement, PlacementMeasure>>;
}

/** Ratio to the required latency at which the supply reaches its minimum. */
const worstLatencyRatio = 10;

/** The percentiles that the requirement applies to: first token or whole response. */
export function requiredPercentiles(
  measure: PlacementMeasure | undefined,
  load: TokenLoad,
): Percentiles | undefined {
  if (measure?.status !== 'measured' || !load.requirement) {
    return undefined;
  }
  const { firstToken, response, tokensPerSecond } = measure.latency;
  const { of, tokens } = load.requirement;
  if (tokens === undefined) {
    return of === 'first-token' ? firstToken : response;
  }
  const median = firstToken.p50 + (tokens - 1) / tokensPerSecond.p50;
  // Waits for the first token and slow output hardly ever coincide, so their distances add up as independent ones do.
  const labelAt = (share: keyof Percentiles) =>
    median +
    Math.hypot(
      firstToken[share] - firstToken.p50,
      (tokens - 1) * (1 / tokensPerSecond[share] - 1 / tokensPerSecond.p50),
    );
  return { p50: labelAt('p50'), p95: labelAt('p95'), p99: labelAt('p99') };
}

/** Expected demand by criterion, and by the answer that priors depend on. */
const expectedDemands = new Map<string, number>();

function expectedDemand(
  { id, demand }: PlacementCriterion,
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

/** How each placement meets a criterion, in the order of `placements`. */
export function scoreCriterion(
  criterion: PlacementCriterion,
  context: PlacementContext,
): PlacementCriterionScore[] {
  const { profile, options, eligible } = context;
  const { weights, assume } = options;
  const isRequirement = criterion.kind === 'requirement';
  const known = isRequirement
    ? teamCapability(profile)
    : estimateDemand(profile, criterion.demand);
  const shared =
    known ??
    (isRequirement ? usualCapability : expectedDemand(criterion, profile));
  const supplies = placements.map(placement =>
    ratePlacement(criterion, placement, context),
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
      share: isKnown ? scoreSupply(demand, supply, !isRequirement) : 0,
      isExpected,
    };
  });
}

function ratePlacement(
  criterion: PlacementCriterion,
  placement: Placement,
  context: PlacementContext,
): number | undefined {
  switch (criterion.id) {
    case 'model-cost':
      return costSupply(placement, context);
    case 'model-latency':
      return latencySupply(placement, context);
    case 'model-capacity':
      return capacitySupply(placement, context);
    case 'model-idle-capacity':
      return idleSupply(criterion, placement, context);
    default:
      return criterion.ratings?.[placement].value;
  }
}

/** The lowest monthly cost of the eligible placements, with the people who operate them; undefined if none is known. */
function leastCost({
  eligible,
  measures,
}: PlacementContext): number | undefined {
  let least: number | undefined;
  for (const placement of eligible.length > 0 ? eligible : placements) {
    const measure = measures[placement];
    if (measure.status === 'measured') {
      const cost = measure.monthly + measure.people;
      least = Math.min(least ?? cost, cost);
    }
  }
  return least;
}

/** Costs are compared as for patterns: as a ratio, after adding an amount that is immaterial compared to the team. */
function costSupply(placement: Placement, context: PlacementContext) {
  const measure = context.measures[placement];
  if (measure.status !== 'measured') {
    return supplyOfImpossible(context);
  }
  const immaterial = immaterialCost(context.profile, context.options.assume);
  const cost = measure.monthly + measure.people;
  const least = leastCost(context) ?? cost;
  return 5 - 4 * shortBy((cost + immaterial) / (least + immaterial));
}

/** A placement that cannot serve a typical load is not ruled out, but gets the lowest supply. */
function supplyOfImpossible({ isUsual }: PlacementContext) {
  return isUsual ? 1 : undefined;
}

function latencySupply(placement: Placement, context: PlacementContext) {
  const { load, measures } = context;
  const measure = measures[placement];
  if (measure.status !== 'measured') {
    return supplyOfImpossible(context);
  }
  const found = requiredPercentiles(measure, load);
  if (!found || !load.requirement) {
    return 5;
  }
  const { of, seconds, tokens } = load.requirement;
  const { tokensPerSecond, coldStartProbability, coldStartSeconds } =
    measure.latency;
  const coldShare =
    coldStartProbability *
    (of === 'response' && tokens === undefined ? load.callsPerTask : 1);
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
  const share = logRampAround(coldShare, toleratedColdShare);
  return (1 - share) * at(warm) + share * at(warm + coldStartSeconds);
}

/** Use of a quota up to which nobody notices it, and from which it is the first problem. */
const easyQuota = 0.1;
const hardQuota = 10;

function capacitySupply(placement: Placement, context: PlacementContext) {
  const measure = context.measures[placement];
  return measure.status === 'measured'
    ? 5 - 4 * logRampBetween(measure.quotaUse, easyQuota, hardQuota)
    : supplyOfImpossible(context);
}

/** Utilisation above which hardware counts as practically never idle, and below which as always idle. */
const busyUse = 0.5;
const idleUse = 0.03;

/** Rated by the cost while nobody calls, weighted by how idle the hardware is. */
function idleSupply(
  { ratings }: PlacementCriterion,
  placement: Placement,
  { isUsual, measures }: PlacementContext,
) {
  const rated = ratings?.[placement].value;
  const measure = measures[placement];
  const use =
    measure.status === 'measured' && !isUsual ? measure.used : undefined;
  return rated === undefined || use === undefined
    ? rated
    : rated + (5 - rated) * logRampBetween(use, idleUse, busyUse);
}
