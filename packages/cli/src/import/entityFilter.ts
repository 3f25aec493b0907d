import { InputError } from '@backstage/errors';
import { FilterPredicate } from '@backstage/filter-predicates';
import { toFilterPredicate } from '@paved-road/plugin-paved-road-node';
import { UntranslatableError } from './Translation';

/**
 * A filter of the catalog's older form as a filter predicate.
 *
 * @throws UntranslatableError if it is none
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

/** What both predicates select. */
export function both(
  a: FilterPredicate | undefined,
  b: FilterPredicate | undefined,
): FilterPredicate | undefined {
  return a && b ? { $all: [a, b] } : (a ?? b);
}
