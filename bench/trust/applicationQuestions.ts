import {
  filterAskedQuestions,
  Question,
  questions,
} from '../../plugins/paved-road-common/src/advisor/profile/questions';

/** The questions and choices of a profile without a language model. */
export const applicationQuestions: readonly Question[] = filterAskedQuestions(
  questions,
  {},
).map(question => {
  const { answer } = question;
  return answer.kind === 'choice'
    ? {
        ...question,
        answer: {
          ...answer,
          options: answer.options.filter(({ onlyWith }) => !onlyWith),
        },
      }
    : question;
});
