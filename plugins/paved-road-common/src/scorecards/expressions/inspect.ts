import { ASTNode } from '@marcbachmann/cel-js';
import { FindingKindName, kindTable } from '../findings/kinds';
import { repositoryFact } from '../findings/trace';
import { factsType } from './factTypes';
import { rangeProblem } from './functions';
import { globProblem } from './glob';
import { regularExpressionProblem } from './regularExpression';
import {
  listOperands,
  readFieldName,
  readLiteral,
  readObjectType,
  readOpenedScope,
} from './syntaxTree';
import { variableNames } from './variables';

export interface ExpressionProblem {
  message: string;
  /** In characters from the start. */
  offset: number;
}

/** The inputs of an expression, and problems that the type check does not find. */
export interface Inspection {
  facts: Set<string>;
  findings: Set<FindingKindName>;
  /** Whether its value depends on the current time. */
  timeDependent: boolean;
  problems: ExpressionProblem[];
}

/**
 * A loop over thousands of files inside another one exceeds any evaluation, see Meter; three levels allow lists of
 * lists of lists.
 */
const maxRepetitions = 3;

function patternProblem(node: ASTNode): string | undefined {
  if (node.op === 'rcall' && node.args[0] === 'matches') {
    const pattern = readLiteral(node.args[2][0]);
    return pattern === undefined
      ? 'the pattern of matches is a literal, so that it can be checked'
      : regularExpressionProblem(pattern);
  }
  if (node.op !== 'call') {
    return undefined;
  }
  const [name, operands] = node.args;
  const pattern = readLiteral(operands[1]);
  if (pattern !== undefined && name === 'glob') {
    return globProblem(pattern);
  }
  return pattern !== undefined && name === 'versionSatisfies'
    ? rangeProblem(pattern)
    : undefined;
}

/** The problem with the use of a variable or field, given the node around it. */
function usageProblem(node: ASTNode, parent?: ASTNode): string | undefined {
  if (node.op === 'id' && node.args === 'facts' && !readFieldName(parent)) {
    return 'facts is followed by the name of a fact, as in facts.repository';
  }
  const type = node.op === '[]' ? readObjectType(node.args[0]) : undefined;
  return type && type !== factsType && readFieldName(node) === undefined
    ? `a field of ${type} is read by its name, as in .name or ['name']`
    : undefined;
}

const isNull = (node: ASTNode) => node.op === 'value' && node.args === null;

/** Whether the value of a node depends on the current time. */
function dependsOnTime(node: ASTNode, parent?: ASTNode): boolean {
  if (node.op === 'call') {
    return node.args[0] === 'ageInDays';
  }
  if (node.op !== 'id') {
    return readFieldName(node) === 'ageDays';
  }
  // An expression that passes on the whole assessment may read its age anywhere.
  const isHandedOn =
    readFieldName(parent) === undefined &&
    !(
      parent &&
      ['==', '!='].includes(parent.op) &&
      listOperands(parent).some(isNull)
    );
  return node.args === 'now' || (node.args === 'assessment' && isHandedOn);
}

/**
 * The kind of findings that a node names.
 *
 * @param bound - names that comprehensions around it declare, which may hide a kind
 */
export function readFindingKind(
  node: ASTNode,
  bound: readonly string[] = [],
): FindingKindName | undefined {
  return node.op === 'id' &&
    Object.hasOwn(kindTable, node.args) &&
    !bound.includes(node.args)
    ? (node.args as FindingKindName)
    : undefined;
}

/**
 * Inspects the inputs of an expression, and its problems beyond types.
 *
 * @param root - an expression that has passed its type check
 */
export function inspect(root: ASTNode): Inspection {
  const inspection: Inspection = {
    facts: new Set(),
    findings: new Set(),
    timeDependent: false,
    problems: [],
  };

  const visit = (
    node: ASTNode,
    repetitions: number,
    bound: readonly string[],
    parent?: ASTNode,
  ) => {
    const kind = readFindingKind(node, bound);
    if (kind) {
      inspection.findings.add(kind);
      inspection.facts.add(repositoryFact);
    }
    const scope = readOpenedScope(node);
    const report = (message: string | undefined, offset = node.start) => {
      if (message) {
        inspection.problems.push({ message, offset });
      }
    };

    if (node.op === 'id' && node.args === 'facts') {
      const name = readFieldName(parent);
      if (name !== undefined) {
        inspection.facts.add(name);
      }
    }
    inspection.timeDependent ||= dependsOnTime(node, parent);
    report(usageProblem(node, parent));
    report(patternProblem(node));
    const variable = scope?.variable.args;
    if (variableNames.some(name => name === variable)) {
      report(`${variable} hides a variable, use another name`);
    }
    const inBody = scope?.repeats ? repetitions + 1 : repetitions;
    if (inBody > maxRepetitions && inBody > repetitions) {
      report(
        `${inBody} comprehensions are nested, use at most ${maxRepetitions}`,
      );
    }
    for (const child of listOperands(node)) {
      if (child !== scope?.variable) {
        const isInBody = scope?.body.includes(child);
        visit(
          child,
          isInBody ? inBody : repetitions,
          isInBody ? [...bound, scope!.variable.args] : bound,
          node,
        );
      }
    }
  };

  visit(root, 0, []);
  return inspection;
}
