import { DemandRule } from '../fit/demandTable';
import { Question } from '../questions';
import { ExtensionProblem, Path, problem } from './ExtensionProblem';
import { Asked, optionsOf, unknownQuestion } from './questionProblems';

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
  const options = optionsOf(question)?.map(String);
  if (!options) {
    return [problem(path, `${question.path} is a number; use points`)];
  }
  const missing = options.filter(option => !choices.includes(option));
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
