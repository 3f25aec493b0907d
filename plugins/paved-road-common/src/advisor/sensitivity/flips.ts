import { Profile } from '../profile';
import { getAnswer, Question, withAnswer } from '../questions';
import { RankingOptions } from '../rankWorkload';
import { recommend, Recommendation } from '../recommend';
import { answerFlipsOf } from './answerFlips';
import { numberFlipsOf } from './numberFlips';
import { outcomeOf, Outcomes } from './outcomes';
import { Flips } from './schemas';
import { weightFlipsOf } from './weightFlips';

/** What would change a recommendation: other answers, other numbers and other weights. */
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
