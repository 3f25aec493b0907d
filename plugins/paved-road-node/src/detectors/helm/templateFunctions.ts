import { toYaml } from './toYaml';

/** The result of a function that cannot be evaluated, such as a lookup in the cluster. */
export const undetermined = Symbol('undetermined');

export type Map_ = Record<string, unknown>;

export const isMap = (value: unknown): value is Map_ =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.length > 0;
  }
  return isMap(value) ? Object.keys(value).length > 0 : Boolean(value);
}

/** The work that is left for rendering templates, in values and tens of characters. */
export interface Budget {
  left: number;
}

/**
 * Takes the size of values from the budget. A list that contains another one many times counts as often.
 *
 * @throws Error if nothing is left
 */
export function spend(budget: Budget, values: unknown[]): void {
  const open = [...values];
  while (open.length > 0) {
    const next = open.pop();
    budget.left -= typeof next === 'string' ? 1 + next.length / 10 : 1;
    if (budget.left < 0) {
      throw new Error('is too large to be rendered');
    }
    if (typeof next === 'object' && next !== null) {
      for (const value of Object.values(next)) {
        open.push(value);
      }
    }
  }
}

export function toText(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function getField(value: unknown, name: string): unknown {
  return isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Combines maps; those at the end win. */
export function mergeMaps(...maps: unknown[]): Map_ {
  const merged = new Map<string, unknown>();
  for (const map of maps.filter(isMap)) {
    for (const [key, value] of Object.entries(map)) {
      const earlier = merged.get(key);
      merged.set(
        key,
        isMap(earlier) && isMap(value) ? mergeMaps(earlier, value) : value,
      );
    }
  }
  return Object.fromEntries(merged);
}

const indent = (count: unknown, text: unknown) => {
  const space = ' '.repeat(Math.min(100, Math.max(0, Number(count))));
  return space + toText(text).replaceAll('\n', `\n${space}`);
};

const compare = (a: unknown, b: unknown) => {
  if (typeof a === 'number' && typeof b === 'number') {
    return a - b;
  }
  const [left, right] = [toText(a), toText(b)];
  return left < right ? -1 : Number(left > right);
};

const isSame = (a: unknown, b: unknown) =>
  a === b || (typeof a !== typeof b ? false : toText(a) === toText(b));

const toList = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : [];

const typeName = (value: unknown) => {
  if (Array.isArray(value)) {
    return 'slice';
  }
  const names: Record<string, string> = {
    object: 'map',
    boolean: 'bool',
    undefined: 'invalid',
    number: Number.isInteger(value) ? 'int' : 'float64',
  };
  return value === null ? 'invalid' : (names[typeof value] ?? typeof value);
};

/** The functions of Go and Sprig that charts use in conditions and settings. */
export const templateFunctions: Record<string, (...args: any[]) => unknown> = {
  and: (...args) => (args.every(isTruthy) ? args.at(-1) : false),
  or: (...args) => args.find(isTruthy) ?? args.at(-1),
  not: arg => !isTruthy(arg),
  eq: (first, ...others) => others.some(other => isSame(first, other)),
  ne: (a, b) => !isSame(a, b),
  lt: (a, b) => compare(a, b) < 0,
  le: (a, b) => compare(a, b) <= 0,
  gt: (a, b) => compare(a, b) > 0,
  ge: (a, b) => compare(a, b) >= 0,
  empty: arg => !isTruthy(arg),
  default: (fallback, value) => (isTruthy(value) ? value : fallback),
  coalesce: (...args) => args.find(isTruthy),
  ternary: (yes, no, condition) => (isTruthy(condition) ? yes : no),
  required: (_, value) => (isTruthy(value) ? value : undetermined),
  fail: () => '',
  hasKey: (map, key) => isMap(map) && Object.hasOwn(map, toText(key)),
  get: (map, key) => getField(map, toText(key)) ?? '',
  dig: (...args) => {
    const keys = args.slice(0, -2);
    const found = keys.reduce(
      (at, key) => getField(at, toText(key)),
      args.at(-1),
    );
    return found ?? args.at(-2);
  },
  index: (value, ...keys) =>
    keys.reduce(
      (at, key) =>
        Array.isArray(at) ? at[Number(key)] : getField(at, toText(key)),
      value,
    ),
  dict: (...args) =>
    Object.fromEntries(
      args.flatMap((key, at) => (at % 2 ? [] : [[toText(key), args[at + 1]]])),
    ),
  set: (map, key, value) => {
    if (isMap(map) && key !== '__proto__') {
      map[toText(key)] = value;
    }
    return map;
  },
  merge: (...maps) => mergeMaps(...maps.toReversed()),
  mergeOverwrite: (...maps) => mergeMaps(...maps),
  deepCopy: value => value,
  pick: (map, ...keys) =>
    Object.fromEntries(
      Object.entries(map ?? {}).filter(([key]) => keys.includes(key)),
    ),
  omit: (map, ...keys) =>
    Object.fromEntries(
      Object.entries(map ?? {}).filter(([key]) => !keys.includes(key)),
    ),
  keys: map => Object.keys(map ?? {}),
  values: map => Object.values(map ?? {}),
  list: (...args) => args,
  tuple: (...args) => args,
  first: value => toList(value)[0],
  last: value => toList(value).at(-1),
  rest: value => toList(value).slice(1),
  append: (value, item) => [...toList(value), item],
  concat: (...values) => values.flatMap(toList),
  uniq: value => [...new Set(toList(value))],
  compact: value => toList(value).filter(isTruthy),
  has: (item, value) => {
    const text = toText(item);
    return toList(value).some(other => toText(other) === text);
  },
  until: count =>
    Array.from(
      { length: Math.min(100, Math.max(0, Number(count) || 0)) },
      (_, at) => at,
    ),
  len: value =>
    isMap(value) ? Object.keys(value).length : ((value as string)?.length ?? 0),
  kindIs: (kind, value) => typeName(value) === kind,
  typeIs: (kind, value) => typeName(value) === kind,
  kindOf: typeName,
  typeOf: typeName,
  toYaml: value => toYaml(value),
  toJson: value =>
    isMap(value) || Array.isArray(value)
      ? toText(value)
      : JSON.stringify(value ?? null),
  toString: toText,
  print: (...args) => args.map(toText).join(''),
  printf: (format, ...args) => {
    let next = 0;
    return toText(format).replace(
      /%(?:[-+0]?\d*(?:\.\d+)?[sdvfqtg]|%)/g,
      verb => (verb === '%%' ? '%' : toText(args[next++])),
    );
  },
  quote: (...args) => args.map(arg => JSON.stringify(toText(arg))).join(' '),
  squote: (...args) =>
    args.map(arg => `'${toText(arg).replaceAll("'", "''")}'`).join(' '),
  indent,
  nindent: (count, text) => `\n${indent(count, text)}`,
  trim: text => toText(text).trim(),
  trimSuffix: (end, text) =>
    toText(text).endsWith(toText(end))
      ? toText(text).slice(0, -toText(end).length || undefined)
      : text,
  trimPrefix: (start, text) =>
    toText(text).startsWith(toText(start))
      ? toText(text).slice(toText(start).length)
      : text,
  trunc: (count, text) =>
    Number(count) < 0
      ? toText(text).slice(Number(count))
      : toText(text).slice(0, Number(count)),
  replace: (from, to, text) =>
    toText(from)
      ? toText(text)
          .split(toText(from), toText(to).length < 1_000 ? 1_000 : 10)
          .join(toText(to))
      : text,
  lower: text => toText(text).toLowerCase(),
  upper: text => toText(text).toUpperCase(),
  title: toText,
  kebabcase: text => toText(text).toLowerCase(),
  contains: (part, text) => toText(text).includes(toText(part)),
  hasPrefix: (part, text) => toText(text).startsWith(toText(part)),
  hasSuffix: (part, text) => toText(text).endsWith(toText(part)),
  join: (separator, value) => toList(value).map(toText).join(toText(separator)),
  splitList: (separator, text) => toText(text).split(toText(separator), 1_000),
  sha256sum: () => 'hash',
  b64enc: () => 'base64',
  randAlphaNum: () => 'random',
  int: value => Math.trunc(Number(value)) || 0,
  int64: value => Math.trunc(Number(value)) || 0,
  float64: value => Number(value) || 0,
  add: (...args) => args.reduce((sum, arg) => sum + Number(arg), 0),
  sub: (a, b) => Number(a) - Number(b),
  mul: (...args) => args.reduce((product, arg) => product * Number(arg), 1),
  div: (a, b) => Math.trunc(Number(a) / (Number(b) || 1)),
  max: (...args) => Math.max(...args.map(Number)),
  min: (...args) => Math.min(...args.map(Number)),
  // Charts support several clusters; a current one is assumed.
  semverCompare: condition => !/^\s*</.test(toText(condition)),
};
