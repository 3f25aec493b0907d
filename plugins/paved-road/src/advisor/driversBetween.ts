import {
  Advice,
  CriterionId,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';

/** What a criterion says for one pattern against another, as points of fit. */
export interface Points {
  criterion: CriterionId;
  points: number;
}

/** What speaks for a pattern against another one, and what against it; largest first. */
export function driversBetween(
  { ranking }: Advice,
  pattern: PlainPattern,
  other: PlainPattern,
): Points[] {
  const contributionsOf = (id: PlainPattern) =>
    ranking.find(ranked => ranked.pattern === id)?.contributions ?? [];
  const others = new Map(
    contributionsOf(other).map(({ criterion, points }) => [criterion, points]),
  );
  return contributionsOf(pattern)
    .map(({ criterion, points }) => ({
      criterion,
      points: points - (others.get(criterion) ?? 0),
    }))
    .filter(({ points }) => Math.abs(points) >= 0.05)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}
