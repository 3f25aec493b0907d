import { Entity } from '@backstage/catalog-model';
import { JsonValue } from '@backstage/types';
import { compileExpression, ResultType } from './compileExpression';
import { createSourceEnvironment, SourceVariable } from './environment';
import { isMap, toPlainText } from './toText';

/** An answer of a source of facts, as expressions see it. @public */
export interface SourceResponse {
  status: number;
  /** By their names in lower case. */
  headers: Record<string, string>;
  /** URLs of the header `link`, by their relation, such as `next`. */
  links: Record<string, string>;
  body: unknown;
}

/** What expressions that ask a source and read its answers can see. @public */
export interface SourceVariables {
  entity: Entity;
  now: Date;
  response?: SourceResponse;
  /** Those of all pages. */
  items?: unknown[];
}

/** The value of an expression as JSON has it, or why it has none. @public */
export type SourceOutcome<T extends JsonValue = JsonValue> =
  { status: 'value'; value: T } | { status: 'unknown'; reason: string };

/** An expression that asks a source or reads its answers, or the reasons why it is invalid. @public */
export type SourceExpression<T extends JsonValue = JsonValue> =
  | {
      status: 'compiled';
      /** Whether its value can change just by time passing. */
      timeDependent: boolean;
      /** Does not throw. */
      evaluate(variables: SourceVariables): SourceOutcome<T>;
    }
  | { status: 'invalid'; reasons: string[] };

/**
 * Compiles an expression over an answer of a source. Its work is limited as that of all expressions, and so is the size
 * of its value.
 *
 * @param variables - those that it may read
 * @public
 */
export function compileSourceExpression(
  source: string,
  variables: readonly SourceVariable[],
): SourceExpression {
  return compile(source, 'any', variables, value => toJson(value));
}

/**
 * Compiles an expression whose value becomes part of a request: one line of text, with numbers and times in the way that
 * JSON writes them. A value without text has no such part.
 *
 * @public
 */
export function compileRequestExpression(
  source: string,
): SourceExpression<string> {
  return compile(source, 'text', ['entity', 'now'], value => {
    const text = toPlainText(value);
    if (text === undefined) {
      throw new Error('it has no text');
    }
    return text;
  });
}

function compile<T extends JsonValue>(
  source: string,
  type: ResultType,
  variables: readonly SourceVariable[],
  convert: (value: unknown) => T,
): SourceExpression<T> {
  const compilation = compileExpression<SourceVariables>(
    source,
    type,
    createSourceEnvironment(variables),
  );
  if (compilation.status === 'invalid') {
    return compilation;
  }
  return {
    status: 'compiled',
    timeDependent: compilation.expression.timeDependent,
    evaluate(values) {
      const outcome = compilation.expression.evaluate(values);
      if (outcome.status === 'unknown') {
        return outcome;
      }
      try {
        return { status: 'value', value: convert(outcome.value) };
      } catch (error) {
        return { status: 'unknown', reason: (error as Error).message };
      }
    },
  };
}

/** Characters and items of a value: far above what rules need. */
const largest = 1_000_000;

/** Nothing that rules could read is nested deeper, and the stack ends somewhere. */
const deepest = 100;

/*
 * Counted, because an expression can repeat a part of an answer in ever larger lists, which take next to no memory until
 * they are written.
 */
function toJson(value: unknown): JsonValue {
  let left = largest;
  const charge = (size: number) => {
    left -= size;
    if (left < 0) {
      throw new Error(
        `its value is larger than ${largest.toLocaleString('en-US')} characters`,
      );
    }
  };

  function convert(item: unknown, depth: number): JsonValue {
    charge(1);
    if (depth > deepest) {
      throw new Error(`its value is nested more than ${deepest} times`);
    }
    if (typeof item === 'string') {
      charge(item.length);
      return item;
    }
    if (item === null || typeof item === 'boolean') {
      return item;
    }
    if (typeof item === 'number' || typeof item === 'bigint') {
      return toNumber(item);
    }
    if (Array.isArray(item)) {
      return item.map(each => convert(each, depth + 1));
    }
    if (isMap(item)) {
      return Object.fromEntries(
        Object.entries(item).map(([name, field]) => {
          charge(name.length);
          return [name, convert(field, depth + 1)];
        }),
      );
    }
    const text = toPlainText(item);
    if (text === undefined) {
      throw new Error(
        'its value has a part that JSON cannot hold, such as a duration; use a number or a text',
      );
    }
    return text;
  }

  return convert(value, 0);
}

function toNumber(value: number | bigint): number {
  const number = Number(value);
  if (!Number.isFinite(number)) {
    throw new Error(`its value has the number ${number}, which JSON cannot`);
  }
  return number;
}
