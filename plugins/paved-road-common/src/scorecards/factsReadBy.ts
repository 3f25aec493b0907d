import { running } from './expressions/environment';
import { inspect } from './expressions/inspect';
import { RulePackCheck } from './rulePack';

/**
 * Names of the facts that a check reads, without type checks, so that the declared facts need not be known. Invalid
 * expressions read none.
 *
 * @public
 */
export function factsReadBy(
  check: Pick<RulePackCheck, 'expression' | 'remediation'> &
    Partial<Pick<RulePackCheck, 'evidence'>>,
): string[] {
  const { expression, evidence = [], remediation } = check;
  const sources = [
    expression,
    ...evidence.map(item => item.expression),
    ...Object.values(remediation.template?.values ?? {}),
  ];
  return [...new Set(sources.flatMap(factsIn))].sort();
}

function factsIn(source: string): string[] {
  try {
    return [...inspect(running.parse(source).ast).facts];
  } catch {
    return [];
  }
}
