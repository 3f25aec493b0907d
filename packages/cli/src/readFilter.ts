import { InputError, toError } from '@backstage/errors';
import { FilterPredicate } from '@backstage/filter-predicates';
import { parseRulePackChanges } from '@paved-road/plugin-paved-road-common/rules';
import { parse } from 'yaml';

/**
 * The filter predicate of `--filter`, which is YAML.
 *
 * @throws InputError if it is none
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
