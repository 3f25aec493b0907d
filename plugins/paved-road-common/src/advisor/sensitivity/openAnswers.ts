import { ModelCriterion } from '../DecisionModel';
import { demandRange } from '../fit/demand';
import { fullDemand, shareOf } from '../fit/scorePatterns';
import { supplyOf, FitContext } from '../fit/supply';
import { capabilityRange } from '../fit/teamCapability';
import { PlainPattern, plainPatterns } from '../patterns';
import { getAnswer, QuestionPath } from '../questions';
import { possibleStages, stagePaths } from '../stage';

/** What the measured criteria are computed from. */
const measuredPaths: readonly QuestionPath[] = [
  'workload.requestsPerMonth',
  'workload.inferenceMs',
  'workload.memoryGb',
  'workload.modelSizeGb',
  'workload.dataPerRequestMb',
  'workload.traffic',
  'workload.accelerator',
  'workload.latency',
];

const invocations = ['in-app', 'api', 'event'] as const;

/** A pair of patterns by their places in `plainPatterns`: the first is compared with the second. */
export const pairs: readonly (readonly [number, number])[] = [
  [0, 1],
  [0, 2],
  [1, 0],
  [1, 2],
  [2, 0],
  [2, 1],
];

/** The answers on which a criterion depends. */
export function pathsOf({ id, kind, demand }: ModelCriterion): QuestionPath[] {
  const asked = demand.terms.map(({ path }) => path);
  if (kind === 'requirement') {
    return ['team.devopsMaturity', 'team.distributedExperience'];
  }
  switch (id) {
    case 'cost-at-volume':
    case 'tail-latency':
    case 'cold-start':
      return [...asked, ...measuredPaths];
    case 'stage-fit':
      return [...stagePaths];
    case 'invocation-fit':
      return [...asked, 'workload.invocation'];
    default:
      return asked;
  }
}

/**
 * The least points by which each pattern leads each other one in a criterion, whatever the open
 * answers turn out to be. It is never more than what any answer gives, so an answer that becomes
 * known can only raise it.
 *
 * @param isMeasureOpen - whether open answers decide with what the measures are compared
 * @returns by pair, see {@link pairs}
 */
export function leastLeads(
  criterion: ModelCriterion,
  context: FitContext,
  isMeasureOpen: boolean,
): number[] {
  const isOpen = (path: QuestionPath) =>
    getAnswer(context.profile, path) === undefined;
  const isMeasured = ['cost-at-volume', 'tail-latency', 'cold-start'].includes(
    criterion.id,
  );
  const isSupplyOpen =
    isMeasured && (isMeasureOpen || measuredPaths.some(isOpen));
  if (!isSupplyOpen && !pathsOf(criterion).some(isOpen)) {
    return exactLeads(criterion, context);
  }
  if (criterion.kind === 'requirement') {
    return requirementLeads(criterion, context);
  }
  if (criterion.id === 'stage-fit') {
    const { stageRatings } = context.model;
    return leastOver(
      possibleStages(context.profile, context.assume).map(stage =>
        leadsAt(
          fullDemand,
          suppliesOf(pattern => stageRatings[stage][pattern].value),
        ),
      ),
    );
  }
  if (criterion.id === 'invocation-fit') {
    const { invocationRatings } = context.model;
    return leastOver(
      invocations.flatMap(invocation =>
        demandsAt(criterion, context, []).map(demand =>
          leadsAt(
            demand,
            suppliesOf(pattern => invocationRatings[invocation][pattern].value),
          ),
        ),
      ),
    );
  }
  if (isSupplyOpen) {
    return leastOver(
      demandsAt(criterion, context, []).map(demand => {
        const lead = shareOf(demand, 1, true) - shareOf(demand, 5, true);
        return pairs.map(() => lead);
      }),
    );
  }
  const supplies = plainPatterns.map(
    pattern => supplyOf(criterion, pattern, context).value,
  );
  if (supplies.includes(undefined)) {
    return pairs.map(() => 0);
  }
  return leastOver(
    demandsAt(criterion, context, supplies as number[]).map(demand =>
      leadsAt(demand, supplies as number[]),
    ),
  );
}

/** The leads where nothing is open; none where something has no price. */
function exactLeads(criterion: ModelCriterion, context: FitContext): number[] {
  if (criterion.kind === 'requirement') {
    return requirementLeads(criterion, context);
  }
  const supplies = plainPatterns.map(
    pattern => supplyOf(criterion, pattern, context).value,
  );
  const demand =
    criterion.id === 'stage-fit'
      ? fullDemand
      : demandRange(context.profile, criterion.demand)?.[0];
  return demand === undefined
    ? pairs.map(() => 0)
    : pairs.map(([one, other]) => {
        const [a, b] = [supplies[one], supplies[other]];
        return a === undefined || b === undefined
          ? 0
          : shareOf(demand, a, true) - shareOf(demand, b, true);
      });
}

/*
 * The capability of the team is what is supplied, the same for all patterns; leads are linear in it
 * between the ratings, so the ends and the ratings are all that has to be looked at.
 */
function requirementLeads(
  criterion: ModelCriterion,
  context: FitContext,
): number[] {
  const [low, high] = capabilityRange(context.profile);
  const asked = suppliesOf(
    pattern => supplyOf(criterion, pattern, context).value ?? 1,
  );
  const capabilities = [
    low,
    high,
    ...asked.filter(rating => rating > low && rating < high),
  ];
  return leastOver(
    capabilities.map(capability =>
      pairs.map(
        ([one, other]) =>
          shareOf(asked[one], capability, false) -
          shareOf(asked[other], capability, false),
      ),
    ),
  );
}

/*
 * A lead is linear in the demand between the supplies, where it jumps by the bonus for surplus; so
 * the ends, the supplies and what is just above them are all that has to be looked at.
 */
function demandsAt(
  criterion: ModelCriterion,
  { profile }: FitContext,
  supplies: readonly number[],
): number[] {
  const range = demandRange(profile, criterion.demand);
  if (!range) {
    return [];
  }
  const [low, high] = range;
  return [
    low,
    high,
    ...supplies
      .flatMap(supply => [supply, supply + 1e-9])
      .filter(demand => demand > low && demand < high),
  ];
}

function suppliesOf(of: (pattern: PlainPattern) => number): number[] {
  return plainPatterns.map(of);
}

function leadsAt(demand: number, supplies: readonly number[]): number[] {
  const shares = supplies.map(supply => shareOf(demand, supply, true));
  return pairs.map(([one, other]) => shares[one] - shares[other]);
}

function leastOver(leads: number[][]): number[] {
  return pairs.map((_, pair) =>
    leads.length === 0 ? 0 : Math.min(...leads.map(lead => lead[pair])),
  );
}
