import {
  AnswerKind,
  getAnswer,
  Profile,
  profileSchema,
  Question,
  QuestionPath,
  questions,
} from '@paved-road/plugin-paved-road-common';

/** Answers as they stand in the form: also those out of range, so that they can be corrected. */
export type Answers = Partial<Record<QuestionPath, string | number>>;

/** The known answers of a profile. */
export function toAnswers(profile: Profile): Answers {
  return Object.fromEntries(
    questions.map(({ path }) => [path, getAnswer(profile, path)]),
  );
}

/** The profile that the valid answers make; the others count as unknown until they are corrected. */
export function toProfile(answers: Answers): Profile {
  const profile: Record<string, Record<string, string | number>> = {};
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
  answer: string | number,
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
export function findInvalidAnswer(answers: Answers): Question | undefined {
  return questions.find(question => {
    const answer = answers[question.path];
    return answer !== undefined && !isValidAnswer(question, answer);
  });
}
