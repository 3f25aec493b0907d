import { Profile } from '../profile/profile';
import { getAnswer, Question, withAnswer } from '../profile/questions';
import { recommend, Recommendation } from './composition';
import { RankingOptions } from './rankWorkload';
import { findNumberFlips } from './numberFlips';
import { isSame, Outcome, toOutcome, Outcomes, outcomeText } from './outcomes';
import { AnswerFlip, Flips } from './schemas';
import { findWeightFlips } from './weightFlips';

/** The changes of answers, numbers and weights that would change a recommendation. */
export function findFlips(
  profile: Profile,
  recommendation: Recommendation,
  options: RankingOptions,
): Flips {
  const current = toOutcome(recommendation);
  const flips: Flips = {
    answers: [],
    numbers: [],
    weights: findWeightFlips(recommendation.ranking, options),
    without: [],
  };
  for (const question of options.questions) {
    if (options.settled.has(question.path)) {
      continue;
    }
    const outcomes = outcomesBy(question, profile, current, options);
    const answers = findAnswerFlips(question, profile, outcomes);
    const numbers = findNumberFlips(question, outcomes);
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
      toOutcome(recommend(withAnswer(profile, path, value), options)),
    isCurrent: outcome => isSame(outcome, current),
    toText: outcomeText,
  };
}

interface Option {
  value: string | number;
  label: string;
}

/** An answer that changes the outcome. */
type AnswerChange = Pick<AnswerFlip, 'path' | 'current' | 'value' | 'text'>;

/** Finds the other choices that change the outcome. */
export function findAnswerFlips<O extends object>(
  question: Question,
  profile: Profile,
  outcomes: Outcomes<O>,
): (AnswerChange & O)[] {
  return listAnswerOptions(question, profile)
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
              text: `${question.title}: ${label} → ${outcomes.toText(outcome)}`,
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
