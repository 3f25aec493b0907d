import { Profile } from './profile';

type PathOf<G extends Exclude<keyof Profile, 'custom'>> = `${G}.${string &
  keyof NonNullable<Profile[G]>}`;

/** Path of an answer in the profile, e.g. `team.devopsMaturity`. @public */
export type QuestionPath =
  | PathOf<'team'>
  | PathOf<'product'>
  | PathOf<'workload'>
  | PathOf<'llm'>
  | PathOf<'growth'>
  | `custom.${string}`;

/** @public */
export const questionSteps = [
  'team',
  'product',
  'workload',
  'llm',
  'growth',
] as const;

/** A step of the form; `llm` only where a language model is used. @public */
export type QuestionStep = (typeof questionSteps)[number];

/** A possible choice. @public */
export interface AnswerOption {
  value: string;
  label: string;
  /** Offered only where a language model is used. */
  onlyWith?: 'llm';
}

/** The possible answers. @public */
export type AnswerKind =
  | {
      kind: 'scale';
      min: 1;
      max: 5;
      /** One label per value, 1 first. */
      labels: readonly [string, string, string, string, string];
    }
  | { kind: 'choice'; options: readonly AnswerOption[] }
  | {
      kind: 'number';
      unit: string;
      min: number;
      /** The value must be greater than `min`, not equal to it. */
      exclusiveMin?: boolean;
      max: number;
      /** The usual range; answers beyond it are possible but rare. */
      usual: readonly [least: number, most: number];
      /** A sensible step of the input; 1 if only whole numbers are allowed. */
      step: number;
      integer: boolean;
    };

/** A question of the form. @public */
export interface Question {
  path: QuestionPath;
  step: QuestionStep;
  title: string;
  help: string;
  /** May stay open without counting as missing. */
  optional?: true;
  /** A policy on placements names it, so it counts wherever a language model runs. */
  forPlacement?: true;
  answer: AnswerKind;
}

type Numbers = Extract<AnswerKind, { kind: 'number' }>;

export const scale = (
  ...labels: Extract<AnswerKind, { kind: 'scale' }>['labels']
): AnswerKind => ({ kind: 'scale', min: 1, max: 5, labels });

/** @param options - by value: the label, or everything about it */
export const choice = (
  options: Record<string, string | Omit<AnswerOption, 'value'>>,
): AnswerKind => ({
  kind: 'choice',
  options: Object.entries(options).map(([value, option]) => ({
    value,
    ...(typeof option === 'string' ? { label: option } : option),
  })),
});

export const number = (
  unit: string,
  limits: Pick<Numbers, 'max' | 'usual' | 'step'> & Partial<Numbers>,
): AnswerKind => ({ kind: 'number', unit, min: 0, integer: false, ...limits });

/** Asks each question in the step of its group. */
export const inSteps = (
  questions: readonly Omit<Question, 'step'>[],
): readonly Question[] =>
  questions.map(question => ({
    ...question,
    step: question.path.split('.')[0] as QuestionStep,
  }));
