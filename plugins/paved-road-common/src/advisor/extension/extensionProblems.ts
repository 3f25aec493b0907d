import { platformIds } from '../ids';
import { criteriaById } from '../model';
import { assumptionProblems } from '../quantities/AssumptionSet';
import { assumptions } from '../quantities/assumptions';
import { conditionProblems } from './conditionProblems';
import { builtInProblems, ratingProblems } from './criterionProblems';
import { duplicates, ExtensionProblem, problem } from './ExtensionProblem';
import {
  assumptionValue,
  extendedQuestions,
  ownQuestion,
} from './extensionParts';
import { ModelExtension } from './modelExtension';
import { answerProblems, Asked } from './questionProblems';
import { ruleProblems } from './ruleProblems';

/** Everything in an extension that is unknown to the model or unusable. */
export function extensionProblems(
  extension: ModelExtension,
): ExtensionProblem[] {
  const { criteria = [], questions = [], filters = [] } = extension;
  const asked: Asked = new Map(
    extendedQuestions(extension).map(question => [question.path, question]),
  );
  return [
    ...builtInProblems(extension),
    ...ratingProblems(extension),
    ...Object.entries(extension.demand ?? {}).flatMap(([id, rule]) =>
      ruleProblems(['demand', id], rule, asked),
    ),
    ...assumptionsProblems(extension),
    ...platformProblems(extension),
    ...duplicates(
      ['criteria'],
      'id',
      criteria.map(({ id }) => id),
    ),
    ...criteria.flatMap(({ id, demand }, index) => [
      ...(criteriaById.has(id)
        ? [
            problem(
              ['criteria', index, 'id'],
              `${id} is a built-in criterion; change it in weights, demand and ratings, or use another id`,
            ),
          ]
        : []),
      ...ruleProblems(['criteria', index, 'demand'], demand, asked),
    ]),
    ...duplicates(
      ['questions'],
      'name',
      questions.map(({ name }) => name),
    ),
    ...questions.flatMap((question, index) =>
      answerProblems(['questions', index, 'answer'], ownQuestion(question)),
    ),
    ...duplicates(
      ['filters'],
      'id',
      filters.map(({ id }) => id),
    ),
    ...filters.flatMap(({ when }, index) =>
      when.flatMap((condition, place) =>
        conditionProblems(['filters', index, 'when', place], condition, asked),
      ),
    ),
  ];
}

function assumptionsProblems({
  assumptions: values = {},
}: ModelExtension): ExtensionProblem[] {
  return assumptionProblems(
    Object.fromEntries(
      Object.entries(values).map(([id, given]) => [id, assumptionValue(given)]),
    ),
    assumptions,
  ).map(({ id, message }) => problem(['assumptions', id], message));
}

function platformProblems({
  platforms = {},
}: ModelExtension): ExtensionProblem[] {
  return Object.keys(platforms)
    .filter(id => !platformIds.some(known => known === id))
    .map(id =>
      problem(
        ['platforms', id],
        `no such platform, use one of ${platformIds.join(', ')}`,
      ),
    );
}
