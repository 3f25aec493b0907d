import {
  defaultModel,
  FilterCondition,
  RiskCondition,
} from '../options/DecisionModel';
import { criterionIds, platformIds, riskIds } from '../profile/ids';
import { criteriaById } from '../options/patterns/criteria';
import { placementCriteria } from '../options/placements/criteria';
import { priceListProblems } from '../quantities/prices/priceList';
import { assumptions } from '../quantities/assumptions';
import { assumptionProblems } from '../quantities/AssumptionSet';
import {
  assumptionValue,
  extendedQuestions,
  ownQuestion,
  ModelExtension,
} from './modelExtension';
import {
  duplicates,
  ExtensionProblem,
  Path,
  problem,
  answerProblems,
  Asked,
  listAllowedAnswers,
  unknownQuestion,
  ruleProblems,
} from './partProblems';

/** Everything in an extension that is unknown to the model or unusable. */
export function extensionProblems(
  extension: ModelExtension,
): ExtensionProblem[] {
  const { criteria = [], questions = [], filters = [], risks = [] } = extension;
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
    ...priceListProblems(
      defaultModel.languageModels,
      extension.languageModels ?? {},
    ).map(({ path, message }) => problem(['languageModels', ...path], message)),
    ...duplicates(
      ['criteria'],
      'id',
      criteria.map(({ id }) => id),
    ),
    ...criteria.flatMap(({ id, demand }, index) => [
      ...(criteriaById.has(id) ||
      placementCriteria.some(known => known.id === id)
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
    ...duplicates(
      ['risks'],
      'id',
      risks.map(({ id }) => id),
    ),
    ...risks.flatMap(({ id, when }, index) => [
      ...(riskIds.some(known => known === id)
        ? [
            problem(
              ['risks', index, 'id'],
              `${id} is a built-in risk, use another id`,
            ),
          ]
        : []),
      ...riskConditionProblems(['risks', index, 'when'], when, asked),
    ]),
  ];
}

/** As deep as conditions may be nested. */
const deepest = 20;

function riskConditionProblems(
  path: Path,
  condition: RiskCondition,
  asked: Asked,
  depth = 0,
): ExtensionProblem[] {
  if (depth > deepest) {
    return [problem(path, `is nested deeper than ${deepest} levels`)];
  }
  const within = (inner: RiskCondition, ...place: PropertyKey[]) =>
    riskConditionProblems([...path, ...place], inner, asked, depth + 1);
  if ('all' in condition) {
    return condition.all.flatMap((inner, index) => within(inner, 'all', index));
  }
  if ('any' in condition) {
    return condition.any.flatMap((inner, index) => within(inner, 'any', index));
  }
  return 'not' in condition
    ? within(condition.not, 'not')
    : conditionProblems(path, condition, asked);
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

/** Problems of conditions that no answer can meet. */
function conditionProblems(
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
  const options = listAllowedAnswers(question);
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

/** Parts of built-in criteria that do not exist or have no effect. */
function builtInProblems({
  criteria = [],
  ...extension
}: ModelExtension): ExtensionProblem[] {
  const own = criteria.map(({ id }) => id);
  const ofPlacement = placementCriteria.map(({ id }) => id as string);
  const unknown = (['weights', 'demand', 'ratings'] as const).flatMap(part =>
    Object.keys(extension[part] ?? {})
      .filter(
        id =>
          !criteriaById.has(id) &&
          !(part === 'weights' && ofPlacement.includes(id)),
      )
      .map(id =>
        problem(
          [part, id],
          own.includes(id)
            ? `${id} is your own criterion; set it in criteria`
            : `no such criterion, use one of ${[...criterionIds, ...(part === 'weights' ? ofPlacement : [])].join(', ')}`,
        ),
      ),
  );
  const withoutEffect = Object.keys(extension.demand ?? {})
    .filter(id => id === 'devops-maturity' || id === 'stage-fit')
    .map(id =>
      problem(
        ['demand', id],
        'does not depend on answers of your choice; only its weight and ratings can be changed',
      ),
    );
  return [...unknown, ...withoutEffect];
}

/** Ratings of criteria that have none, or not by pattern alone. */
function ratingProblems({ ratings = {} }: ModelExtension): ExtensionProblem[] {
  return Object.keys(ratings).flatMap(id => {
    switch (criteriaById.get(id)?.kind) {
      case 'measured':
        return [problem(['ratings', id], 'is computed, not rated')];
      case 'fit':
        return [
          problem(
            ['ratings', id],
            `is rated by answer; set it in fitRatings.${id}`,
          ),
        ];
      default:
        return [];
    }
  });
}
