import { QuestionPath } from '../profile/questions';

/** What an option supplies for a criterion, 1..5, and why. @public */
export interface Rating {
  value: number;
  /**
   * Value for the first service extracted from an application; `value` is for a fleet. In between, it depends on the
   * number of services.
   */
  first?: number;
  /** One line. */
  reason: string;
}

/**
 * The source of the supply for a criterion:
 * `rated`: a fixed rating, more is better;
 * `requirement`: the rating is what the pattern requires of the team, and only a gap costs points;
 * `measured`: computed from cost and latency;
 * `fit`: rated per answer (invocation, stage).
 *
 * @public
 */
export type CriterionKind = 'rated' | 'requirement' | 'measured' | 'fit';

/**
 * How one answer translates to a demand, 1 (none) to 5 (high): by choice, or by linear interpolation between
 * points, constant beyond the ends. With `scale: 'log'`, values are interpolated on a logarithmic scale.
 *
 * @public
 */
export type DemandTerm =
  | {
      path: QuestionPath;
      choices: Readonly<Record<string, number>>;
    }
  | {
      path: QuestionPath;
      points: readonly (readonly [value: number, demand: number])[];
      scale?: 'log';
    };

/** The demand for a criterion, and its weight. @public */
export interface DemandRule {
  /** Default weight, 0..5. */
  weight: number;
  /** How the demands of several answers are combined. */
  combine: 'mean' | 'max';
  /** The answers that create the demand; open ones are skipped. */
  terms: readonly DemandTerm[];
}

export interface ComparedCriterion<Id extends string> {
  id: string;
  title: string;
  kind: CriterionKind;
  demand: DemandRule;
  ratings?: Readonly<Record<Id, Rating>>;
}

type Demand = Omit<DemandRule, 'weight'>;

/** Averages the demands of several answers. */
export const mean = (...terms: DemandTerm[]): Demand => ({
  combine: 'mean',
  terms,
});

/** Takes the highest demand of several answers. */
export const max = (...terms: DemandTerm[]): Demand => ({
  combine: 'max',
  terms,
});

type Points = readonly (readonly [value: number, demand: number])[];

export const choose = (
  path: QuestionPath,
  choices: Readonly<Record<string, number>>,
): DemandTerm => ({ path, choices });

export const linear = (path: QuestionPath, ...points: Points): DemandTerm => ({
  path,
  points,
});

export const logarithmic = (
  path: QuestionPath,
  ...points: Points
): DemandTerm => ({ path, scale: 'log', points });
