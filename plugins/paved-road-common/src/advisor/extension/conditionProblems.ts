import { FilterCondition } from '../DecisionModel';
import { ExtensionProblem, Path, problem } from './ExtensionProblem';
import { Asked, optionsOf, unknownQuestion } from './questionProblems';

/** Problems of conditions that no answer can meet. */
export function conditionProblems(
  path: Path,
  condition: FilterCondition,
  asked: Asked,
): ExtensionProblem[] {
  const question = asked.get(condition.path);
  if (!question) {
    return [unknownQuestion([...path, 'path'], asked)];
  }
  const { answer } = question;
  if (!('is' in condition)) {
    return answer.kind === 'choice'
      ? [problem(path, `${question.path} is a choice; use is`)]
      : [];
  }
  const options = optionsOf(question);
  return condition.is.flatMap((value, index) => {
    const at = [...path, 'is', index];
    if (options) {
      return options.includes(value)
        ? []
        : [
            problem(
              at,
              `${JSON.stringify(value)} is not an answer to ${question.path}, use ${options.join(', ')}`,
            ),
          ];
    }
    return typeof value === 'number'
      ? []
      : [problem(at, `${JSON.stringify(value)} is not a number`)];
  });
}
