import { FilterPredicate } from '@backstage/filter-predicates';
import {
  CompiledExpression,
  compileExpression,
  ResultType,
} from './expressions/compileExpression';
import { FindingQuery, listFindingQueries } from './findings/queries';
import { CheckingEnvironment, running } from './expressions/environment';
import { inspect } from './expressions/inspect';
import { RulePackCheck } from './rulePack';

interface NamedExpression {
  name: string;
  expression: CompiledExpression;
}

export interface CompiledCheck {
  definition: RulePackCheck;
  filter?: FilterPredicate;
  expression: CompiledExpression;
  evidence: NamedExpression[];
  /** Conditions on findings in its expression. */
  queries: FindingQuery[];
  templateValues: NamedExpression[];
  /** Names of the facts that its expressions read. */
  facts: string[];
  /** Whether an expression depends on the current time. */
  timeDependent: boolean;
}

/**
 * Compiles the expressions of a check.
 *
 * @param report - receives each problem with its part of the check
 */
export function compileCheck(
  definition: RulePackCheck,
  checking: CheckingEnvironment,
  report: (path: readonly PropertyKey[], message: string) => void,
): CompiledCheck | undefined {
  const all: CompiledExpression[] = [];
  const compile = (
    what: string,
    source: string,
    type: ResultType,
    path: readonly PropertyKey[],
  ): CompiledExpression[] => {
    const compilation = compileExpression(source, type, checking);
    if (compilation.status === 'invalid') {
      for (const reason of compilation.reasons) {
        report(path, `check ${definition.id}: ${what}: ${reason}`);
      }
      return [];
    }
    all.push(compilation.expression);
    return [compilation.expression];
  };

  const evidence = definition.evidence.flatMap((item, index) =>
    compile('evidence expression', item.expression, 'any', [
      'evidence',
      index,
      'expression',
    ]).map(expression => ({ name: item.name, expression })),
  );
  const condition = compile('expression', definition.expression, 'bool', [
    'expression',
  ]);
  const values = Object.entries(definition.remediation.template?.values ?? {});
  const templateValues = values.flatMap(([name, source]) =>
    compile(`template value ${name}`, source, 'text', [
      'remediation',
      'template',
      'values',
      name,
    ]).map(expression => ({ name, expression })),
  );
  if (all.length < definition.evidence.length + 1 + values.length) {
    return undefined;
  }
  const { remediation } = definition;
  const action =
    remediation.action ??
    (condition[0].reads.variables.has('assessment') ? 'assess' : undefined);
  return {
    definition: action
      ? { ...definition, remediation: { ...remediation, action } }
      : definition,
    filter: definition.filter,
    expression: condition[0],
    evidence,
    queries: listFindingQueries(condition[0].ast, definition.expression),
    templateValues,
    facts: [...new Set(all.flatMap(({ facts }) => [...facts]))].sort(),
    timeDependent: all.some(({ timeDependent }) => timeDependent),
  };
}

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
