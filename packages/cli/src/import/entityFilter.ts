import { InputError } from '@backstage/errors';
import { FilterPredicate } from '@backstage/filter-predicates';
import { toFilterPredicate } from '@paved-road/plugin-paved-road-node';
import { UntranslatableError } from './Translation';

/**
 * Converts a filter in the older format of the catalog into a filter predicate.
 *
 * @throws UntranslatableError if it is not a filter
 */
export function toPredicate(filter: unknown): FilterPredicate {
  try {
    return toFilterPredicate(filter);
  } catch (error) {
    throw error instanceof InputError
      ? new UntranslatableError(error.message)
      : error;
  }
}

export function both(
  a: FilterPredicate | undefined,
  b: FilterPredicate | undefined,
): FilterPredicate | undefined {
  return a && b ? { $all: [a, b] } : (a ?? b);
}
