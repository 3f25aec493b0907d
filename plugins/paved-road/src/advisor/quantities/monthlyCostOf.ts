import {
  Advice,
  Pattern,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';

/** The mid of what a pattern costs in USD a month, while a hybrid has none of its own that of its core. */
export function monthlyCostOf(
  { cost: { perPattern } }: Pick<Advice, 'cost'>,
  pattern: Pattern,
  core: PlainPattern,
): number | undefined {
  const estimate = perPattern[pattern] ?? perPattern[core];
  return estimate.status === 'estimated' ? estimate.monthly.mid : undefined;
}
