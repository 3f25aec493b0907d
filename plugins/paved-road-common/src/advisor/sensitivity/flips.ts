import { Profile } from '../profile';
import { getAnswer, Question, withAnswer } from '../questions';
import { RankingOptions } from '../rankWorkload';
import { recommend, Recommendation } from '../recommend';
import { numberFlipsOf } from './numberFlips';
import { isSame, outcomeOf, Outcomes, outcomeText } from './outcomes';
import { AnswerFlip, Flips } from './schemas';
import { makesSense } from './senses';
import { weightFlipsOf } from './weightFlips';

/**
 * Changes of answers, numbers and weights that would change a recommendation, except those nobody would act on, see
 * `makesSense`.
 */
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
  for (const question of options.model.questions) {
    const outcomes = outcomesBy(question, profile, current, options);
    const answers = answerFlipsOf(question, outcomes);
    const numbers = numberFlipsOf(question, outcomes);
    // An answer decides only the core on its own; side work comes and goes with it.
    flips.answers.push(
      ...answers.filter(
        ({ value, core }) =>
          core === current.core ||
          makesSense(question.path, outcomes.answer, value, core),
      ),
    );
    flips.numbers.push(
      ...numbers.filter(
        ({ threshold, core }) =>
          core === current.core ||
          makesSense(question.path, outcomes.answer, threshold, core),
      ),
    );
    if (answers.length === 0 && numbers.length === 0) {
      flips.without.push(question.path);
    }
  }
  return flips;
}

function outcomesBy(
  { path }: Question,
  profile: Profile,
  current: Outcomes['current'],
  options: RankingOptions,
): Outcomes {
  return {
    answer: getAnswer(profile, path),
    current,
    at: value =>
      outcomeOf(recommend(withAnswer(profile, path, value), options)),
  };
}

interface Option {
  value: string | number;
  label: string;
}

/** Other choices that change the recommendation. */
function answerFlipsOf(question: Question, outcomes: Outcomes): AnswerFlip[] {
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
