import { patternDescriptions } from '../model';
import { Pattern, PlainPattern } from '../patterns';
import { Recommendation } from '../composition';

/** The part of a recommendation whose change is a flip. */
export interface Outcome {
  pattern: Pattern;
  core: PlainPattern;
  background?: PlainPattern;
}

/** The recommendations for the answers to one question. */
export interface Outcomes {
  /** The current answer; undefined if open. */
  answer: string | number | undefined;
  current: Outcome;
  at(answer: string | number): Outcome;
}

export function outcomeOf({
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
