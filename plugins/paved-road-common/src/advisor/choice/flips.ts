import { Profile } from '../profile/profile';
import {
  getAnswer,
  Question,
  QuestionPath,
  withAnswer,
} from '../profile/questions';
import { findNumberFlips, NumberChange } from './numberFlips';
import { Outcomes } from './outcomes';
import { AnswerFlip } from './schemas';

/** The changes of answers and numbers that would change a choice. */
export function findFlips<R, O extends object>(
  profile: Profile,
  questions: readonly Question[],
  {
    choose,
    ...current
  }: Omit<Outcomes<R, O>, 'answer' | 'at'> & { choose(profile: Profile): R },
) {
  const flips = {
    answers: [] as (AnswerChange & O)[],
    numbers: [] as (NumberChange & O)[],
    without: [] as QuestionPath[],
  };
  for (const question of questions) {
    const { path } = question;
    const outcomes: Outcomes<R, O> = {
      ...current,
      answer: getAnswer(profile, path),
      at: value => choose(withAnswer(profile, path, value)),
    };
    const answers = findAnswerFlips(question, profile, outcomes);
    const numbers = findNumberFlips(question, outcomes);
    flips.answers.push(...answers);
    flips.numbers.push(...numbers);
    if (answers.length === 0 && numbers.length === 0) {
      flips.without.push(path);
    }
  }
  return flips;
}

interface Option {
  value: string | number;
  label: string;
}

type AnswerChange = Pick<AnswerFlip, 'path' | 'current' | 'value' | 'text'>;

function findAnswerFlips<R, O extends object>(
  question: Question,
  profile: Profile,
  { answer, at, isCurrent, isEligible, toOutcome, toText }: Outcomes<R, O>,
): (AnswerChange & O)[] {
  return listAnswerOptions(question, profile)
    .filter(({ value }) => value !== answer)
    .flatMap(({ value, label }) => {
      const found = at(value);
      if (isCurrent(found) || !isEligible(found)) {
        return [];
      }
      const outcome = toOutcome(found);
      return [
        {
          path: question.path,
          ...(answer !== undefined && { current: answer }),
          value,
          ...outcome,
          text: `${question.title}: ${label} → ${toText(outcome)}`,
        },
      ];
    });
}

function listAnswerOptions({ answer }: Question, { llm }: Profile): Option[] {
  switch (answer.kind) {
    case 'choice':
      return answer.options.filter(
        ({ onlyWith }) => onlyWith === undefined || llm !== undefined,
      );
    case 'scale':
      return answer.labels.map((label, index) => ({
        value: index + 1,
        label: `${index + 1}, ${label}`,
      }));
    default:
      return [];
  }
}
