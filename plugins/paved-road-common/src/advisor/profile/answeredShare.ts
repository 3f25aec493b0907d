import { questions } from './questions';

/** Whether a question may stay open without counting as missing. @public */
export const isOptional = (path: string): boolean =>
  questions.some(question => question.path === path && question.optional);

/** The share of the questions that are answered, 0..1; an optional one counts only where it is. @public */
export function answeredShare(advice: {
  completeness: number;
  unanswered: readonly string[];
}): number {
  const { completeness, unanswered } = advice;
  const missing = unanswered.filter(path => !isOptional(path)).length;
  if (missing === 0) {
    return 1;
  }
  // Another version of the model may have had another number of questions.
  const total = Math.round(unanswered.length / (1 - completeness));
  return 1 - missing / (total - (unanswered.length - missing));
}
