import { Profile } from '../../../plugins/paved-road-common/src/advisor/profile/profile';
import {
  Question,
  QuestionPath,
  getAnswer,
  withAnswer,
} from '../../../plugins/paved-road-common/src/advisor/profile/questions';

/** A series of small changes, and its unwanted effects. */
export interface Sweep {
  title: string;
  changes: number;
  /** Number of changes with an unwanted effect. */
  violations: number;
  /** The largest measured effect, in `unit`; see the title. */
  worst: number;
  unit: string;
  /** Where the worst was found; absent if there is none. */
  example?: string;
}

export function numberAt(
  profile: Profile,
  path: QuestionPath,
): number | undefined {
  const answer = getAnswer(profile, path);
  return typeof answer === 'number' ? answer : undefined;
}

export interface ChangedProfile {
  profile: Profile;
  path: QuestionPath;
  from: number;
  to: number;
}

/** A profile with each of its numbers in turn changed by 1 % up and down, as far as that is an answer. */
export function onePercentOff(
  profile: Profile,
  asked: readonly Question[],
): ChangedProfile[] {
  return asked.flatMap(({ path, answer }) => {
    if (answer.kind !== 'number') {
      return [];
    }
    const from = numberAt(profile, path) ?? 0;
    return [0.99, 1.01]
      .map(factor =>
        answer.integer ? Math.round(from * factor) : from * factor,
      )
      .filter(to => to !== from && to >= answer.min && to <= answer.max)
      .map(to => ({ profile: withAnswer(profile, path, to), path, from, to }));
  });
}

/** Collects the findings of a sweep and keeps the worst. */
export class SweepCount {
  readonly #sweep: Sweep;
  readonly #allowed: number;

  constructor({ title, unit }: Pick<Sweep, 'title' | 'unit'>, allowed: number) {
    this.#sweep = { title, unit, changes: 0, violations: 0, worst: 0 };
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
