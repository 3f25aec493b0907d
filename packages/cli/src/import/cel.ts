import { UntranslatableError } from './Translation';

/** Reserved words of CEL, see https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax. */
const reserved = new Set(
  'as break const continue else false for function if import in let loop namespace null package return true var void while'.split(
    ' ',
  ),
);

export function text(value: string): string {
  return `'${JSON.stringify(value)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")}'`;
}

/** A number to compare with; CEL also compares doubles with integers. */
export function number(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : double(value);
}

/** A double literal, such as for an item of a list. */
export function double(value: number): string {
  const written = String(value);
  return /[.e]/.test(written) ? written : `${written}.0`;
}

export function field(of: string, name: string): string {
  return isName(name) ? `${of}.${name}` : `${of}[${text(name)}]`;
}

/** Whether a value has a field; `has` of CEL does not support indexes. */
export function hasField(of: string, name: string): string {
  return isName(name) && !of.includes('[')
    ? `has(${of}.${name})`
    : `${text(name)} in ${of}`;
}

export function all(conditions: string[]): string {
  return join(conditions, ' && ');
}

/** At least one of the conditions. */
export function any(conditions: string[]): string {
  return join(conditions, ' || ');
}

export function not(condition: string): string {
  if (/^![\w.]+$/.test(condition)) {
    return condition.slice(1);
  }
  return /^[\w.]+$/.test(condition) ? `!${condition}` : `!(${condition})`;
}

/** The value at a path, with the conditions for its existence. */
export interface Located {
  text: string;
  guards: string[];
}

/**
 * The value at a simple JSONPath, such as `$.spec.owner`, `$.items[0]` or `$['a b']`.
 *
 * @throws UntranslatableError for paths with a search, such as `$..name` or `$.items[*]`
 */
export function follow(root: string, path: string): Located {
  if (!path.startsWith('$')) {
    throw new UntranslatableError(`the path ${path} does not start with $`);
  }
  const step = /\.([A-Za-z_][\w-]*)|\[(\d+)\]|\['([^'\\]+)'\]|\["([^"\\]+)"\]/y;
  const located: Located = { text: root, guards: [] };
  step.lastIndex = 1;
  while (step.lastIndex < path.length) {
    const at = step.lastIndex;
    const found = step.exec(path);
    if (!found) {
      throw new UntranslatableError(
        `the path ${path} searches from ${path.slice(at)}; write the expression by hand`,
      );
    }
    const [, plain, index, single, quoted] = found;
    const name = plain ?? single ?? quoted;
    located.guards.push(
      index === undefined
        ? hasField(located.text, name)
        : `size(${located.text}) > ${index}`,
    );
    located.text =
      index === undefined
        ? field(located.text, name)
        : `${located.text}[${index}]`;
  }
  return located;
}

function isName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && !reserved.has(name);
}

function join(conditions: string[], operator: string): string {
  if (conditions.length < 2) {
    return conditions[0] ?? 'true';
  }
  return conditions
    .map(condition =>
      /\s(&&|\|\|)\s|\?/.test(withoutQuoted(condition))
        ? `(${condition})`
        : condition,
    )
    .join(operator);
}

/** Removes quoted and bracketed parts. */
function withoutQuoted(condition: string): string {
  let rest = condition.replace(/'(?:[^'\\]|\\.)*'/g, "''");
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(/\([^()]*\)|\[[^[\]]*\]/g, '');
  }
  return rest;
}
