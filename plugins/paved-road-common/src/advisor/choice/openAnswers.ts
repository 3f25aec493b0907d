import { leastLead } from './leads';
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
import { plainPatterns } from '../profile/patterns';
import { measuredPaths } from '../quantities/measure';
import { getAnswer, isOpen, QuestionPath } from '../profile/questions';
import { possibleStages, stagePaths } from '../quantities/stage';

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

/** The answers that the supply of a criterion, or the demand of a requirement, depends on. */
function ratingPaths(
  criterion: ModelCriterion,
  model: DecisionModel,
): QuestionPath[] {
  const { id, kind } = criterion;
  const counted: QuestionPath[] = hasFirst(criterion, model)
    ? ['growth.models']
    : [];
  if (kind === 'requirement') {
    return ['team.devopsMaturity', 'team.distributedExperience', ...counted];
  }
  switch (id) {
    case 'cost-at-volume':
    case 'data-transfer':
      return [...measuredPaths, 'team.teamSize'];
    case 'tail-latency':
    case 'cold-start':
      return [...measuredPaths];
    case 'stage-fit':
      return [...stagePaths];
    case 'invocation-fit':
    case 'traffic-fit':
    case 'state-fit':
      return [ratedQuestions[id], ...counted];
    default:
      return counted;
  }
}

export const criterionPaths = (
  criterion: ModelCriterion,
  model: DecisionModel,
): QuestionPath[] => [
  ...criterion.demand.terms.map(({ path }) => path),
  ...ratingPaths(criterion, model),
];

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
  const { profile, hasWorkload, model } = context;
  const { id, kind } = criterion;
  const isMeasured = measured.includes(id);
  const range = sharedRange(criterion, context);
  if (!range || (!hasWorkload && (isMeasured || id in ratedQuestions))) {
    return pairs.map(() => 0);
  }
  const isAnyOpen = (paths: QuestionPath[]) =>
    paths.some(path => isOpen(profile, path));
  if (
    isMeasured &&
    (isMeasureOpen || isAnyOpen(ratingPaths(criterion, model)))
  ) {
    return pairs.map(() => leastLead([1, 5], range, kind));
  }
  // Without a price, nothing is compared.
  const unknown = isAnyOpen(
    criterionPaths(criterion, model).filter(
      path => hasWorkload || !path.startsWith('workload.'),
    ),
  )
    ? 1
    : undefined;
  const possible = listPossibleRatings(criterion, context);
  return pairs.map(([one, other]) =>
    Math.min(
      ...possible.map(ratings => {
        const [a, b] = [ratings[one] ?? unknown, ratings[other] ?? unknown];
        return a === undefined || b === undefined
          ? 0
          : leastLead([a, b], range, kind);
      }),
    ),
  );
}

/** What the profile may demand, or for a requirement, what the team may supply; undefined without a rule for it. */
function sharedRange(
  { id, kind, demand }: ModelCriterion,
  { profile, hasWorkload }: FitContext,
): [number, number] | undefined {
  if (kind === 'requirement') {
    return capabilityRange(profile);
  }
  return id === 'stage-fit'
    ? [fullDemand, fullDemand]
    : demandRange(profile, demand, hasWorkload);
}

/** The ratings of the patterns for a criterion, at the ends of what they may turn out to be. */
function listPossibleRatings(
  criterion: ModelCriterion,
  context: FitContext,
): (number | undefined)[][] {
  const { profile, model, assume } = context;
  const { id } = criterion;
  if (id === 'stage-fit') {
    return possibleStages(profile, assume).map(({ shares }) =>
      plainPatterns.map(pattern => stageRating(pattern, shares, model)),
    );
  }
  const fleets =
    isOpen(profile, 'growth.models') && hasFirst(criterion, model)
      ? [0, 1]
      : [context.fleet];
  if (id in ratedQuestions) {
    const rated = id as keyof AnswerRatings;
    const byAnswer: Readonly<Record<string, Ratings>> =
      model.answerRatings[rated];
    const answer = getAnswer(profile, ratedQuestions[rated]);
    const possible =
      answer === undefined ? Object.values(byAnswer) : [byAnswer[answer]];
    return possible.flatMap(ratings =>
      fleets.map(fleet =>
        plainPatterns.map(pattern =>
          interpolateRating(ratings[pattern], fleet),
        ),
      ),
    );
  }
  return fleets.map(fleet =>
    plainPatterns.map(pattern =>
      rateSupply(criterion, pattern, { ...context, fleet }),
    ),
  );
}
