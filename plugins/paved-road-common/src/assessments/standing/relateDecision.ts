import { Advice } from '../../advisor/explain/advice';
import { Evidence, listEvidence } from '../../advisor/explain/evidence';
import { Decision } from '../../advisor/profile/request';

/** A decision, or a recommendation without one, with its evidence. @public */
export interface StandingSource {
  advice: Advice;
  decision?: Partial<Pick<Decision, 'pattern' | 'placement'>>;
}

/**
 * How a decision relates to the evidence: without enough answers, or if everything is ruled out, there is nothing to
 * override; in a close call, both options are supported.
 *
 * @public
 */
export type DecisionRelation = 'supported' | 'override' | 'unsupported';

/**
 * Whether a decision overrides the recommendation for a choice.
 *
 * @returns undefined if the decision leaves the choice open
 * @public
 */
export function relateDecision(
  { advice, decision }: StandingSource,
  choice: Evidence['choice'],
): DecisionRelation | undefined {
  const evidence = listEvidence(advice).find(each => each.choice === choice);
  const decided = decision?.[choice];
  if (!evidence || decided === undefined) {
    return undefined;
  }
  const { verdict, first, second } = evidence;
  if (!first || (verdict !== 'clear' && verdict !== 'close')) {
    return 'unsupported';
  }
  return decided === first.id || (verdict === 'close' && decided === second?.id)
    ? 'supported'
    : 'override';
}
