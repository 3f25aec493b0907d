import { InputError, toError } from '@backstage/errors';
import { FilterPredicate } from '@backstage/filter-predicates';
import { parseRulePackChanges } from '@paved-road/plugin-paved-road-common/rules';
import { parse } from 'yaml';

/**
 * Parses the filter predicate of `--filter` from YAML.
 *
 * @throws InputError if it is invalid
 */
export function readFilter(text: string): FilterPredicate | undefined {
  let filter: unknown;
  try {
    filter = parse(text);
  } catch (error) {
    throw new InputError(`--filter: ${toError(error).message}`);
  }
  return parseRulePackChanges({ filter }, '--filter').filter;
}
