import { Question, questions } from '../questions';
import { ModelExtension } from './modelExtension';

type OwnQuestion = NonNullable<ModelExtension['questions']>[number];
type GivenAssumption = NonNullable<ModelExtension['assumptions']>[string];

/** A question of the organisation, as the model asks it. */
export function ownQuestion({ name, answer, ...rest }: OwnQuestion): Question {
  return {
    path: `custom.${name}`,
    ...rest,
    answer: answer.kind === 'scale' ? { ...answer, min: 1, max: 5 } : answer,
  };
}

/** What is asked with an extension. */
export function extendedQuestions({
  questions: own = [],
}: ModelExtension): Question[] {
  return [...questions, ...own.map(ownQuestion)];
}

export function assumptionValue(given: GivenAssumption): number {
  return typeof given === 'number' ? given : given.value;
}
