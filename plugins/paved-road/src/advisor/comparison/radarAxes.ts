import {
  CriterionId,
  PlainPattern,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common';
import { CriterionRow } from './comparisonRows';

/** A criterion as an axis of 1 to 5. */
export type RadarAxis = { criterion: CriterionId; demand: number } & Partial<
  Record<PlainPattern, number>
>;

/** How the demand is drawn. */
export const demandLook = {
  color: 'var(--bui-fg-primary)',
  dashes: '1 4',
};

/**
 * The criteria that weigh anything. Requirements have no axis: there the pattern demands and the team
 * supplies, so their outlines would say the opposite of the others.
 */
export function radarAxes(rows: CriterionRow[]): RadarAxis[] {
  return rows.flatMap(({ id, isRequirement, weight, contributions }) => {
    const demand = Object.values(contributions)[0]?.demand;
    return isRequirement || weight === 0 || demand === undefined
      ? []
      : [
          {
            criterion: id,
            demand,
            ...Object.fromEntries(
              plainPatterns.map(pattern => [
                pattern,
                contributions[pattern]?.supply,
              ]),
            ),
          },
        ];
  });
}
