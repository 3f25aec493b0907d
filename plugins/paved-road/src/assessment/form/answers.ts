import {
  AnswerKind,
  getAnswer,
  Profile,
  profileSchema,
  Question,
  QuestionPath,
} from '@paved-road/plugin-paved-road-common';

/** An answer as it stands in a field: also one that its question does not allow. */
export type Answer = string | number;

/** Answers as they stand in the form: also wrong ones, so that they can be corrected. */
export type Answers = Partial<Record<QuestionPath, Answer>>;

/** The known answers of a profile to the questions. */
export function toAnswers(
  profile: Profile,
  questions: readonly Question[],
): Answers {
  return Object.fromEntries(
    questions
      .map(({ path }) => [path, getAnswer(profile, path)])
      .filter(([, answer]) => answer !== undefined),
  );
}

/** The profile that the valid answers make; the others count as unknown until they are corrected. */
export function toProfile(
  answers: Answers,
  questions: readonly Question[],
): Profile {
  const profile: Record<string, Record<string, Answer>> = {};
  for (const question of questions) {
    const answer = answers[question.path];
    if (answer !== undefined && isValidAnswer(question, answer)) {
      const [group, field] = question.path.split('.');
      profile[group] = { ...profile[group], [field]: answer };
    }
  }
  return profileSchema.parse(profile);
}

/** Whether an answer is one of those that its question allows. */
export function isValidAnswer(
  { answer: allowed }: Question,
  answer: Answer,
): boolean {
  switch (allowed.kind) {
    case 'choice':
      return allowed.options.some(({ value }) => value === answer);
    case 'scale':
      return (
        Number.isInteger(answer) &&
        Number(answer) >= allowed.min &&
        Number(answer) <= allowed.max
      );
    default:
      return typeof answer === 'number' && isAllowedNumber(allowed, answer);
  }
}

export function isAllowedNumber(
  { min, max, exclusiveMin, integer }: Extract<AnswerKind, { kind: 'number' }>,
  value: number,
): boolean {
  return (
    (exclusiveMin ? value > min : value >= min) &&
    value <= max &&
    (!integer || Number.isInteger(value))
  );
}

/** The first question whose answer has to be corrected. */
export function findInvalidAnswer(
  answers: Answers,
  questions: readonly Question[],
): Question | undefined {
  return questions.find(question => {
    const answer = answers[question.path];
    return answer !== undefined && !isValidAnswer(question, answer);
  });
}
