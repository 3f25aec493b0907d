/** The length has a limit, because a text may open many expressions and close none. */
const expressions = /\$\{\{([^]{0,2000}?)\}\}|\{%([^]{0,2000}?)%\}/g;

/**
 * Finds the names below a root, such as `parameters`, that expressions of the template language use in any value.
 *
 * @returns also whether one uses the root as a whole, so that it may use any name
 */
export function findReferences(
  value: unknown,
  root: string,
): { names: Set<string>; isWhole: boolean } {
  const texts: string[] = [];
  JSON.stringify(value, (key, part) => {
    texts.push(key, typeof part === 'string' ? part : '');
    return part;
  });
  const use = new RegExp(
    `(?<![\\w$.\\])])${root}\\b\\s*(?:\\.\\s*([A-Za-z_$][\\w$]*))?`,
    'g',
  );
  const names = texts
    .flatMap(text => [...text.matchAll(expressions)])
    .flatMap(([, inserted, block]) => [
      ...(inserted ?? block)
        .replace(/\[\s*(['"])([A-Za-z_$][\w$]*)\1\s*\]/g, '.$2')
        // Quoted texts are no references.
        .replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "''")
        .matchAll(use),
    ])
    .map(([, name]) => name as string | undefined);
  return {
    names: new Set(names.filter(name => name !== undefined)),
    isWhole: names.includes(undefined),
  };
}
