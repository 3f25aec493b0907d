import {
  CriterionId,
  ModelDescription,
  Pattern,
  Placement,
  PlatformId,
  Stage,
} from '@paved-road/plugin-paved-road-common';
import { useMemo } from 'react';
import { useModel } from './useModel';

/** Titles of the parts of the decision model. */
export interface Titles {
  pattern(id: Pattern): string;
  placement(id: Placement): string;
  /** Title of a pattern or a placement. */
  subject(id: Pattern | Placement): string;
  criterion(id: CriterionId): string;
  platform(id: PlatformId): string;
  stage(id: Stage): string;
  /** Title of the question behind a profile field, or of an assumption. */
  field(path: string): string;
}

const titleIn = (
  described: readonly { id: string; title: string }[],
  id: string,
): string => described.find(found => found.id === id)?.title ?? id;

export function createTitles(model: ModelDescription): Titles {
  const { placements, criteria } = model.languageModels;
  const subjects = [...model.patterns, ...placements];
  const allCriteria = [...model.criteria, ...criteria];
  return {
    pattern: id => titleIn(model.patterns, id),
    placement: id => titleIn(placements, id),
    subject: id => titleIn(subjects, id),
    criterion: id => titleIn(allCriteria, id),
    platform: id => titleIn(model.platforms, id),
    stage: id => titleIn(model.stages, id),
    field: path =>
      model.questions.find(question => question.path === path)?.title ??
      model.assumptions.find(({ id }) => `assumptions.${id}` === path)?.title ??
      path,
  };
}

/** The titles of the portal's decision model. */
export function useTitles(): Titles {
  const model = useModel();
  return useMemo(() => createTitles(model), [model]);
}
