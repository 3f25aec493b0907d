import { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { rulePackJsonSchema } from '@paved-road/plugin-paved-road-common/rules';

/** The supported subset of JSON schema. */
interface Schema {
  type?: string;
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  enum?: string[];
  const?: string;
}

/** A line of YAML in block style. */
interface Line {
  /** Column of the dash; equal to `column` without one. */
  indent: number;
  /** Column of the key. */
  column: number;
  isItem: boolean;
  key?: string;
}

const ITEM = '-';

/** Ids that a check refers to, by its field. */
const references: Record<string, string> = {
  level: 'levels',
  track: 'tracks',
};

const schema = rulePackJsonSchema() as Schema;

/** Completes keys and values from the schema of rule packs, and ids of levels and tracks. */
export function completeRulePack(
  context: CompletionContext,
): CompletionResult | null {
  const { doc } = context.state;
  const line = doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const lines = doc.toString().split('\n');
  const index = line.number - 1;
  const value = /^(?:\s*- )*\s*([\w.$-]+):\s+([\w./-]*)$/.exec(before);
  if (value) {
    const [, key, typed] = value;
    const path = [...pathAt(lines, index), key];
    return offer(context, typed, valuesAt(path, lines));
  }
  const key = /^(?:\s*- )*\s*([\w.$-]*)$/.exec(before);
  if (!key || (key[1] === '' && !context.explicit)) {
    return null;
  }
  return offer(context, key[1], keysAt(lines, index));
}

function offer(
  { pos }: CompletionContext,
  typed: string,
  options: CompletionResult['options'],
): CompletionResult | null {
  return options.length > 0
    ? { from: pos - typed.length, options, validFor: /^[\w.$-]*$/ }
    : null;
}

function keysAt(lines: string[], index: number): CompletionResult['options'] {
  const { properties = {} } = schemaAt(pathAt(lines, index)) ?? {};
  const present = siblingsAt(lines, index);
  return Object.entries(properties)
    .filter(([key]) => !present.has(key))
    .map(([key, { type, description }]) => ({
      label: key,
      type: 'property',
      detail: type,
      info: description,
      apply: type === 'object' || type === 'array' ? `${key}:` : `${key}: `,
    }));
}

function valuesAt(
  path: string[],
  lines: string[],
): CompletionResult['options'] {
  const found = schemaAt(path);
  const listed = found?.const === undefined ? found?.enum : [found.const];
  const referred =
    path.length === 4 && path[1] === 'checks' && path[3] in references
      ? idsIn(lines, references[path[3]])
      : [];
  return [...(listed ?? []), ...referred].map(label => ({
    label,
    type: 'enum',
  }));
}

function schemaAt(path: string[]): Schema | undefined {
  return path.reduce<Schema | undefined>(
    (parent, key) => (key === ITEM ? parent?.items : parent?.properties?.[key]),
    schema,
  );
}

function toLine(text: string): Line | undefined {
  const match = /^(\s*)((?:- +)*)(?:([\w.$-]+):(?:\s|$))?/.exec(text)!;
  const [, space, dashes, key] = match;
  const isBlank = /^\s*(#.*)?$/.test(text);
  return isBlank
    ? undefined
    : {
        indent: space.length,
        column: space.length + dashes.length,
        isItem: dashes !== '',
        key,
      };
}

/** Path from the root to the map that contains a line. */
function pathAt(lines: string[], index: number): string[] {
  const current = toLine(lines[index]) ?? createTextLine(lines[index]);
  const path: string[] = [];
  let { column } = current;
  let isInList = false;
  const enterItem = (indent: number) => {
    path.unshift(ITEM);
    column = indent;
    isInList = true;
  };
  if (current.isItem) {
    enterItem(current.indent);
  }
  for (let i = index - 1; i >= 0; i--) {
    const line = toLine(lines[i]);
    if (!line) {
      continue;
    }
    const isParent =
      line.column < column ||
      // A list below its key may lack indentation.
      (isInList && line.column === column && !line.isItem);
    if (isParent && line.key !== undefined) {
      path.unshift(line.key);
      column = line.column;
      isInList = false;
    }
    if (line.isItem && line.column === column && !isInList) {
      enterItem(line.indent);
    }
  }
  return path;
}

/* An empty line has only an indentation. */
function createTextLine(text: string): Line {
  return { indent: text.length, column: text.length, isItem: false };
}

/** Other keys of the map that contains a line. */
function siblingsAt(lines: string[], index: number): Set<string> {
  const current = toLine(lines[index]) ?? createTextLine(lines[index]);
  const keys = new Set<string>();
  /** @returns whether the map goes on beyond the line */
  const visit = (line: Line | undefined) => {
    if (line?.column === current.column && line.key !== undefined) {
      keys.add(line.key);
    }
    return !line || line.column >= current.column;
  };
  for (let i = index - 1; i >= 0 && !current.isItem; i--) {
    const line = toLine(lines[i]);
    if (!visit(line) || (line?.isItem && line.column === current.column)) {
      break;
    }
  }
  for (let i = index + 1; i < lines.length; i++) {
    const line = toLine(lines[i]);
    if ((line?.isItem && line.column === current.column) || !visit(line)) {
      break;
    }
  }
  return keys;
}

/** Ids that a list declares, in block or flow style. */
function idsIn(lines: string[], list: string): string[] {
  const start = lines.findIndex(text => toLine(text)?.key === list);
  if (start === -1) {
    return [];
  }
  const { column } = toLine(lines[start])!;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex(text => {
    const line = toLine(text);
    return line && !line.isItem && line.column <= column;
  });
  return rest
    .slice(0, end === -1 ? undefined : end)
    .flatMap(text => /\bid:\s*([\w-]+)/.exec(text)?.[1] ?? []);
}
