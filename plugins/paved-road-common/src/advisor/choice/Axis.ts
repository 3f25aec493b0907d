import { Profile } from '../profile/profile';
import { Question } from '../profile/questions';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { Chances } from './chances';
import { Ranking } from './rank';

/** Draws of the open answers, with the chances for each. */
export interface Draws<Id extends string> {
  open: { question: Question; quantiles: Float64Array }[];
  chances: Chances<Id>[];
}

/** One thing to choose, such as a pattern or a placement. */
export interface Axis<Id extends string> {
  options: readonly Id[];
  /** The questions that the choice depends on. */
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
