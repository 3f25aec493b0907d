import { ASTNode, EvaluationError, ParseResult } from '@marcbachmann/cel-js';
import { CheckingEnvironment, hasChecked } from './environment';
import { ExpressionProblem, inspect } from './inspect';
import { Meter, tooMuchWork } from './Meter';
import { meterWork } from './meterWork';
import {
  listOperands,
  readFieldName,
  readLiteral,
  walkNodes,
  readObjectType,
} from './syntaxTree';
import { FindingKindName } from '../findings/kinds';
import { UnknownValueError } from './UnknownValueError';
import { variableNames, Variables } from './variables';

export type Outcome =
  | { status: 'value'; value: unknown }
  | {
      status: 'unknown';
      reason: string;
      /** The unknown fact that the evaluation stopped at. */
      fact?: string;
      /** Place of the unknown value in the repository. */
      place?: { file: string; line: number };
      /** Whether the expression itself failed, rather than a value being unknown. */
      failed?: { missingKey?: string };
    };

/**
 * A valid, compiled expression.
 *
 * @typeParam V - the variables that its environment declares
 */
export interface CompiledExpression<V extends object = Variables> {
  /** Names of the facts it reads. */
  facts: ReadonlySet<string>;
  findings: ReadonlySet<FindingKindName>;
  /** Its syntax tree after the type check. */
  ast: ASTNode;
  /** Whether its value depends on the current time. */
  timeDependent: boolean;
  reads: ExpressionReads;
  /** Does not throw. */
  evaluate(variables: V): Outcome;
}

/** A compiled expression, or the reasons why it is invalid, with line and column within the expression. */
export type Compilation<V extends object = Variables> =
  | { status: 'compiled'; expression: CompiledExpression<V> }
  | { status: 'invalid'; reasons: string[] };

/** Required result of an expression; `text` is anything that fits on one line, `any` is any value. */
export type ResultType = 'bool' | 'text' | 'any';

const allowedTypes: Record<ResultType, string[] | undefined> = {
  bool: ['bool', 'dyn'],
  text: ['string', 'bool', 'int', 'double', 'google.protobuf.Timestamp', 'dyn'],
  any: undefined,
};

/** Reasons may contain values, and values may be long. */
const maxReasonLength = 500;

function formatPosition(expression: string, offset: number): string {
  const before = expression.slice(0, offset).split('\n');
  return `${before.length}:${before[before.length - 1].length + 1}`;
}

const locate = (expression: string, { message, offset }: ExpressionProblem) =>
  `${message} (at ${formatPosition(expression, offset)})`;

/**
 * The message and position of an error of the library, which may also throw other errors.
 *
 * @param hint - added to the message
 */
function explain(expression: string, error: unknown, hint = ''): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const { summary = '', range } = error as Partial<EvaluationError>;
  const message =
    (range ? summary : error.message).slice(0, maxReasonLength) + hint;
  return range ? locate(expression, { message, offset: range.start }) : message;
}

/** The message of the type check, with the existing fields if one is missing. */
function explainCheck(
  expression: string,
  error: Error | undefined,
  { fieldsOf }: CheckingEnvironment,
): string {
  const { code, node } = (error ?? {}) as Partial<EvaluationError>;
  const type =
    code === 'no_such_key' && (node?.op === '.' || node?.op === '[]')
      ? readObjectType(node.args[0])
      : undefined;
  if (type === undefined) {
    return explain(expression, error);
  }
  const fields = fieldsOf(type);
  return explain(
    expression,
    error,
    `, ${type} has ${fields.length ? fields.join(', ') : 'none'}`,
  );
}

/** The expression with a checkable function in place of `has`, whose operand the library does not check. */
function withCheckedHas(expression: string, root: ASTNode): string {
  let checked = expression;
  for (const node of walkNodes(root)) {
    if (node.op === 'call' && node.args[0] === 'has') {
      checked =
        checked.slice(0, node.start) +
        hasChecked +
        checked.slice(node.start + hasChecked.length);
    }
  }
  return checked;
}

/** The typed syntax tree of an expression, or the reasons why it is invalid. */
function check(
  source: string,
  type: ResultType,
  checking: CheckingEnvironment,
): { ast: ASTNode } | { reasons: string[] } {
  const { environment } = checking;
  let parsed: ParseResult;
  try {
    parsed = environment.parse(source);
  } catch (error) {
    return { reasons: [explain(source, error)] };
  }
  const { ast } = parsed;
  const result = parsed.check();
  const checkedHas = withCheckedHas(source, ast);
  const inside =
    result.valid && checkedHas !== source
      ? environment.check(checkedHas)
      : result;
  if (!inside.valid) {
    return { reasons: [explainCheck(source, inside.error, checking)] };
  }
  const allowed = allowedTypes[type];
  return allowed && !allowed.includes(result.type ?? 'dyn')
    ? {
        reasons: [`must result in ${type}, results in ${result.type} (at 1:1)`],
      }
    : { ast };
}

/**
 * Parses, checks and compiles an expression.
 *
 * @param type - the required result
 */
export function compileExpression<V extends object = Variables>(
  source: string,
  type: ResultType,
  checking: CheckingEnvironment,
): Compilation<V> {
  const checked = check(source, type, checking);
  if ('reasons' in checked) {
    return { status: 'invalid', reasons: checked.reasons };
  }
  const { facts, findings, timeDependent, problems } = inspect(checked.ast);
  if (problems.length) {
    return {
      status: 'invalid',
      reasons: problems.map(problem => locate(source, problem)),
    };
  }

  const run = checking.running.parse(source);
  const result = run.check();
  if (!result.valid) {
    return { status: 'invalid', reasons: [explain(source, result.error)] };
  }
  const meter = new Meter();
  meterWork(run.ast, meter);

  const exhausted: Outcome = {
    status: 'unknown',
    reason: tooMuchWork,
    failed: {},
  };
  return {
    status: 'compiled',
    expression: {
      facts,
      findings,
      ast: checked.ast,
      timeDependent,
      reads: collectReads(checked.ast),
      evaluate(variables) {
        meter.reset();
        try {
          const value = run(variables);
          return meter.exhausted ? exhausted : { status: 'value', value };
        } catch (error) {
          if (meter.exhausted) {
            return exhausted;
          }
          const reason = explain(source, error);
          if (error instanceof UnknownValueError) {
            const { fact, place } = error;
            return {
              status: 'unknown',
              reason,
              ...(fact !== undefined && { fact }),
              ...(place && { place }),
            };
          }
          const { code, node } = error as Partial<EvaluationError>;
          const missingKey =
            code === 'no_such_key' ? readFieldName(node) : undefined;
          return {
            status: 'unknown',
            reason,
            failed: { ...(missingKey !== undefined && { missingKey }) },
          };
        }
      },
    },
  };
}

interface ExpressionReads {
  variables: ReadonlySet<(typeof variableNames)[number]>;
  /** Whether it depends on targets of relations beyond their references. */
  targets: boolean;
  /** All texts that it compares with or searches for. */
  texts: ReadonlySet<string>;
}

/** Fields of a target that its reference determines. */
const referenceFields = ['kind', 'namespace', 'name'];

/** Whether a node reads targets or passes them on. */
function readsTargets(node: ASTNode, parent?: ASTNode): boolean {
  if (readObjectType(node) === 'RelationTarget') {
    return !referenceFields.includes(readFieldName(parent) ?? '');
  }
  // Functions of rules may read any part of it.
  return (
    node.op === 'id' &&
    node.args === 'relations' &&
    parent?.op === 'call' &&
    parent.args[0] !== 'size'
  );
}

/**
 * Collects the inputs of an expression.
 *
 * @param root - an expression that has passed its type check
 */
function collectReads(root: ASTNode): ExpressionReads {
  const variables = new Set<(typeof variableNames)[number]>();
  const texts = new Set<string>();
  let targets = false;

  const visit = (node: ASTNode, parent?: ASTNode) => {
    const variable =
      node.op === 'id'
        ? variableNames.find(name => name === node.args)
        : undefined;
    if (variable) {
      variables.add(variable);
    }
    const text = readLiteral(node);
    if (text !== undefined) {
      texts.add(text);
    }
    targets ||= readsTargets(node, parent);
    listOperands(node).forEach(child => visit(child, node));
  };

  visit(root);
  return { variables, targets, texts };
}
