/** Names below a root, such as `parameters`, that expressions use. */
export interface References {
  names: Set<string>;
  /** Whether an expression uses the root as a whole, so that any name may be used. */
  isWhole: boolean;
}

/** Texts of values that JSON can express. */
function* listTexts(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    yield value;
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      yield key;
      yield* listTexts(part);
    }
  }
}

/** With a longest length, because a text may open many without an end. */
const expressions = /\$\{\{([^]{0,2000}?)\}\}|\{%([^]{0,2000}?)%\}/g;

/** Parts of a name in brackets, as `.name`; other quoted texts are no references. */
function withoutTexts(expression: string): string {
  return expression
    .replace(/\[\s*(['"])([A-Za-z_$][\w$]*)\1\s*\]/g, '.$2')
    .replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "''");
}

/** Finds the expressions of the template language in any value. */
export function listExpressions(value: unknown): string[] {
  return [...listTexts(value)].flatMap(text =>
    [...text.matchAll(expressions)].map(([, inserted, block]) =>
      withoutTexts(inserted ?? block),
    ),
  );
}

/** Finds what expressions use of a root. */
export function findReferences(list: string[], root: string): References {
  const names = new Set<string>();
  let isWhole = false;
  const use = new RegExp(
    `(?<![\\w$.\\])])${root}\\b\\s*(?:\\.\\s*([A-Za-z_$][\\w$]*))?`,
    'g',
  );
  for (const expression of list) {
    for (const [, name] of expression.matchAll(use)) {
      if (name === undefined) {
        isWhole = true;
      } else {
        names.add(name);
      }
    }
  }
  return { names, isWhole };
}
