import { Entity } from '@backstage/catalog-model';
import { JsonValue } from '@backstage/types';
import { compileExpression, ResultType } from './compileExpression';
import { createSourceEnvironment, SourceVariable } from './environment';
import { isMap, toPlainText } from './toText';

/** A response of a source of facts, as expressions see it. @public */
export interface SourceResponse {
  status: number;
  /** By their names in lower case. */
  headers: Record<string, string>;
  /** URLs of the header `link`, by their relation, such as `next`. */
  links: Record<string, string>;
  body: unknown;
}

/** The variables of expressions for requests to a source and its responses. @public */
export interface SourceVariables {
  entity: Entity;
  now: Date;
  response?: SourceResponse;
  /** The responses of all pages. */
  items?: unknown[];
}

/** The value of an expression as JSON, or the reason why it has none. @public */
export type SourceOutcome<T extends JsonValue = JsonValue> =
  { status: 'value'; value: T } | { status: 'unknown'; reason: string };

/** An expression for requests to a source or its responses, or the reasons why it is invalid. @public */
export type SourceExpression<T extends JsonValue = JsonValue> =
  | {
      status: 'compiled';
      /** Whether its value depends on the current time. */
      timeDependent: boolean;
      /** Does not throw. */
      evaluate(variables: SourceVariables): SourceOutcome<T>;
    }
  | { status: 'invalid'; reasons: string[] };

/**
 * Compiles an expression over a response of a source, with limits for its work and the size of its value.
 *
 * @param variables - the readable variables
 * @public
 */
export function compileSourceExpression(
  source: string,
  variables: readonly SourceVariable[],
): SourceExpression {
  return compile(source, 'any', variables, value => toJson(value));
}

/**
 * Compiles an expression whose value becomes part of a request: one line of text, with numbers and times as in JSON.
 * Without a text value, the part is missing.
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
        return { status: 'unknown', reason: outcome.reason };
      }
      try {
        return { status: 'value', value: convert(outcome.value) };
      } catch (error) {
        return { status: 'unknown', reason: (error as Error).message };
      }
    },
  };
}

/** Maximum number of characters and items of a value. */
const largest = 1_000_000;

/** Maximum depth of a value, which protects the stack. */
const deepest = 100;

/*
 * An expression can repeat a part of a response in ever larger lists, which take little memory until they are
 * serialized.
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
