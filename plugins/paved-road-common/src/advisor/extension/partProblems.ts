import { DemandRule } from '../options/criterion';
import { Question } from '../profile/questions';

export interface ExtensionProblem {
  path: Path;
  /** With the field, like other messages about input. */
  message: string;
}

export type Path = readonly PropertyKey[];

export function problem(path: Path, what: string): ExtensionProblem {
  return { path, message: `${path.join('.')}: ${what}` };
}

export function duplicates(
  path: Path,
  field: string,
  ids: readonly string[],
): ExtensionProblem[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index
      ? [problem([...path, index, field], `${id} is declared twice`)]
      : [],
  );
}

/** The questions of the extended model by path. */
export type Asked = ReadonlyMap<string, Question>;

export function unknownQuestion(path: Path, asked: Asked): ExtensionProblem {
  return problem(
    path,
    `no such question, use one of ${[...asked.keys()].join(', ')}`,
  );
}

/** The possible answers to a question, if they can be listed. */
export function listAllowedAnswers({
  answer,
}: Question): (string | number)[] | undefined {
  switch (answer.kind) {
    case 'choice':
      return answer.options.map(({ value }) => value);
    case 'scale':
      return answer.labels.map((_, index) => index + 1);
    default:
      return undefined;
  }
}

export function answerProblems(
  path: Path,
  { answer }: Question,
): ExtensionProblem[] {
  if (answer.kind === 'choice') {
    return duplicates(
      [...path, 'options'],
      'value',
      answer.options.map(({ value }) => value),
    );
  }
  if (answer.kind === 'scale') {
    return [];
  }
  const { min, max, usual, step, integer } = answer;
  const [least, most] = usual;
  const problems: ExtensionProblem[] = [];
  if (max <= min) {
    problems.push(
      problem([...path, 'max'], `${max} is too small, use more than ${min}`),
    );
  }
  if (most <= least || least < min || most > max) {
    problems.push(
      problem(
        [...path, 'usual'],
        `${least} to ${most} is not a range between ${min} and ${max}`,
      ),
    );
  }
  const broken = Object.entries({ min, max, least, most, step }).filter(
    ([, value]) => integer && !Number.isInteger(value),
  );
  if (broken.length > 0) {
    problems.push(
      problem(
        [...path, 'integer'],
        `${broken.map(([, value]) => value).join(', ')} is not a whole number`,
      ),
    );
  }
  return problems;
}

/** Terms of a demand rule that no answer can satisfy. */
export function ruleProblems(
  path: Path,
  { terms }: Omit<DemandRule, 'weight'>,
  asked: Asked,
): ExtensionProblem[] {
  return terms.flatMap((term, index) => {
    const at = [...path, 'terms', index];
    const question = asked.get(term.path);
    if (!question) {
      return [unknownQuestion([...at, 'path'], asked)];
    }
    return 'choices' in term
      ? choiceProblems([...at, 'choices'], Object.keys(term.choices), question)
      : pointProblems([...at, 'points'], term, question);
  });
}

function choiceProblems(
  path: Path,
  choices: readonly string[],
  question: Question,
): ExtensionProblem[] {
  const options = listAllowedAnswers(question)?.map(String);
  if (!options) {
    return [problem(path, `${question.path} is a number; use points`)];
  }
  const { answer } = question;
  // Options for language models were added later: existing rules without them demand nothing.
  const needed =
    answer.kind === 'choice'
      ? answer.options.flatMap(({ value, onlyWith }) =>
          onlyWith ? [] : [value],
        )
      : options;
  const missing = needed.filter(option => !choices.includes(option));
  return [
    ...choices
      .filter(choice => !options.includes(choice))
      .map(choice =>
        problem(
          [...path, choice],
          `not an answer to ${question.path}, use ${options.join(', ')}`,
        ),
      ),
    ...(missing.length > 0
      ? [problem(path, `${missing.join(', ')} of ${question.path} is missing`)]
      : []),
  ];
}

function pointProblems(
  path: Path,
  {
    points,
    scale,
  }: { points: readonly (readonly [number, number])[]; scale?: 'log' },
  question: Question,
): ExtensionProblem[] {
  if (question.answer.kind === 'choice') {
    return [problem(path, `${question.path} is a choice; use choices`)];
  }
  return points.flatMap(([value], index) => [
    ...(index > 0 && value <= points[index - 1][0]
      ? [
          problem(
            [...path, index, 0],
            `${value} does not rise, use more than ${points[index - 1][0]}`,
          ),
        ]
      : []),
    ...(scale === 'log' && value <= 0
      ? [
          problem(
            [...path, index, 0],
            `${value} has no logarithm, use more than 0 or leave out scale`,
          ),
        ]
      : []),
  ]);
}
