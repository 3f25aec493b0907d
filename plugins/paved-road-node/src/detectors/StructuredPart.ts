/**
 * A part of a YAML or JSON document with its line. Reading a missing part gives undefined, so that a detector can follow
 * a path without checks.
 *
 * @public
 */
export interface StructuredPart {
  /** The plain value. */
  value: unknown;
  /** 1 for the first line of the file. */
  line: number;
  /** The part at a path of keys; undefined if it is missing. */
  at(...path: string[]): StructuredPart | undefined;
  /** The items of a list; none for other values. */
  items(): StructuredPart[];
  /** The keys and parts of a map; none for other values. */
  entries(): [key: string, part: StructuredPart][];
  /** The text of a text, number or bool; empty for other values. */
  text(): string;
}

class Part implements StructuredPart {
  readonly children = new Map<string, Part>();

  constructor(
    readonly value: unknown,
    readonly line: number,
  ) {}

  at(...path: string[]): StructuredPart | undefined {
    const [key, ...rest] = path;
    return key === undefined ? this : this.children.get(key)?.at(...rest);
  }

  items(): StructuredPart[] {
    return Array.isArray(this.value) ? [...this.children.values()] : [];
  }

  entries(): [string, StructuredPart][] {
    return Array.isArray(this.value) ? [] : [...this.children];
  }

  text(): string {
    return ['string', 'number', 'boolean'].includes(typeof this.value)
      ? String(this.value)
      : '';
  }
}

/**
 * Combines a value with the lines of its parts.
 *
 * @param lines - in the order of the JSON, parents before children
 */
export function toPart(
  value: unknown,
  lines: readonly number[],
  line: number,
): StructuredPart {
  let next = 0;
  const build = (current: unknown, at: number): Part => {
    const part = new Part(current, at);
    if (typeof current === 'object' && current !== null) {
      for (const [key, child] of Object.entries(current)) {
        const childLine = lines[next] ?? at;
        next += 1;
        part.children.set(key, build(child, childLine));
      }
    }
    return part;
  };
  return build(value, line);
}
