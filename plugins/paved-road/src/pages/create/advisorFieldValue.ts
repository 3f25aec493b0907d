import { Profile, Question } from '@paved-road/plugin-paved-road-common';
import {
  filterAskedQuestions,
  toProfileValue,
} from '@paved-road/plugin-paved-road-common/advisor';
import { Answers, toAnswers } from '../../features/form';
import { AdvisorFieldValue } from './fieldSchemas';

/** Reads the answers to the questions from a value, in which a link may have prefilled anything. */
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

/** The answers of a value, with the entered answers to questions that are not asked. */
export function withUnusedAnswers(
  answers: Answers,
  entered: Answers,
  questions: readonly Question[],
): Answers {
  const asked = filterAskedQuestions(questions, answers);
  return {
    ...Object.fromEntries(
      questions
        .filter(question => !asked.includes(question))
        .map(({ path }) => [path, entered[path]]),
    ),
    ...answers,
  };
}

/** Replaces the answers in a value and keeps its other content. */
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
      answer === undefined
        ? others
        : { ...others, [field]: toProfileValue(path, answer) };
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
