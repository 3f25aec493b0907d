import { ASTNode } from '@marcbachmann/cel-js';
import { running } from '../expressions/environment';
import { readFindingKind } from '../expressions/inspect';
import {
  readOpenedScope,
  listOperands,
  readFieldName,
} from '../expressions/syntaxTree';
import { UnknownValueError } from '../expressions/UnknownValueError';
import { Variables } from '../expressions/variables';
import { FindingKindName, kindTable } from './kinds';

/** A condition that an expression requires of all or one of the findings of a kind. */
export interface FindingQuery {
  kind: FindingKindName;
  quantifier: 'all' | 'exists';
  /** The parts of the condition that must all hold. */
  parts: {
    /** What a finding lacks that does not meet it; absent for a condition that only selects findings. */
    problem?: string;
    /** Whether a finding meets it. Throws if that cannot be determined. */
    holds(finding: object, variables: Variables): boolean;
  }[];
}

function splitConjunction(node: ASTNode): ASTNode[] {
  return node.op === '&&' ? node.args.flatMap(splitConjunction) : [node];
}

/** The problem of the first field of the finding that a condition reads. */
function describeProblem(
  node: ASTNode,
  variable: string,
  kind: FindingKindName,
): string | undefined {
  const field = readFieldName(node);
  const [operand] = listOperands(node);
  if (field && operand?.op === 'id' && operand.args === variable) {
    return kindTable[kind].fields[field]?.problem;
  }
  for (const child of listOperands(node)) {
    const problem = describeProblem(child, variable, kind);
    if (problem) {
      return problem;
    }
  }
  return undefined;
}

/**
 * Lists the conditions on findings in an expression, outside other comprehensions.
 *
 * @param root - an expression that has passed its type check
 */
export function listFindingQueries(
  root: ASTNode,
  source: string,
): FindingQuery[] {
  const scope = readOpenedScope(root);
  if (!scope) {
    return listOperands(root).flatMap(node => listFindingQueries(node, source));
  }
  const [receiver] = listOperands(root);
  const kind = readFindingKind(receiver);
  const quantifier = root.op === 'rcall' ? root.args[0] : '';
  if (!kind || (quantifier !== 'all' && quantifier !== 'exists')) {
    return [];
  }
  const variable = scope.variable.args;
  const parts = scope.body.flatMap(splitConjunction).map(node => {
    const run = running.parse(
      `${kind}.all(${variable}, ${source.slice(node.start, node.end)})`,
    );
    return {
      problem: describeProblem(node, variable, kind),
      holds: (finding: object, variables: Variables) =>
        run(
          Object.defineProperties(
            {},
            {
              ...Object.getOwnPropertyDescriptors(variables),
              [kind]: { value: [finding], enumerable: true },
            },
          ),
        ) === true,
    };
  });
  return [{ kind, quantifier, parts }];
}

/** A finding with the problems that make a check fail or leave it unknown. */
export interface FindingCause {
  finding: { subject: string; file: string; line: number };
  problems: string[];
}

/**
 * The findings that decide a check that does not pass. Of a query for one finding, these are the selected ones that
 * lack something else.
 */
export function listCauses(
  { kind, quantifier, parts }: FindingQuery,
  findings: readonly object[],
  variables: Variables,
): FindingCause[] {
  const otherwise =
    kindTable[kind].rule === 'absence'
      ? 'found'
      : 'does not meet the condition';
  return findings.flatMap(finding => {
    const failing = parts.flatMap(({ problem, holds }) => {
      try {
        return holds(finding, variables) ? [] : [{ problem }];
      } catch (error) {
        return [{ problem: explainUnknown(error) }];
      }
    });
    const isSelected =
      quantifier === 'all' ||
      failing.every(({ problem }) => problem !== undefined);
    return failing.length > 0 && isSelected
      ? [
          {
            finding: finding as FindingCause['finding'],
            problems: failing.map(({ problem = otherwise }) => problem),
          },
        ]
      : [];
  });
}

export function listMatches(
  { parts }: FindingQuery,
  findings: readonly object[],
  variables: Variables,
): FindingCause['finding'][] {
  return findings.filter(finding =>
    parts.every(({ holds }) => {
      try {
        return holds(finding, variables);
      } catch {
        return false;
      }
    }),
  ) as FindingCause['finding'][];
}

function explainUnknown(error: unknown): string {
  return error instanceof UnknownValueError
    ? error.problem
    : 'cannot be determined';
}
