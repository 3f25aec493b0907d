import { Question } from '../questions';
import {
  duplicates,
  ExtensionProblem,
  Path,
  problem,
} from './ExtensionProblem';

/** The questions of the extended model by path. */
export type Asked = ReadonlyMap<string, Question>;

export function unknownQuestion(path: Path, asked: Asked): ExtensionProblem {
  return problem(
    path,
    `no such question, use one of ${[...asked.keys()].join(', ')}`,
  );
}

/** The possible answers to a question, if they can be listed. */
export function optionsOf({
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

/** Problems of the possible answers to a question. */
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
