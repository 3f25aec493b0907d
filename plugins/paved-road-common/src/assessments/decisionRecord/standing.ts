import {
  RankedPattern,
  RankedPlacement,
  Verdict,
} from '../../advisor/choice/schemas';
import { DecisionModel } from '../../advisor/options/DecisionModel';
import { chanceText, fieldTitles, rounded } from './texts';

const QUESTIONS_SHOWN = 5;
/** Below this difference, only one of two chances is shown. */
const SAME_CHANCE = 0.01;

/** A comparison of options by the model. */
export interface ComparedOptions {
  verdict: Verdict | 'nothing-eligible';
  /** The recommended option, as the sentence names it. */
  named: string;
  /** Title of the leading option. */
  first: string;
  second?: string;
  /** Such as ` for the core`. */
  role?: string;
  /** `the decision model` if there is also a language model. */
  by: 'the model' | 'the decision model';
  kind: 'option' | 'placement';
  /** Open questions that can change the result. */
  asked: readonly string[];
}

export const NO_REASONS = 'by decision; no reasons are given.';

/** The verdict of the model, as a clause after "because". */
export function verdictWords(
  {
    verdict,
    named,
    first,
    second,
    role = '',
    by,
    kind,
    asked,
  }: ComparedOptions,
  model: DecisionModel,
): string {
  switch (verdict) {
    case 'nothing-eligible':
      return `no ${kind} is eligible. The nearest by fit is ${first}.`;
    case 'not-enough-answers':
      return `there are not enough answers, so ${by} recommends none. Answer these first: ${fieldTitles(model, asked, QUESTIONS_SHOWN)}.`;
    case 'close':
      return second
        ? `${by} puts ${named} ahead in a close call. ${first} and ${second} can both be defended${role}.`
        : `${by} puts ${named} ahead, but not clearly.`;
    default:
      return `${by} clearly recommends ${named}.`;
  }
}

/** @param of - the overridden part of the recommendation, if it has several */
export function overridesText(recommended: unknown, of?: string): string {
  return recommended
    ? `This overrides the recommendation${of ? ` of the ${of}` : ''}.`
    : '';
}

export function capitalised(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}

/**
 * Fit and rank of an option, and its veto.
 *
 * @param chance - the chance that it is right, as a sentence
 */
export function standingWords<T extends RankedPattern | RankedPlacement>(
  ranking: readonly T[],
  chosen: T,
  title: (option: T) => string,
  chance: string,
): string[] {
  const rank = ranking.indexOf(chosen) + 1;
  const rival = rank === 1 ? ranking.at(1) : ranking.at(0);
  const veto = chosen.vetoes.at(0);
  return [
    `${title(chosen)} ranks ${rank} of ${ranking.length} with a fit of ${rounded(chosen.fit)}${
      rival ? `; ${title(rival)} has ${rounded(rival.fit)}` : ''
    }.`,
    chance,
    veto ? `It is not eligible: ${veto.text}` : '',
    chosen.missesRequirement
      ? 'It misses a required latency that another option meets.'
      : '',
  ];
}

/** @param what - such as `"Microservices" is the right choice` */
export function chanceWords(
  what: string,
  expected: number,
  worstCase: number,
): string {
  const chance = `The chance that ${what} is ${chanceText(expected)}`;
  return expected - worstCase < SAME_CHANCE
    ? `${chance}.`
    : `${chance}; if the open answers turn out against it, ${chanceText(worstCase)}.`;
}
