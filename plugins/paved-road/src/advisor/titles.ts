import {
  criteriaById,
  CriterionId,
  Pattern,
  patternDescriptions,
  questions,
} from '@paved-road/plugin-paved-road-common';

/** What a pattern is called. */
export const patternTitle = (pattern: Pattern): string =>
  patternDescriptions[pattern].title;

/** What a criterion is called. */
export const criterionTitle = (criterion: CriterionId): string =>
  criteriaById.get(criterion)?.title ?? criterion;

/** The question behind a profile field, or the field itself where nobody is asked for it. */
export const questionTitle = (field: string): string =>
  questions.find(question => question.path === field)?.title ?? field;
