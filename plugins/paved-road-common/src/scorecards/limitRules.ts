import { Rules } from './rules';

/**
 * Restricts rules to some of their checks.
 *
 * @param checkIds - ids of the remaining checks
 * @public
 */
export function limitRules(rules: Rules, checkIds: ReadonlySet<string>): Rules {
  const order = rules.order.filter(({ check }) =>
    checkIds.has(check.definition.id),
  );
  return {
    ...rules,
    order,
    checks: rules.checks.filter(({ id }) => checkIds.has(id)),
    timeDependent: order.some(({ check }) => check.timeDependent),
    facts: [...new Set(order.flatMap(({ check }) => check.facts))],
  };
}
