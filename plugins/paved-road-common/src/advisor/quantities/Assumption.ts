/** @public */
export const assumptionKinds = [
  'list-price',
  'published-limit',
  'published-measurement',
  'estimated',
  'our-assumption',
] as const;

/**
 * What kind of number an assumption is: published by who charges or limits it, measured and published,
 * estimated from published decisions, or our own judgement.
 *
 * @public
 */
export type AssumptionKind = (typeof assumptionKinds)[number];

/** A number that the quantitative model uses and that anyone may replace. @public */
export interface Assumption {
  id: string;
  title: string;
  /** Absent where no price is published: what depends on it is unknown until someone sets it. */
  value?: number;
  unit: string;
  kind: AssumptionKind;
  source: string;
  /** Where it can be read. */
  url?: string;
  /** When it was read or published, as `2026-11`. */
  date?: string;
  /** Between what it may be; each assumption of ours has one. */
  range?: readonly [low: number, high: number];
}

/** A row of the table of assumptions. */
export type AssumptionRow = Omit<Assumption, 'id'>;
