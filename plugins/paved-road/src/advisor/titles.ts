import {
  assumptions,
  criteriaById,
  CriterionId,
  describeModel,
  Pattern,
  patternDescriptions,
  PlatformId,
  platforms,
  questions,
  Stage,
} from '@paved-road/plugin-paved-road-common';

const titleIn = <T extends string>(
  described: readonly { id: T; title: string }[],
  id: T,
): string => described.find(found => found.id === id)?.title ?? id;

/** What a pattern is called. */
export const patternTitle = (pattern: Pattern): string =>
  patternDescriptions[pattern].title;

/** What a criterion is called. */
export const criterionTitle = (criterion: CriterionId): string =>
  criteriaById.get(criterion)?.title ?? criterion;

/** What a platform is called. */
export const platformTitle = (platform: PlatformId): string =>
  titleIn(platforms, platform);

/** What a stage is called. */
export const stageTitle = (stage: Stage): string =>
  titleIn(describeModel().stages, stage);

/** What an estimate needs: the question behind a profile field, or an assumption. */
export const fieldTitle = (field: string): string =>
  questions.find(({ path }) => path === field)?.title ??
  assumptions.find(({ id }) => `assumptions.${id}` === field)?.title ??
  field;
