import { patternDescriptions } from '../options/patterns/criteria';
import { Pattern, PlainPattern } from '../profile/patterns';
import { Recommendation } from './composition';

/** The part of a recommendation whose change is a flip. */
export interface Outcome {
  pattern: Pattern;
  core: PlainPattern;
  background?: PlainPattern;
}

/** The outcomes by answer to one question. */
export interface Outcomes<O = Outcome> {
  /** The current answer; undefined if open. */
  answer: string | number | undefined;
  at(answer: string | number): O;
  /** Whether an outcome equals the current one. */
  isCurrent(outcome: O): boolean;
  /** An outcome in a few words. */
  toText(outcome: O): string;
}

export function toOutcome({
  pattern,
  core,
  background,
}: Recommendation): Outcome {
  return { pattern, core, ...(background && { background }) };
}

export function isSame(one: Outcome, other: Outcome): boolean {
  return one.core === other.core && one.background === other.background;
}

/** An outcome in a few words, e.g. "Hybrid (core: microservices, background work: serverless functions)". */
export function outcomeText({ pattern, core, background }: Outcome): string {
  const title = (id: Pattern) => patternDescriptions[id].title;
  return background
    ? `${title(pattern)} (core: ${title(core).toLowerCase()}, background work: ${title(background).toLowerCase()})`
    : title(pattern);
}
