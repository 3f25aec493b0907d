import { Profile } from '../profile';
import { getAnswer, Question, withAnswer } from '../questions';
import { recommend, Recommendation } from '../composition';
import { RankingOptions } from '../rankWorkload';
import { numberFlipsOf } from './numberFlips';
import { isSame, Outcome, outcomeOf, Outcomes, outcomeText } from './outcomes';
import { AnswerFlip, Flips } from './schemas';
import { weightFlipsOf } from './weightFlips';

/** The changes of answers, numbers and weights that would change a recommendation. */
export function flipsOf(
  profile: Profile,
  recommendation: Recommendation,
  options: RankingOptions,
): Flips {
  const current = outcomeOf(recommendation);
  const flips: Flips = {
    answers: [],
    numbers: [],
    weights: weightFlipsOf(recommendation.ranking, options),
    without: [],
  };
  for (const question of options.questions) {
    if (options.settled.has(question.path)) {
      continue;
    }
    const outcomes = outcomesBy(question, profile, current, options);
    const answers = answerFlipsOf(question, profile, outcomes);
    const numbers = numberFlipsOf(question, outcomes);
    flips.answers.push(...answers);
    flips.numbers.push(...numbers);
    if (answers.length === 0 && numbers.length === 0) {
      flips.without.push(question.path);
    }
  }
  return flips;
}

function outcomesBy(
  { path }: Question,
  profile: Profile,
  current: Outcome,
  options: RankingOptions,
): Outcomes {
  return {
    answer: getAnswer(profile, path),
    at: value =>
      outcomeOf(recommend(withAnswer(profile, path, value), options)),
    isCurrent: outcome => isSame(outcome, current),
    textOf: outcomeText,
  };
}

interface Option {
  value: string | number;
  label: string;
}

/** An answer that changes the outcome. */
type AnswerChange = Pick<AnswerFlip, 'path' | 'current' | 'value' | 'text'>;

/** Finds the other choices that change the outcome. */
export function answerFlipsOf<O extends object>(
  question: Question,
  profile: Profile,
  outcomes: Outcomes<O>,
): (AnswerChange & O)[] {
  return optionsOf(question, profile)
    .filter(({ value }) => value !== outcomes.answer)
    .flatMap(({ value, label }) => {
      const outcome = outcomes.at(value);
      return outcomes.isCurrent(outcome)
        ? []
        : [
            {
              path: question.path,
              ...(outcomes.answer !== undefined && {
                current: outcomes.answer,
              }),
              value,
              ...outcome,
              text: `${question.title}: ${label} → ${outcomes.textOf(outcome)}`,
            },
          ];
    });
}

function optionsOf({ answer }: Question, { llm }: Profile): Option[] {
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
