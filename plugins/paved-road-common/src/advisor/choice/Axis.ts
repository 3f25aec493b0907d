import { Profile } from '../profile/profile';
import { Question, QuestionPath } from '../profile/questions';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { Chances } from './chances';
import { Ranking } from './rank';

/** An open question with its answer in each draw. */
export interface DrawnAnswers {
  path: QuestionPath;
  answers: readonly (string | number)[];
}

/** Draws of the open answers, with the chances for each; one without open answers. */
export interface Draws<Id extends string> {
  open: DrawnAnswers[];
  chances: Chances<Id>[];
}

/** The draws by answer, as indices: a choice by its values, a number by its lower and upper half. */
export function groupByAnswer({ answers }: DrawnAnswers): number[][] {
  const numbers = answers.filter(answer => typeof answer === 'number');
  const middle = numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
  const groups = Map.groupBy(answers.keys(), draw => {
    const answer = answers[draw];
    return typeof answer === 'number' ? answer >= middle : answer;
  });
  return [...groups.values()];
}

/** One thing to choose, such as a pattern or a placement. */
export interface Axis<Id extends string> {
  options: readonly Id[];
  questions: readonly Question[];
  /** Chance per weighted point, see `estimateChances`. */
  chanceScale: 'chanceScale' | 'placementChanceScale';
  /** How often open answers are drawn, and the first of the streams they are drawn from. */
  draws: number;
  firstStream: number;
  assume: AssumptionSet;
  rank(profile: Profile): Ranking<Id>;
  estimateWorstCase(
    profile: Profile,
    ranking: Ranking<Id>,
    draws: Draws<Id>,
  ): WorstCase<Id>;
}

/** The lower bounds over all open answers. */
export interface WorstCase<Id extends string> {
  /** The least chances; an option without one is not bounded. */
  chances: Partial<Chances<Id>>;
  /** Open answers that can decide, weightiest first. */
  openAnswers: string[];
}
