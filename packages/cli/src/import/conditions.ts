import { z } from 'zod';
import { all, any, double, Located, not, number, text } from './cel';
import { UntranslatableError } from './Translation';

/** Returns the compared value of a condition. */
export type Resolve = (leaf: Record<string, unknown>) => Located;

/** Maximum depth of conditions, below the 32 of CEL. */
const deepest = 16;

const comparable = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const reference = z.looseObject({ fact: z.string() });

/**
 * Translates a condition of json-rules-engine into CEL: `all`, `any` and `not` around comparisons.
 *
 * @throws UntranslatableError for a condition without a counterpart
 */
export function toExpression(
  condition: unknown,
  resolve: Resolve,
  depth = 0,
): string {
  const parsed = z.record(z.string(), z.unknown()).safeParse(condition);
  if (!parsed.success) {
    throw new UntranslatableError('a condition is no object');
  }
  if (depth > deepest) {
    throw new UntranslatableError(
      `its conditions are nested deeper than ${deepest} levels`,
    );
  }
  const inner = (part: unknown) => toExpression(part, resolve, depth + 1);
  const { all: every, any: some, not: none, condition: shared } = parsed.data;
  // json-rules-engine reads only the first of these, in this order.
  if (some !== undefined) {
    return any(parts('any', some).map(inner));
  }
  if (every !== undefined) {
    return all(parts('all', every).map(inner));
  }
  if (none !== undefined) {
    return not(inner(none));
  }
  if (shared !== undefined) {
    throw new UntranslatableError(
      `it refers to the shared condition ${String(shared)}, which is not in the file`,
    );
  }
  return compare(parsed.data, resolve);
}

function parts(name: string, conditions: unknown): unknown[] {
  if (!Array.isArray(conditions)) {
    throw new UntranslatableError(`${name} has no list of conditions`);
  }
  return conditions;
}

function compare(leaf: Record<string, unknown>, resolve: Resolve): string {
  const { operator, value } = leaf;
  const { text: subject, guards } = resolve(leaf);
  const other = reference.safeParse(value);
  const object = other.success ? resolve(other.data) : undefined;
  const comparison = object
    ? compareValues(subject, String(operator), object.text)
    : compareConstant(subject, String(operator), value);
  const known = [...guards, ...(object?.guards ?? [])];
  if (known.length === 0) {
    return comparison;
  }
  // As in json-rules-engine, an absent value only fulfils notEqual and notIn.
  return ['notEqual', 'notIn'].includes(String(operator))
    ? any([not(all(known)), comparison])
    : all([...known, comparison]);
}

const symbols: Record<string, string> = {
  equal: '==',
  notEqual: '!=',
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
};

function compareValues(a: string, operator: string, b: string): string {
  switch (operator) {
    case 'in':
      return `${a} in ${b}`;
    case 'notIn':
      return not(`${a} in ${b}`);
    case 'contains':
      return `${b} in ${a}`;
    case 'doesNotContain':
      return not(`${b} in ${a}`);
    default:
      return `${a} ${toOperatorSymbol(operator)} ${b}`;
  }
}

function compareConstant(
  subject: string,
  operator: string,
  value: unknown,
): string {
  switch (operator) {
    case 'in':
      return `${subject} in ${list(value)}`;
    case 'notIn':
      return not(`${subject} in ${list(value)}`);
    case 'contains':
      return `${item(value)} in ${subject}`;
    case 'doesNotContain':
      return not(`${item(value)} in ${subject}`);
    case 'equal':
    case 'notEqual':
      return equals(subject, operator, value);
    default:
      if (typeof value !== 'number') {
        toOperatorSymbol(operator);
        throw new UntranslatableError(
          `${operator} compares with ${JSON.stringify(value)}, which is no number`,
        );
      }
      return `${subject} ${toOperatorSymbol(operator)} ${number(value)}`;
  }
}

function equals(
  subject: string,
  operator: 'equal' | 'notEqual',
  value: unknown,
): string {
  const constant = comparable.safeParse(value);
  if (!constant.success) {
    throw new UntranslatableError(
      `${operator} compares with a list or an object, which is never the same one`,
    );
  }
  const { data } = constant;
  if (typeof data === 'boolean') {
    return data === (operator === 'equal') ? subject : not(subject);
  }
  if (data === null) {
    throw new UntranslatableError(
      `${operator} compares with null; use a check of unknown facts instead`,
    );
  }
  return `${subject} ${toOperatorSymbol(operator)} ${
    typeof data === 'number' ? number(data) : text(data)
  }`;
}

function toOperatorSymbol(operator: string): string {
  const symbol = Object.hasOwn(symbols, operator)
    ? symbols[operator]
    : undefined;
  if (symbol === undefined) {
    throw new UntranslatableError(`the operator ${operator} is not built in`);
  }
  return symbol;
}

function item(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'number':
      return double(value);
    case 'boolean':
      return String(value);
    default:
      throw new UntranslatableError(
        'it looks for null, a list or an object in a list',
      );
  }
}

function list(value: unknown): string {
  if (!Array.isArray(value)) {
    throw new UntranslatableError('the operator in needs a list of values');
  }
  return `[${value.map(item).join(', ')}]`;
}
