import { ASTNode } from '@marcbachmann/cel-js';
import { Meter, countSteps } from './Meter';
import { readLiteral } from './syntaxTree';

/** Charges for an operator before it runs. */
export type OperatorWork = (meter: Meter, a: unknown, b: unknown) => void;

/** Charges for a function before it runs. */
export type CallWork = (meter: Meter, operands: readonly unknown[]) => void;

const textLength = (value: unknown) =>
  typeof value === 'string' ? value.length : 0;

function sumSteps(values: readonly unknown[]): number {
  let sum = 0;
  for (const value of values) {
    sum += countSteps(value);
  }
  return sum;
}

/* A search may compare the whole text at many positions. The platform skips at most some 250 characters at a time. */
const searchCost = ([text, part]: readonly unknown[]) =>
  countSteps(text) * (1 + textLength(part) / 250);

/*
 * Small automata read about eight characters per step; wildcards for one character make them large, see compileGlob. A
 * computed pattern must be compiled first.
 */
function globCost([files, pattern]: readonly unknown[]): number {
  let characters = 0;
  for (const file of Array.isArray(files) ? files : []) {
    characters += 8 + textLength(file);
  }
  const length = textLength(pattern);
  const wildcards = String(pattern).split(/[?[]/).length - 1;
  return (
    100 + 5 * length + (characters / 8) * Math.max(1, length / 16, wildcards)
  );
}

/** Steps of functions that do not read their operands exactly once. */
const functionCosts: Record<string, (operands: readonly unknown[]) => number> =
  {
    contains: searchCost,
    indexOf: searchCost,
    lastIndexOf: searchCost,
    // Each character may become an item.
    split: operands => searchCost(operands) + textLength(operands[0]),
    join: ([items, separator]) =>
      Array.isArray(items)
        ? sumSteps(items) + items.length * (1 + countSteps(separator))
        : 0,
    // The parser backtracks over digits without a unit.
    duration: ([text]) => (textLength(text) / 16) ** 3,
    glob: globCost,
    versionSatisfies: () => 100,
    annotation: () => 1,
    links: ([entity]) => {
      const links = (entity as { metadata?: { links?: unknown } })?.metadata
        ?.links;
      return 1 + countSteps(links);
    },
  };

/* These use a slow formatter of the platform. */
const inTimeZone = /^get[A-Z]/;
const timeZoneCost = () => 1000;

function callCost(name: string, operands: number) {
  return operands === 2 && inTimeZone.test(name)
    ? timeZoneCost
    : (functionCosts[name] ?? sumSteps);
}

/** Repeated concatenation of strings and lists could exhaust the memory. */
const concatenation: OperatorWork = (meter, a, b) =>
  meter.charge(countSteps(a) + countSteps(b));

/** Compares both while they are equal, so at most the smaller one is read. */
const comparison: OperatorWork = (meter, a, b) =>
  meter.chargeForAll(countSteps(a) < countSteps(b) ? a : b);

/** A literal is short, so only the type of the other operand matters; see {@link countSteps}. */
const comparisonWithLiteral: OperatorWork = (meter, a, b) => {
  const other = typeof a === 'object' ? a : b;
  if (typeof other === 'object' && !Array.isArray(other)) {
    meter.charge(countSteps(other));
  }
};

const membership: OperatorWork = (meter, item, list) =>
  typeof item === 'object'
    ? meter.chargeForAll(list)
    : meter.charge(countSteps(list));

/**
 * The work of an operator whose cost depends on its operands; undefined if its fixed cost is part of the expression.
 */
export function findOperatorCharge(node: ASTNode): OperatorWork | undefined {
  switch (node.op) {
    case '+':
      return concatenation;
    case 'in':
      return node.args[1].op === 'list' ? undefined : membership;
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return node.args.some(({ op }) => op === 'value')
        ? comparisonWithLiteral
        : comparison;
    default:
      return undefined;
  }
}

/** Like {@link findOperatorCharge}, for functions. */
export function findCallWork(node: ASTNode): CallWork | undefined {
  switch (node.op) {
    case 'call': {
      const [name, { length }] = node.args;
      const cost = callCost(name, length);
      // `has` has no operands.
      return name === 'has'
        ? undefined
        : (meter, operands) => meter.charge(cost(operands));
    }
    case 'rcall': {
      const [name, , others] = node.args;
      if (/^(starts|ends)With$/.test(name) && readLiteral(others[0])) {
        return undefined;
      }
      const cost = callCost(name, 1 + others.length);
      return (meter, operands) => meter.charge(cost(operands));
    }
    default:
      return undefined;
  }
}
