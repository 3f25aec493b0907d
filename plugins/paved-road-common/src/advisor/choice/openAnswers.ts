import { scoreSupply } from './rank';
import { fullDemand } from './rankWorkload';
import { DecisionModel, ModelCriterion } from '../options/DecisionModel';
import { demandRange } from './demand';
import {
  FitContext,
  interpolateRating,
  stageRating,
  rateSupply,
} from '../options/patterns/supply';
import { capabilityRange } from '../profile/teamCapability';
import { AnswerRatings, ratedQuestions } from '../options/patterns/fitRatings';
import { Ratings } from '../options/patterns/criteria';
import { PlainPattern, plainPatterns } from '../profile/patterns';
import { measuredPaths } from '../quantities/measure';
import { getAnswer, QuestionPath } from '../profile/questions';
import { possibleStages, stagePaths } from '../quantities/stage';

/** The criteria computed from cost and latency. */
const measured = [
  'cost-at-volume',
  'data-transfer',
  'tail-latency',
  'cold-start',
];

/** A pair of patterns by their places in `plainPatterns`: the first is compared with the second. */
export const pairs: readonly (readonly [number, number])[] = [
  [0, 1],
  [0, 2],
  [1, 0],
  [1, 2],
  [2, 0],
  [2, 1],
];

/** Whether a rating of a criterion depends on the number of services. */
function hasFirst(
  { id, ratings }: ModelCriterion,
  { answerRatings }: DecisionModel,
): boolean {
  const byAnswer: Ratings[] =
    id in ratedQuestions
      ? Object.values(answerRatings[id as keyof AnswerRatings])
      : [];
  return [...(ratings ? [ratings] : []), ...byAnswer].some(rated =>
    Object.values(rated).some(({ first }) => first !== undefined),
  );
}

/** The answers that a criterion depends on. */
export function criterionPaths(
  criterion: ModelCriterion,
  model: DecisionModel,
): QuestionPath[] {
  const { id, kind, demand } = criterion;
  const asked = demand.terms.map(({ path }) => path);
  const counted: QuestionPath[] = hasFirst(criterion, model)
    ? ['growth.models']
    : [];
  if (kind === 'requirement') {
    return ['team.devopsMaturity', 'team.distributedExperience', ...counted];
  }
  switch (id) {
    case 'cost-at-volume':
    case 'data-transfer':
      return [...asked, ...measuredPaths, 'team.teamSize'];
    case 'tail-latency':
    case 'cold-start':
      return [...asked, ...measuredPaths];
    case 'stage-fit':
      return [...stagePaths];
    case 'invocation-fit':
    case 'traffic-fit':
    case 'state-fit':
      return [...asked, ratedQuestions[id], ...counted];
    default:
      return [...asked, ...counted];
  }
}

/**
 * The smallest lead of each pattern over each other one in a criterion, over all open answers. No answer can
 * lead to less, so answering a question can only raise it.
 *
 * @param isMeasureOpen - whether the eligible patterns, and so the reference of the measures, depend on open answers
 * @returns by pair, see {@link pairs}
 */
export function leastLeads(
  criterion: ModelCriterion,
  context: FitContext,
  isMeasureOpen: boolean,
): number[] {
  const isOpen = (path: QuestionPath) =>
    getAnswer(context.profile, path) === undefined;
  const { id } = criterion;
  const paths = criterionPaths(criterion, context.model);
  const isMeasured = measured.includes(id);
  const asksWorkload =
    isMeasured || id in ratedQuestions
      ? true
      : criterion.demand.terms.length > 0 &&
        criterion.demand.terms.every(({ path }) =>
          path.startsWith('workload.'),
        );
  if (!context.hasWorkload && asksWorkload) {
    return pairs.map(() => 0);
  }
  const isSupplyOpen =
    isMeasured &&
    (isMeasureOpen ||
      measuredPaths.some(isOpen) ||
      (paths.includes('team.teamSize') && isOpen('team.teamSize')));
  const open = paths.filter(
    path => context.hasWorkload || !path.startsWith('workload.'),
  );
  if (!isSupplyOpen && !open.some(isOpen)) {
    return exactLeads(criterion, context);
  }
  if (criterion.kind === 'requirement') {
    return leastOver(
      possibleFleetShares(criterion, context).map(fleet =>
        requirementLeads(criterion, { ...context, fleet }),
      ),
    );
  }
  if (id === 'stage-fit') {
    return leastOver(
      possibleStages(context.profile, context.assume).map(({ shares }) =>
        leadsAt(
          fullDemand,
          mapPatterns(pattern => stageRating(pattern, shares, context.model)),
        ),
      ),
    );
  }
  if (id in ratedQuestions) {
    const byAnswer: Readonly<Record<string, Ratings>> =
      context.model.answerRatings[id as keyof AnswerRatings];
    const answer = getAnswer(
      context.profile,
      ratedQuestions[id as keyof AnswerRatings],
    );
    const possible =
      answer === undefined ? Object.values(byAnswer) : [byAnswer[answer]];
    return leastOver(
      possible.flatMap(ratings =>
        possibleFleetShares(criterion, context).flatMap(fleet =>
          demandsAt(criterion, context, []).map(demand =>
            leadsAt(
              demand,
              mapPatterns(pattern =>
                interpolateRating(ratings[pattern], fleet),
              ),
            ),
          ),
        ),
      ),
    );
  }
  if (isSupplyOpen) {
    return leastOver(
      demandsAt(criterion, context, []).map(demand => {
        const lead =
          scoreSupply(demand, 1, true) - scoreSupply(demand, 5, true);
        return pairs.map(() => lead);
      }),
    );
  }
  return leastOver(
    possibleFleetShares(criterion, context).flatMap(fleet => {
      const supplies = mapPatterns(
        pattern => rateSupply(criterion, pattern, { ...context, fleet }) ?? 1,
      );
      return demandsAt(criterion, context, supplies).map(demand =>
        leadsAt(demand, supplies),
      );
    }),
  );
}

/** The shares of a fleet that the services may turn out to be, at its ends. */
function possibleFleetShares(
  criterion: ModelCriterion,
  context: FitContext,
): number[] {
  const isOpen = getAnswer(context.profile, 'growth.models') === undefined;
  return isOpen && hasFirst(criterion, context.model)
    ? [0, 1]
    : [context.fleet];
}

/** The leads without open answers; 0 if a price is missing. */
function exactLeads(criterion: ModelCriterion, context: FitContext): number[] {
  if (criterion.kind === 'requirement') {
    return requirementLeads(criterion, context);
  }
  const supplies = plainPatterns.map(pattern =>
    rateSupply(criterion, pattern, context),
  );
  const demand =
    criterion.id === 'stage-fit'
      ? fullDemand
      : demandRange(
          context.profile,
          criterion.demand,
          context.hasWorkload,
        )?.[0];
  return demand === undefined
    ? pairs.map(() => 0)
    : pairs.map(([one, other]) => {
        const [a, b] = [supplies[one], supplies[other]];
        return a === undefined || b === undefined
          ? 0
          : scoreSupply(demand, a, true) - scoreSupply(demand, b, true);
      });
}

/*
 * The team supplies its capability, equal for all patterns. Leads are piecewise linear in it with kinks at the
 * ratings, so the ends and the ratings are enough.
 */
function requirementLeads(
  criterion: ModelCriterion,
  context: FitContext,
): number[] {
  const [low, high] = capabilityRange(context.profile);
  const asked = mapPatterns(
    pattern => rateSupply(criterion, pattern, context) ?? 1,
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
          scoreSupply(asked[one], capability, false) -
          scoreSupply(asked[other], capability, false),
      ),
    ),
  );
}

/* A lead is piecewise linear in the demand with kinks at the supplies, so the ends and the supplies are enough. */
function demandsAt(
  criterion: ModelCriterion,
  { profile, hasWorkload }: FitContext,
  supplies: readonly number[],
): number[] {
  const range = demandRange(profile, criterion.demand, hasWorkload);
  if (!range) {
    return [];
  }
  const [low, high] = range;
  return [
    low,
    high,
    ...supplies.filter(demand => demand > low && demand < high),
  ];
}

function mapPatterns(of: (pattern: PlainPattern) => number): number[] {
  return plainPatterns.map(of);
}

function leadsAt(demand: number, supplies: readonly number[]): number[] {
  const shares = supplies.map(supply => scoreSupply(demand, supply, true));
  return pairs.map(([one, other]) => shares[one] - shares[other]);
}

function leastOver(leads: number[][]): number[] {
  return pairs.map((_, pair) =>
    leads.length === 0 ? 0 : Math.min(...leads.map(lead => lead[pair])),
  );
}
