import {
  AnswerKind,
  Profile,
  Question,
  QuestionPath,
  QuestionStep,
} from '@paved-road/plugin-paved-road-common';
import {
  filterAskedQuestions,
  getAnswer,
  questionSteps,
  toProfileValue,
} from '@paved-road/plugin-paved-road-common/advisor';
import { profileSchema } from '@paved-road/plugin-paved-road-common/schemas';

/** An answer as entered, possibly invalid. */
export type Answer = string | number;

/** Answers as entered, possibly invalid, so that people can correct them. */
export type Answers = Partial<Record<QuestionPath, Answer>> & {
  /** Set if a language model is used. Questions about it are asked only then. */
  llm?: true;
};

/** The steps of the questions to ask. */
export const listAskedSteps = ({ llm }: Answers): QuestionStep[] =>
  questionSteps.filter(step => step !== 'llm' || llm);

/** The answers that count for nothing, because their questions are not asked. */
export const listUnusedAnswers = (
  questions: readonly Question[],
  asked: readonly Question[],
  answers: Answers,
): { question: Question; answer: Answer }[] =>
  questions.flatMap(question => {
    const answer = answers[question.path];
    return answer === undefined || asked.includes(question)
      ? []
      : [{ question, answer }];
  });

/** The answers with the language model switched on or off; its answers are kept for switching back. */
export function withLanguageModel(
  answers: Answers,
  isUsed: boolean,
  questions: readonly Question[],
): Answers {
  if (isUsed) {
    return { ...answers, llm: true };
  }
  const { llm: _, ...others } = answers;
  for (const { path, answer: allowed } of questions) {
    const isOnlyWith =
      allowed.kind === 'choice' &&
      allowed.options.some(
        ({ value, onlyWith }) => onlyWith && value === others[path],
      );
    if (isOnlyWith) {
      delete others[path];
    }
  }
  return others;
}

/** The known answers of a profile to the questions. */
export function toAnswers(
  profile: Profile,
  questions: readonly Question[],
): Answers {
  return {
    ...Object.fromEntries(
      questions
        .map(({ path }) => [path, getAnswer(profile, path)])
        .filter(([, answer]) => answer !== undefined),
    ),
    ...(profile.llm && { llm: true }),
  };
}

/**
 * The profile of the valid answers, also of unused ones. Invalid answers count as unknown until they are
 * corrected.
 */
export function toProfile(
  answers: Answers,
  questions: readonly Question[],
): Profile {
  const profile: Record<string, Record<string, unknown>> = answers.llm
    ? { llm: {} }
    : {};
  const kept = questions.filter(({ step }) => answers.llm || step !== 'llm');
  for (const question of kept) {
    const answer = answers[question.path];
    if (
      answer !== undefined &&
      isValidAnswer(limit(question, answers), answer)
    ) {
      const [group, field] = question.path.split('.');
      profile[group] = {
        ...profile[group],
        [field]: toProfileValue(question.path, answer),
      };
    }
  }
  return profileSchema.parse(profile);
}

/** The question as other answers limit it: nothing calls a language model without requests. */
export function limit(question: Question, { llm }: Answers): Question {
  const { path, answer } = question;
  return llm && path === 'workload.requestsPerMonth' && answer.kind === 'number'
    ? { ...question, answer: { ...answer, exclusiveMin: true } }
    : question;
}

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

export type AllowedNumber = Extract<AnswerKind, { kind: 'number' }>;

/** Whether numbers are shares of a whole, which may be entered as percentages. */
export const isShare = ({ min, max, integer }: AllowedNumber): boolean =>
  min === 0 && max === 1 && !integer;

export function isAllowedNumber(
  { min, max, exclusiveMin, integer }: AllowedNumber,
  value: number,
): boolean {
  return (
    (exclusiveMin ? value > min : value >= min) &&
    value <= max &&
    (!integer || Number.isInteger(value))
  );
}

/** The questions whose answers have to be corrected. */
export function findInvalidAnswers(
  answers: Answers,
  questions: readonly Question[],
): Question[] {
  return filterAskedQuestions(questions, answers).filter(question => {
    const answer = answers[question.path];
    return (
      answer !== undefined && !isValidAnswer(limit(question, answers), answer)
    );
  });
}

/** The first question whose answer has to be corrected. */
export function findInvalidAnswer(
  answers: Answers,
  questions: readonly Question[],
): Question | undefined {
  return findInvalidAnswers(answers, questions)[0];
}

const format = new Intl.NumberFormat(undefined, { maximumFractionDigits: 6 });

const parts = format.formatToParts(12_345.6);
const separator = (type: 'group' | 'decimal') =>
  parts.find(part => part.type === type)?.value ?? '';

const escape = (text: string) => text.replace(/[.\\^$|?*+()[\]{}]/g, '\\$&');
const group = `(${escape(separator('group'))}|\\s)`;
const decimal = escape(separator('decimal'));

/** Digits grouped by thousands, such as "20,000" and "20 000". */
const grouped = new RegExp(
  `^[+-]?[1-9]\\d{0,2}(${group}\\d{3})+(${decimal}\\d*)?$`,
);
/** Other digits; a single point or comma is a decimal separator, so that "0,5" is never read as 5. */
const plain = /^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i;
const thousands: Record<string, number> = { k: 1e3, m: 1e6, b: 1e9, bn: 1e9 };

/** Formats the answer to a numeric question. */
export function formatAnswer(answer: Answer | undefined): string {
  return typeof answer === 'number' ? format.format(answer) : (answer ?? '');
}

/**
 * The number in a text, the text itself if it is no number, or undefined if empty.
 *
 * @param isOfShare - whether "60%" and "60 %" are 0.6
 */
export function parseAnswer(
  text: string,
  isOfShare = false,
): Answer | undefined {
  const written = text.trim();
  if (written === '') {
    return undefined;
  }
  if (isOfShare && written.endsWith('%')) {
    const share = parseNumber(written.slice(0, -1).trim()) / 100;
    // Dividing may leave a last digit that nobody entered.
    return share >= 0 && share <= 1 ? Number(share.toPrecision(15)) : written;
  }
  const value = parseNumber(written);
  return Number.isFinite(value) ? value : written;
}

/** Reads "300k", "1.5M" and "2 bn" as well. */
function parseNumber(written: string): number {
  const [, digits, suffix = ''] = /^(.*?)\s*(k|m|bn?)?$/i.exec(written) ?? [];
  const value = parseDigits(digits);
  // Multiplying may add a last digit that nobody entered.
  return suffix
    ? Number((value * thousands[suffix.toLowerCase()]).toPrecision(15))
    : value;
}

function parseDigits(digits: string): number {
  if (grouped.test(digits)) {
    return Number(
      digits
        .replaceAll(new RegExp(group, 'g'), '')
        .replace(separator('decimal'), '.'),
    );
  }
  return plain.test(digits) ? Number(digits.replace(',', '.')) : NaN;
}

/** The label of an answer, without the unit, which is part of the question. */
export function answerLabel(
  { answer: asked }: Question,
  answer: Answer,
): string {
  switch (asked.kind) {
    case 'choice':
      return (
        asked.options.find(({ value }) => value === answer)?.label ??
        String(answer)
      );
    case 'scale':
      return `${answer}: ${asked.labels[Number(answer) - 1]}`;
    default:
      return formatAnswer(answer);
  }
}
