import { UntranslatableError } from '../Translation';

/** A supported part of an expression in the Cortex Query Language. */
export type Cql =
  | { kind: 'and' | 'or'; parts: Cql[] }
  | { kind: 'not'; part: Cql }
  | { kind: 'compare'; left: Cql; operator: string; right: Cql }
  | { kind: 'literal'; value: string | number | boolean | null }
  /** A chain of names and calls, without spaces outside quotes. */
  | { kind: 'value'; text: string };

const deepest = 16;
const comparisons = ['==', '!=', '<=', '>=', '<', '>'];
const token =
  /\s*("(?:[^"\\]|\\.)*"|\d+(?:\.\d+)?|[A-Za-z_]\w*|&&|\|\||[<>=!]=|[<>!().,=-])/y;

/**
 * Parses comparisons of CQL with `and`, `or` and `not`
 * (https://docs.cortex.io/cql).
 *
 * @throws UntranslatableError for anything else
 */
export function parseCql(source: string): Cql {
  const tokens: string[] = [];
  token.lastIndex = 0;
  const end = source.trimEnd().length;
  while (token.lastIndex < end) {
    const at = token.lastIndex;
    const found = token.exec(source);
    if (!found) {
      throw new UntranslatableError(
        `CQL from ${source.slice(at).trim().slice(0, 40)} on is not read`,
      );
    }
    tokens.push(found[1]);
  }
  let next = 0;
  const take = (...wanted: string[]) => {
    const isWanted = wanted.includes(tokens[next]?.toLocaleLowerCase('en-US'));
    next += isWanted ? 1 : 0;
    return isWanted;
  };
  const fail = (): never => {
    throw new UntranslatableError(
      `CQL is not read at ${tokens[next] ?? 'its end'}`,
    );
  };

  function chain(
    kind: 'and' | 'or',
    words: string[],
    of: (depth: number) => Cql,
  ) {
    return (depth: number): Cql => {
      const parts = [of(depth)];
      while (take(...words)) {
        parts.push(of(depth));
      }
      return parts.length === 1 ? parts[0] : { kind, parts };
    };
  }
  const all = chain('and', ['and', '&&'], negation);
  const any = chain('or', ['or', '||'], all);

  function negation(depth: number): Cql {
    if (depth > deepest) {
      throw new UntranslatableError(
        `its conditions are nested deeper than ${deepest} levels`,
      );
    }
    return take('not', '!')
      ? { kind: 'not', part: negation(depth + 1) }
      : comparison(depth);
  }

  function comparison(depth: number): Cql {
    const left = operand(depth);
    const operator = comparisons.find(known => take(known));
    return operator
      ? { kind: 'compare', left, operator, right: operand(depth) }
      : left;
  }

  function operand(depth: number): Cql {
    if (take('(')) {
      const inner = any(depth + 1);
      return take(')') ? inner : fail();
    }
    const isNegative = take('-');
    const word = tokens[next];
    if (word === undefined) {
      return fail();
    }
    if (/^\d/.test(word)) {
      next += 1;
      return {
        kind: 'literal',
        value: isNegative ? -Number(word) : Number(word),
      };
    }
    if (isNegative) {
      return fail();
    }
    if (word.startsWith('"')) {
      next += 1;
      return { kind: 'literal', value: unquoted(word) };
    }
    if (['true', 'false', 'null'].includes(word)) {
      next += 1;
      return { kind: 'literal', value: JSON.parse(word) };
    }
    return /^[A-Za-z_]/.test(word) ? { kind: 'value', text: value() } : fail();
  }

  function value(): string {
    let text = tokens[next];
    next += 1;
    for (;;) {
      if (tokens[next] === '.') {
        text += `.${tokens[next + 1] ?? ''}`;
        next += 2;
      } else if (tokens[next] === '(') {
        text += call();
      } else {
        return text;
      }
    }
  }

  /** The content of brackets, which may be nested. */
  function call(): string {
    let text = '';
    let open = 0;
    do {
      const word = tokens[next];
      if (word === undefined) {
        return fail();
      }
      open += Number(word === '(') - Number(word === ')');
      text += word;
      next += 1;
    } while (open > 0);
    return text;
  }

  const expression = any(0);
  return next === tokens.length ? expression : fail();
}

/** A text without its quotes. */
export function unquoted(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(.)/g, '$1');
}
