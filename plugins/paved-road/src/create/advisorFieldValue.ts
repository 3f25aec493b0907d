import { Profile, Question } from '@paved-road/plugin-paved-road-common';
import { Answers, filterAskedQuestions, toAnswers } from '../assessment/form';
import { AdvisorFieldValue } from './fieldSchemas';

/** The answers that a value has to the questions; a link may have filled in anything. */
export function readAnswers(
  value: AdvisorFieldValue | undefined,
  questions: readonly Question[],
): Answers {
  const answers = toAnswers((value ?? {}) as Profile, questions);
  return {
    ...Object.fromEntries(
      Object.entries(answers).filter(([, answer]) =>
        ['string', 'number'].includes(typeof answer),
      ),
    ),
    ...(answers.llm && { llm: true }),
  };
}

/** The value with other answers to the questions; what else is in it stays. */
export function withAnswers(
  value: AdvisorFieldValue | undefined,
  answers: Answers,
  questions: readonly Question[],
): AdvisorFieldValue {
  const next = structuredClone(value ?? {});
  for (const { path } of filterAskedQuestions(questions, answers)) {
    const [group, field] = path.split('.');
    const { [field]: _, ...others } = next[group] ?? {};
    const answer = answers[path];
    next[group] =
      answer === undefined ? others : { ...others, [field]: answer };
  }
  const { llm = {}, ...groups } = next;
  return {
    ...Object.fromEntries(
      Object.entries(groups).filter(
        ([, group]) => Object.keys(group).length > 0,
      ),
    ),
    ...(answers.llm && { llm }),
  };
}
