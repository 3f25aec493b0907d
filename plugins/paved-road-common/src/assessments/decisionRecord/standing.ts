import { RankedPattern, RankedPlacement } from '../../advisor/advice';
import { DecisionModel } from '../../advisor/DecisionModel';
import { Verdict } from '../../advisor/sensitivity/schemas';
import { chanceText, fieldTitles, rounded } from './texts';

const QUESTIONS_SHOWN = 5;
/** Chances that differ by less are told once. */
const SAME_CHANCE = 0.01;

/** What the model says of options that it compares. */
export interface ComparedOptions {
  verdict: Verdict | 'nothing-eligible';
  /** What is recommended. */
  named: string;
  /** The title of the option in front. */
  first: string;
  second?: string;
  /** What they are for, where that needs to be said. */
  role?: string;
  /** Who compares, where there is a language model to be told from. */
  by: 'the model' | 'the decision model';
  kind: 'option' | 'placement';
  /** The questions that decide. */
  asked: readonly string[];
}

/** What the model says, to follow "because". */
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
      return `there are not enough answers, so ${by} recommends none. These questions decide: ${fieldTitles(model, asked, QUESTIONS_SHOWN)}.`;
    case 'close':
      return second
        ? `${by} puts ${named} ahead in a close call. ${first} and ${second} can both be defended${role}.`
        : `${by} puts ${named} ahead, but not clearly.`;
    default:
      return `${by} clearly recommends ${named}.`;
  }
}

/** @param of - what of the recommendation, where it has several parts */
export function overridesText(recommended: unknown, of?: string): string {
  return recommended
    ? `This overrides the recommendation${of ? ` of the ${of}` : ''}.`
    : '';
}

export function capitalised(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}

/**
 * Fit and rank of an option, and what is against it.
 *
 * @param chance - how likely it is the right one, in a sentence
 */
export function standingWords<T extends RankedPattern | RankedPlacement>(
  ranking: readonly T[],
  chosen: T,
  titleOf: (option: T) => string,
  chance: string,
): string[] {
  const rank = ranking.indexOf(chosen) + 1;
  const rival = rank === 1 ? ranking.at(1) : ranking.at(0);
  const veto = chosen.vetoes.at(0);
  return [
    `${titleOf(chosen)} ranks ${rank} of ${ranking.length} with a fit of ${rounded(chosen.fit)}${
      rival ? `; ${titleOf(rival)} has ${rounded(rival.fit)}` : ''
    }.`,
    chance,
    veto ? `It is not eligible: ${veto.text}` : '',
    chosen.missesRequirement
      ? 'It misses a required latency that another option meets.'
      : '',
  ];
}

/** @param what - that an option is the right one */
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
