import { ASTNode } from '@marcbachmann/cel-js';
import { Meter, countSteps } from './Meter';
import { readLiteral } from './syntaxTree';

/** Charges for what an operator does with its operands, before it does. */
export type OperatorWork = (meter: Meter, a: unknown, b: unknown) => void;

/** Charges for what a function does with its operands, before it does. */
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

/*
 * A search may compare all of what it looks for at many places. The platform skips ahead, but by no more
 * than some 250 characters at a time.
 */
const searchCost = ([text, part]: readonly unknown[]) =>
  countSteps(text) * (1 + textLength(part) / 250);

/*
 * Small automata take about as long for eight characters as a node does; wildcards for one character are
 * what makes them large, see compileGlob. A pattern that is put together has to be compiled first.
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

/** Steps of functions that do more, or less, than go over their operands once. */
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
    // The parser backtracks over digits that no unit follows.
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

/* They go through a formatter of the platform, which takes many times as long as all else. */
const inTimeZone = /^get[A-Z]/;
const timeZoneCost = () => 1000;

function callCost(name: string, operands: number) {
  return operands === 2 && inTimeZone.test(name)
    ? timeZoneCost
    : (functionCosts[name] ?? sumSteps);
}

/** Strings and lists that are put together grow; doubled thirty times, they fill any memory. */
const concatenation: OperatorWork = (meter, a, b) =>
  meter.charge(countSteps(a) + countSteps(b));

/** Goes into both as long as they are equal, and therefore no further than into the smaller one. */
const comparison: OperatorWork = (meter, a, b) =>
  meter.chargeForAll(countSteps(a) < countSteps(b) ? a : b);

/** A literal is short, so that only the type of the other one matters; see {@link countSteps}. */
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
 * What an operator does when its cost depends on the size of its operands; undefined for one that costs
 * no more than its place in the expression, which is charged with the expression.
 */
export function createOperatorWork(node: ASTNode): OperatorWork | undefined {
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

/** As {@link createOperatorWork}, for calls of functions. */
export function createCallWork(node: ASTNode): CallWork | undefined {
  switch (node.op) {
    case 'call': {
      const [name, { length }] = node.args;
      const cost = callCost(name, length);
      // It asks whether something is there, and has no operands.
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
