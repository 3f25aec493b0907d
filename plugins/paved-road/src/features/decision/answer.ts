import {
  Assessment,
  Pattern,
  Placement,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import {
  type DecisionRelation,
  recommendedPlacement,
  getCorePattern,
  relateDecision,
} from '@paved-road/plugin-paved-road-common/advisor';
import {
  recommendedPattern,
  classifyRecommendation,
  classifyPlacement,
  type Ranked,
  useRecommendationText,
  useSystemTitle,
} from '../advice';
import { type Subject } from '../../ui/patterns';
import { EntityAssessments } from '../../data/assessments/useEntityAssessments';

/** The pattern of an assessment and its relation to the recommendation. */
export type Answer =
  /** Undecided, with too few answers for a recommendation. */
  | { kind: 'open' }
  | {
      /**
       * `close`: another pattern can be defended as well. `override`: decided against the
       * recommendation. `unsupported`: decided without one.
       */
      kind: 'clear' | 'close' | 'override' | 'unsupported';
      pattern: Pattern;
      /** The pattern of the core path. */
      core: PlainPattern;
      /** The option to compare with; absent if there is no other. */
      other?: PlainPattern;
      isDecided: boolean;
    };

function toKind(
  relation: DecisionRelation | undefined,
  kind: 'one' | 'either' | 'none' | 'impossible',
) {
  if (relation === 'override' || relation === 'unsupported') {
    return relation;
  }
  return kind === 'either' ? 'close' : 'clear';
}

export function toPatternAnswer({
  decision,
  advice,
}: Pick<Assessment, 'decision' | 'advice'>): Answer {
  const { recommendation, ranking } = advice;
  const { runnerUp } = recommendation;
  const { kind } = classifyRecommendation(advice);
  if (!decision) {
    return kind === 'none'
      ? { kind: 'open' }
      : {
          kind: kind === 'either' ? 'close' : 'clear',
          pattern: recommendation.pattern,
          core: recommendation.core,
          other: runnerUp,
          isDecided: false,
        };
  }
  const { pattern } = decision;
  const core = getCorePattern(pattern, recommendation, ranking);
  const relation = relateDecision({ decision, advice }, 'pattern');
  return {
    kind: toKind(relation, kind),
    pattern,
    core,
    other: core === recommendation.core ? runnerUp : recommendation.core,
    isDecided: true,
  };
}

/** The placement of the language model and its relation to the recommendation. */
export type PlacementAnswer =
  /** Undecided, with too few answers for a recommendation, or no possible placement. */
  | { kind: 'open' | 'impossible' }
  | {
      /** As for the pattern. */
      kind: 'clear' | 'close' | 'override' | 'unsupported';
      placement: Placement;
      /** The option to compare with; absent if there is no other. */
      other?: Placement;
      isDecided: boolean;
    };

/** Whether an answer names a placement. */
export const isNamed = (
  answer: PlacementAnswer | undefined,
): answer is Extract<PlacementAnswer, { placement: Placement }> =>
  answer !== undefined && 'placement' in answer;

/** @returns undefined without a language model */
export function toPlacementAnswer({
  decision,
  advice,
}: Pick<Assessment, 'decision' | 'advice'>): PlacementAnswer | undefined {
  const { languageModel } = advice;
  if (!languageModel) {
    return undefined;
  }
  const { placement: recommended, runnerUp } = languageModel;
  const { kind } = classifyPlacement(languageModel);
  const relation = relateDecision({ decision, advice }, 'placement');
  const placement = decision?.placement ?? recommended;
  const isMissing = kind === 'none' || kind === 'impossible';
  if (placement === undefined || (isMissing && !relation)) {
    return { kind: kind === 'none' ? 'open' : 'impossible' };
  }
  return {
    kind: toKind(relation, kind),
    placement,
    other: placement === recommended ? runnerUp : recommended,
    isDecided: decision !== undefined,
  };
}

/** The decided placement; undefined without a decision, without a language model, or if the placement was left open. */
export const findDecidedPlacement = ({
  decision,
  advice,
}: Pick<Assessment, 'decision' | 'advice'>): Placement | undefined =>
  decision && (decision.placement ?? recommendedPlacement(advice));

/** The place of a pattern or placement, 1 for the best. */
export const findRankFromOne = (
  ranked: Ranked<Subject>[],
  id: Subject,
): number => ranked.findIndex(({ subject }) => subject === id) + 1;

export const findChance = (ranked: Ranked<Subject>[], id: Subject): number =>
  ranked.find(({ subject }) => subject === id)?.chance ?? 0;

/** The decided or else the recommended pattern, if any. */
export const currentPattern = ({
  decision,
  advice,
}: Pick<Assessment, 'decision' | 'advice'>): Pattern | undefined =>
  decision?.pattern ?? recommendedPattern(advice);

/** The decided or else the recommended placement, if any. */
export function currentPlacement(
  assessment: Pick<Assessment, 'decision' | 'advice'>,
): Placement | undefined {
  const answer = toPlacementAnswer(assessment);
  return isNamed(answer) ? answer.placement : undefined;
}

/** The outcome in a few words: the decision, or the recommendation until then. */
export function useOutcomeText(): (
  assessment: Pick<Assessment, 'decision' | 'advice'>,
) => string {
  const systemTitle = useSystemTitle();
  const recommendationText = useRecommendationText();
  return ({ decision, advice }) =>
    decision
      ? systemTitle(
          decision.pattern,
          findDecidedPlacement({ decision, advice }),
        )
      : recommendationText(advice);
}

/** A decision can be reassessed unless a newer draft exists. */
export function isReassessable(
  { id, status }: Assessment,
  { assessments, counting }: EntityAssessments,
): boolean {
  const newest = assessments[0];
  const isNewest = id === newest?.id;
  if (status === 'rejected') {
    return isNewest;
  }
  return (
    status === 'approved' &&
    id === counting?.id &&
    (isNewest || newest?.status === 'rejected')
  );
}
