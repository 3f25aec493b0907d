import {
  Contribution,
  CriterionId,
  ModelCriterion,
} from '@paved-road/plugin-paved-road-common';
import { type Subject } from '../../ui/patterns';
import { Ranked } from './ranked';

export interface CriterionRow {
  id: CriterionId;
  /** Whether the pattern demands and the team supplies, instead of the reverse. */
  isRequirement: boolean;
  weight: number;
  contributions: Partial<Record<Subject, Contribution>>;
}

/** Reads the criteria from the advice, because an older advice can have other criteria than the current model. */
export function comparisonRows(
  ranked: Ranked<Subject>[],
  criteria: readonly Pick<ModelCriterion, 'id' | 'kind'>[],
): CriterionRow[] {
  return (ranked[0]?.contributions ?? []).map(({ criterion: id }) => {
    const contributions = ranked.flatMap(({ subject, contributions: all }) =>
      all
        .filter(({ criterion }) => criterion === id)
        .map(contribution => [subject, contribution] as const),
    );
    return {
      id,
      isRequirement:
        criteria.find(criterion => criterion.id === id)?.kind === 'requirement',
      weight: Math.max(...contributions.map(([, { weight }]) => weight)),
      contributions: Object.fromEntries(contributions),
    };
  });
}

/** The rows with the highest weights above zero, in their original order. */
export function heaviestRows(
  rows: CriterionRow[],
  atMost: number,
): CriterionRow[] {
  const heaviest = new Set(
    rows
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, atMost),
  );
  return rows.filter(row => heaviest.has(row));
}
