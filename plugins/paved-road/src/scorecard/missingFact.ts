import { CheckResult, FactState } from '@paved-road/plugin-paved-road-common';

/** A fact that is not known. */
export type MissingFact = Extract<FactState, { status: 'unknown' }>;

/**
 * The fact for lack of which a check could not be evaluated; undefined where it was, or failed for
 * another reason.
 */
export function missingFact(
  result: CheckResult,
  facts: FactState[],
): MissingFact | undefined {
  return facts.find(
    (fact): fact is MissingFact =>
      fact.status === 'unknown' &&
      result.state === 'unknown' &&
      result.facts.includes(fact.name) &&
      // A check can read several facts; the reason starts with the one that it stopped at.
      result.reason.startsWith(`${fact.title}: `),
  );
}
