import { ASTNode } from '@marcbachmann/cel-js';
import { Meter, countSteps } from './Meter';
import { compileRegularExpression } from './regularExpression';
import { readLiteral, walkNodes, readOpenedScope } from './syntaxTree';
import {
  CallWork,
  findCallWork,
  OperatorWork,
  findOperatorCharge,
} from './operationWork';

/** Computes a node from its operands; set by the type check of the library. */
type Handle = (a: any, b: any, c: any, d: any) => unknown;

/** The internals of a comprehension in the library. */
interface Comprehension {
  op: 'comprehension';
  handle: Handle;
  args: {
    /** Evaluated for each item. */
    step: {
      evaluate(evaluator: unknown, node: unknown, context: unknown): unknown;
    };
    /** Only for quantifiers: whether the following items can change the result. */
    condition?: (result: unknown) => boolean;
  };
}

/** Parts of a node that the library has no types for. */
interface Evaluated {
  handle?: Handle;
  meta?: { alternate?: Comprehension };
}

function unexpected(node: ASTNode): never {
  throw new Error(
    `This version of the CEL library evaluates "${node.op}" in a way that cannot be metered`,
  );
}

function requireHandle(node: ASTNode): Handle {
  return (node as Evaluated).handle ?? unexpected(node);
}

function replaceHandle(node: ASTNode, handle: Handle): void {
  (node as Evaluated).handle = handle;
}

function chargeOperator(node: ASTNode, work: OperatorWork, meter: Meter): void {
  const handle = requireHandle(node);
  replaceHandle(node, (left, right, c, d) => {
    work(meter, left, right);
    return handle(left, right, c, d);
  });
}

function chargeCall(node: ASTNode, work: CallWork, meter: Meter): void {
  const handle = requireHandle(node);
  replaceHandle(node, (operands, b, c, d) => {
    work(meter, operands);
    return handle(operands, b, c, d);
  });
}

function chargeItems(node: ASTNode, body: ASTNode[], meter: Meter): void {
  const comprehension = (node as Evaluated).meta?.alternate;
  if (comprehension?.op !== 'comprehension' || !comprehension.handle) {
    unexpected(node);
  }
  const { handle, args } = comprehension;
  const { step, condition } = args;
  const steps = body.reduce(
    (sum, part) => sum + [...walkNodes(part)].length,
    1,
  );

  comprehension.handle = (items, b, c, d) => {
    // Listing the keys of a map comes first; without remaining steps, nothing starts.
    meter.charge(Array.isArray(items) ? 0 : countSteps(items));
    return handle(items, b, c, d);
  };
  args.step = {
    evaluate(evaluator, _, context) {
      meter.charge(steps);
      return step.evaluate(evaluator, step, context);
    },
  };
  if (condition) {
    args.condition = result => !meter.exhausted && condition(result);
  }
}

/** The library would use the JavaScript engine, see {@link compileRegularExpression}. */
function matchInLinearTime(node: ASTNode & { op: 'rcall' }, meter: Meter) {
  const handle = requireHandle(node);
  const { test, costOf } = compileRegularExpression(
    readLiteral(node.args[2][0]) ?? unexpected(node),
  );
  replaceHandle(node, (operands, b, c, d) => {
    const [text] = operands;
    if (typeof text !== 'string') {
      return handle(operands, b, c, d);
    }
    meter.charge(costOf(text.length));
    return test(text);
  });
}

/**
 * Makes the nodes of an expression charge the meter for each evaluation.
 *
 * The library limits the length of an expression, not its work: comprehensions multiply, and concatenation doubles.
 * So each item of a comprehension costs the nodes evaluated for it, and each operation the size of its operands.
 * Everything else is evaluated at most once per occurrence.
 *
 * @param root - an expression that has passed its type check
 * @throws Error if the library does not evaluate nodes as expected, so that nothing runs without a meter
 */
export function meterWork(root: ASTNode, meter: Meter): void {
  for (const node of walkNodes(root)) {
    const scope = readOpenedScope(node);
    const operatorWork = findOperatorCharge(node);
    const callWork = findCallWork(node);
    if (scope?.repeats) {
      chargeItems(node, scope.body, meter);
    } else if (node.op === 'rcall' && node.args[0] === 'matches') {
      matchInLinearTime(node, meter);
    } else if (operatorWork) {
      chargeOperator(node, operatorWork, meter);
    } else if (callWork && !scope) {
      chargeCall(node, callWork, meter);
    }
  }
}
