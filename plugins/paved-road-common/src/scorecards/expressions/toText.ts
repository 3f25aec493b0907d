/** Length at which evidence is cut, in characters. */
const maxTextLength = 200;

/** Text after longer white space is ignored. */
const maxRawLength = 10 * maxTextLength;

/** Maximum depth, which protects the stack. */
const maxDepth = 20;

/** Collects text up to a length, so that long values are not formatted completely. */
class Line {
  text = '';

  get isFull(): boolean {
    return this.text.length >= maxRawLength;
  }

  write(text: string): void {
    this.text += text.slice(0, maxRawLength);
  }

  writeAll<T>(
    items: readonly T[],
    separator: string,
    writeItem: (item: T) => void,
  ): void {
    for (const [index, item] of items.entries()) {
      if (this.isFull) {
        return;
      }
      this.write(index ? separator : '');
      writeItem(item);
    }
  }
}

/** Whether a value is a map of CEL, not a time or another object. */
export const isMap = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** Text, a number, a bool or a time as text; undefined for other or empty values. */
export function toPlainText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value || undefined;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      // The sum of a time and a long duration may not be a valid date.
      return value instanceof Date && !Number.isNaN(value.getTime())
        ? value.toISOString()
        : undefined;
  }
}

function writeJson(value: unknown, line: Line, depth: number): void {
  if (depth > maxDepth) {
    line.write('…');
  } else if (Array.isArray(value)) {
    line.write('[');
    line.writeAll(value, ',', item => writeJson(item, line, depth + 1));
    line.write(']');
  } else if (isMap(value)) {
    line.write('{');
    line.writeAll(Object.entries(value), ',', ([key, item]) => {
      line.write(`${JSON.stringify(key)}:`);
      writeJson(item, line, depth + 1);
    });
    line.write('}');
  } else if (typeof value === 'string') {
    line.write(JSON.stringify(value.slice(0, maxRawLength)));
  } else {
    line.write(toPlainText(value) ?? String(value));
  }
}

function write(value: unknown, line: Line, depth: number): void {
  if (Array.isArray(value) && value.length && depth < maxDepth) {
    line.writeAll(value, ', ', item => write(item, line, depth + 1));
  } else if (isMap(value)) {
    writeJson(value, line, depth);
  } else if (Array.isArray(value) || value === null || value === '') {
    line.write(depth < maxDepth ? 'none' : '…');
  } else {
    line.write(toPlainText(value) ?? String(value));
  }
}

/** The value of an expression as one short line; `none` if it is empty. */
export function toText(value: unknown): string {
  const line = new Line();
  write(value, line, 0);
  const text = line.text.replace(/\s+/g, ' ');
  return text.length > maxTextLength
    ? `${text.slice(0, maxTextLength - 1)}…`
    : text;
}
