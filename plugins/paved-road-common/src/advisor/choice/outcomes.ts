/**
 * The outcomes of a choice by answer to one question: each is a ranking or recommendation `R`, of which `O` is shown.
 */
export interface Outcomes<R, O extends object> {
  /** The current answer; undefined if open. */
  answer: string | number | undefined;
  at(answer: string | number): R;
  /** Whether it equals the current one. */
  isCurrent(found: R): boolean;
  /** Whether it can be recommended; a change to something that is ruled out is not shown. */
  isEligible(found: R): boolean;
  toOutcome(found: R): O;
  /** An outcome in a few words. */
  toText(outcome: O): string;
}
