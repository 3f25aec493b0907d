import { Profile } from '../../../plugins/paved-road-common/src/advisor/profile';
import {
  AnswerKind,
  Question,
  QuestionPath,
  getAnswer,
} from '../../../plugins/paved-road-common/src/advisor/questions';
import { applicationQuestions } from '../applicationQuestions';

/** What was changed bit by bit, and what must not come of it. */
export interface Sweep {
  id: string;
  title: string;
  /** How many changes were looked at. */
  changes: number;
  /** How many of them did what they must not. */
  violations: number;
  /** The largest of what is measured, in `unit`; what it means is in the title. */
  worst: number;
  unit: string;
  /** Where the worst was found; absent when there is nothing to see. */
  example?: string;
}

type NumberAnswer = Extract<AnswerKind, { kind: 'number' }>;

/** The questions that are answered by a number, with what it may be. */
export const numberQuestions = applicationQuestions.filter(
  (question): question is Question & { answer: NumberAnswer } =>
    question.answer.kind === 'number',
);

export function numberAt(
  profile: Profile,
  path: QuestionPath,
): number | undefined {
  const answer = getAnswer(profile, path);
  return typeof answer === 'number' ? answer : undefined;
}

/** Collects what a sweep finds, and keeps the worst of it. */
export class SweepCount {
  readonly #sweep: Sweep;
  readonly #allowed: number;

  constructor(
    { id, title, unit }: Pick<Sweep, 'id' | 'title' | 'unit'>,
    allowed: number,
  ) {
    this.#sweep = { id, title, unit, changes: 0, violations: 0, worst: 0 };
    this.#allowed = allowed;
  }

  /** @param where - said of the worst only */
  add(value: number, where: () => string): void {
    const sweep = this.#sweep;
    sweep.changes += 1;
    sweep.violations += value > this.#allowed ? 1 : 0;
    if (value > sweep.worst) {
      sweep.worst = value;
      sweep.example = where();
    }
  }

  result(): Sweep {
    return { ...this.#sweep };
  }
}
