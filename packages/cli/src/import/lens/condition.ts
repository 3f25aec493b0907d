import { UntranslatableError } from '../Translation';

/** A boolean expression over the choices of a question. */
export type ChoiceCondition =
  | { choice: string }
  | { all: ChoiceCondition[] }
  | { any: ChoiceCondition[] }
  | { not: ChoiceCondition };

/** Maximum depth of brackets: a model extension has at most 20 levels, and a bracket may need two. */
const deepest = 7;
/** Parts between two brackets. */
const widest = 20;

/**
 * Parses the condition of a risk rule: ids of choices with `&&`, `||`, `!` and brackets; `&&` binds more tightly.
 *
 * @param choices - the valid ids
 * @throws UntranslatableError if it is not a condition
 */
export function parseCondition(
  source: string,
  choices: readonly string[],
): ChoiceCondition {
  const tokens = source.match(/&&|\|\||[!()]|\w+|\S/g) ?? [];
  let next = 0;
  const fail = (): never => {
    throw new UntranslatableError(
      `its condition ${source} cannot be read at ${tokens[next] ?? 'its end'}`,
    );
  };

  function limited<T>(parts: T[]): T[] {
    if (parts.length > widest) {
      throw new UntranslatableError(
        `its condition combines more than ${widest} parts at once`,
      );
    }
    return parts;
  }

  function any(depth: number): ChoiceCondition {
    const parts = [all(depth)];
    while (tokens[next] === '||') {
      next += 1;
      parts.push(all(depth));
    }
    return parts.length === 1 ? parts[0] : { any: limited(parts) };
  }

  function all(depth: number): ChoiceCondition {
    const parts = [one(depth)];
    while (tokens[next] === '&&') {
      next += 1;
      parts.push(one(depth));
    }
    return parts.length === 1 ? parts[0] : { all: limited(parts) };
  }

  function one(depth: number): ChoiceCondition {
    const token = tokens[next];
    if (depth > deepest) {
      throw new UntranslatableError(
        `its condition is nested deeper than ${deepest} levels`,
      );
    }
    if (token === '!') {
      next += 1;
      return { not: one(depth + 1) };
    }
    if (token === '(') {
      next += 1;
      const inner = any(depth + 1);
      if (tokens[next] !== ')') {
        fail();
      }
      next += 1;
      return inner;
    }
    if (token === undefined || !/^\w+$/.test(token)) {
      return fail();
    }
    if (!choices.includes(token)) {
      throw new UntranslatableError(
        `its condition ${source} names ${token}, which is not one of its choices`,
      );
    }
    next += 1;
    return { choice: token };
  }

  const condition = any(0);
  return next === tokens.length ? condition : fail();
}

/** Whether a selection of choices meets a condition. */
export function isMetBy(
  condition: ChoiceCondition,
  selected: ReadonlySet<string>,
): boolean {
  if ('all' in condition) {
    return condition.all.every(part => isMetBy(part, selected));
  }
  if ('any' in condition) {
    return condition.any.some(part => isMetBy(part, selected));
  }
  return 'not' in condition
    ? !isMetBy(condition.not, selected)
    : selected.has(condition.choice);
}
