import { Question } from '../questions';
import { isSame, Outcomes, outcomeText } from './outcomes';
import { AnswerFlip } from './schemas';

interface Option {
  value: string | number;
  label: string;
}

/** Other choices that change the recommendation. */
export function answerFlipsOf(
  question: Question,
  outcomes: Outcomes,
): AnswerFlip[] {
  return optionsOf(question)
    .filter(({ value }) => value !== outcomes.answer)
    .flatMap(({ value, label }) => {
      const outcome = outcomes.at(value);
      return isSame(outcome, outcomes.current)
        ? []
        : [
            {
              path: question.path,
              ...(outcomes.answer !== undefined && {
                current: outcomes.answer,
              }),
              value,
              ...outcome,
              text: `${outcomeText(outcome)} if the answer to “${question.title}” were “${label}”.`,
            },
          ];
    });
}

function optionsOf({ answer }: Question): Option[] {
  switch (answer.kind) {
    case 'choice':
      return [...answer.options];
    case 'scale':
      return answer.labels.map((label, index) => ({
        value: index + 1,
        label: `${index + 1}, ${label}`,
      }));
    default:
      return [];
  }
}
