/** @public */
export const assumptionKinds = [
  'list-price',
  'published-limit',
  'published-measurement',
  'estimated',
  'our-assumption',
] as const;

/**
 * The kind of an assumption: a published price or limit, a published measurement, an estimate from published
 * decisions, or our own judgement.
 *
 * @public
 */
export type AssumptionKind = (typeof assumptionKinds)[number];

/** A number of the quantitative model that anyone can replace. @public */
export interface Assumption {
  id: string;
  title: string;
  /** Absent if no price is published: results that depend on it are unknown until someone sets it. */
  value?: number;
  unit: string;
  kind: AssumptionKind;
  source: string;
  /** Where it can be read. */
  url?: string;
  /** When it was read or published, as `2026-11`. */
  date?: string;
  /** The possible range; each of our assumptions has one. */
  range?: readonly [low: number, high: number];
}

export type AssumptionRow = Omit<Assumption, 'id'>;

/** Creates rows that share a basis; `date` replaces its date. */
export const withBasis =
  <const B extends Partial<AssumptionRow>>(basis: B) =>
  (value: number, unit: string, date = basis.date) => ({
    ...basis,
    value,
    unit,
    ...(date !== undefined && { date }),
  });

export const listPrice = withBasis({ kind: 'list-price' });
export const publishedLimit = withBasis({ kind: 'published-limit' });
export const publishedMeasurement = withBasis({
  kind: 'published-measurement',
});
export const estimated = withBasis({ kind: 'estimated' });
export const assumed = withBasis({ kind: 'our-assumption' });

export const judged = (
  value: number,
  unit: string,
  low: number,
  high: number,
) => ({
  ...assumed(value, unit),
  source: 'Working assumption of the model',
  range: [low, high] as const,
});
